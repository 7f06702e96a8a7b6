/** Gathers frames, and gives them two seconds at a time as the engine takes them: 16-bit mono in base64. */
export class VoiceSound {
  readonly #most: number;
  #frames: Float32Array[] = [];
  #length = 0;

  /** `rate` in Hz. */
  constructor(rate: number) {
    this.#most = 2 * rate;
  }

  /** Takes a frame; a piece where two seconds are together. */
  push(frame: Float32Array): string | undefined {
    this.#frames.push(frame);
    this.#length += frame.length;
    if (this.#length < this.#most) return undefined;
    const piece = encode(this.#frames, this.#length);
    this.#frames = [];
    this.#length = 0;
    return piece;
  }
}

function encode(frames: readonly Float32Array[], length: number): string {
  const view = new DataView(new ArrayBuffer(2 * length));
  let at = 0;
  for (const frame of frames) {
    for (const sample of frame) {
      view.setInt16(at, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true);
      at += 2;
    }
  }
  const bytes = new Uint8Array(view.buffer);
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
