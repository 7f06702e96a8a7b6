/**
 * The environment of a process that loads ONNX Runtime. Its builds send usage data to Microsoft and keep a device id in the home folder
 * unless they are told not to before they are loaded; nothing but the note leaves the practice (DESIGN.md, section 2, Network).
 */
export function nativeEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, ORT_DISABLE_TELEMETRY: "1" };
}
