import { SoepelError } from "../../../../src/contract/errors.ts";
import { serveCalls } from "../../../../src/engine/process/serve-calls.ts";

/** A child for the tests: says what it is told to do. */
serveCalls<{ readonly say: string; readonly data?: Float32Array }, unknown, string>(async ({ say, data }, tell) => {
  if (say === "crash") process.kill(process.pid, "SIGSEGV");
  if (say === "fail") throw new SoepelError("model-damaged", "echo.onnx");
  if (say === "bug") throw new TypeError("not a function");
  if (say === "wait")
    await new Promise((_, reject) => tell.signal.addEventListener("abort", () => reject(tell.signal.reason)));
  tell.progress(0.5);
  tell.news("half");
  return data ?? say;
});
