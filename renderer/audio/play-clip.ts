let playing: { context: AudioContext; source: AudioBufferSourceNode } | undefined;

/** Plays a WAV in base64; what was playing stops. Resolves when it is over or stopped. */
export async function playWav(base64: string): Promise<void> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const context = new AudioContext();
  await play(context, await context.decodeAudioData(bytes.buffer));
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

export function stopPlaying(): void {
  playing?.source.stop();
  playing = undefined;
}

async function play(context: AudioContext, buffer: AudioBuffer): Promise<void> {
  stopPlaying();
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.connect(context.destination);
  playing = { context, source };
  await new Promise<void>((resolve) => {
    source.onended = () => resolve();
    source.start();
  });
  await context.close();
}
