let playing: AudioBufferSourceNode | undefined;

/** Plays a WAV in base64; what was playing stops. Resolves when it is over or stopped; a stop that comes before it sounds counts too. */
export async function playWav(base64: string, stop: AbortSignal): Promise<void> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const context = new AudioContext();
  const buffer = await context.decodeAudioData(bytes.buffer);
  if (stop.aborted) return context.close();
  await play(context, buffer, stop);
}

/** Plays frames that were captured at `rate` Hz. */
export async function playFrames(frames: readonly Float32Array<ArrayBuffer>[], rate: number): Promise<void> {
  const length = frames.reduce((sum, frame) => sum + frame.length, 0);
  if (length === 0) return;
  const context = new AudioContext();
  const buffer = context.createBuffer(1, length, rate);
  let at = 0;
  for (const frame of frames) {
    buffer.copyToChannel(frame, 0, at);
    at += frame.length;
  }
  await play(context, buffer);
}

async function play(context: AudioContext, buffer: AudioBuffer, stop?: AbortSignal): Promise<void> {
  playing?.stop();
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.connect(context.destination);
  playing = source;
  stop?.addEventListener("abort", () => source.stop());
  await new Promise<void>((resolve) => {
    source.onended = () => resolve();
    source.start();
  });
  if (playing === source) playing = undefined;
  await context.close();
}
