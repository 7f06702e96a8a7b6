import type { ErrorCode } from "../../src/contract/errors.ts";
import { type CallerState, openCaller } from "./caller.ts";
import workletAddress from "./capture-worklet.ts?worker&url";
import { FrameWatch, LOOK_EVERY_MS } from "./frame-watch.ts";

/** A running microphone. */
export interface Capture {
  /** Hz, the device's own. */
  readonly rate: number;
  readonly device: string;
  stop(): void;
}

export interface CaptureEvents {
  onFrame(frame: Float32Array): void;
  /** The microphone is gone, or gives nothing any more. */
  onLost(): void;
  /** The system or the device silences it, or lets it speak again. */
  onMute(isMuted: boolean): void;
  /** Only where the caller is asked for: she is heard, the system gives no sound of her, or it stopped. The microphone goes on. */
  onCaller?(state: CallerState): void;
}

/**
 * Opens a microphone and gives its sound as it is: no filter of the browser's, which would eat the soft voice across the desk. With
 * `withCaller` the sound that the computer plays is mixed in, where the system gives it.
 */
export async function startCapture(
  deviceId: string | undefined,
  events: CaptureEvents,
  withCaller = false,
): Promise<{ ok: true; capture: Capture } | { ok: false; code: ErrorCode }> {
  let stream: MediaStream;
  try {
    const exact = deviceId === undefined || deviceId === "" ? {} : { deviceId: { exact: deviceId } };
    const audio = { ...exact, echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    stream = await navigator.mediaDevices.getUserMedia({ audio });
  } catch (error) {
    return { ok: false, code: nameFailure(error) };
  }
  const caller = withCaller ? await openCaller(navigator.mediaDevices) : undefined;
  const track = stream.getAudioTracks()[0]!;
  const rate = track.getSettings().sampleRate;
  const context = new AudioContext(rate === undefined ? {} : { sampleRate: rate });
  const watch = new FrameWatch();
  let watchdog: number | undefined;
  let isStopped = false;
  const stop = () => {
    if (isStopped) return;
    isStopped = true;
    window.clearInterval(watchdog);
    track.stop();
    for (const each of caller?.getTracks() ?? []) each.stop();
    void context.close();
  };
  const lose = () => {
    if (isStopped) return;
    stop();
    events.onLost();
  };

  await context.audioWorklet.addModule(workletAddress);
  const node = new AudioWorkletNode(context, "capture", { numberOfInputs: 2, numberOfOutputs: 0 });
  node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
    watch.hear();
    if (!isStopped) events.onFrame(data);
  };
  context.createMediaStreamSource(stream).connect(node);
  if (caller !== undefined) {
    context.createMediaStreamSource(caller).connect(node, 0, 1);
    caller.getAudioTracks()[0]!.onended = () => isStopped || events.onCaller?.("lost");
  }
  if (withCaller) events.onCaller?.(caller === undefined ? "none" : "heard");
  track.onended = lose;
  track.onmute = () => events.onMute(true);
  track.onunmute = () => events.onMute(false);
  // Another program or a locked screen may suspend the sound; it starts again where the system lets it.
  context.onstatechange = () => {
    if (context.state !== "running" && context.state !== "closed" && !isStopped) void context.resume();
  };
  // A microphone that gives no frame is lost, whatever it says itself.
  watchdog = window.setInterval(() => watch.look() && lose(), LOOK_EVERY_MS);
  await context.resume();
  return { ok: true, capture: { rate: context.sampleRate, device: track.label || "microfoon", stop } };
}

function nameFailure(error: unknown): ErrorCode {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "mic-denied";
  if (name === "NotReadableError" || name === "AbortError") return "mic-busy";
  return "mic-missing";
}

/** Loudness of a frame in dBFS, -100 where there is nothing. */
export function loudness(frame: Float32Array): number {
  let sum = 0;
  for (const sample of frame) sum += sample * sample;
  return frame.length === 0 || sum === 0 ? -100 : Math.max(-100, 10 * Math.log10(sum / frame.length));
}
