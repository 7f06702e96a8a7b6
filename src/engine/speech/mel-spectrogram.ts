import { FOURIER_LENGTH } from "./fourier-400.ts";
import { HOP, PowerMel } from "./power-mel.ts";

/** Whisper's window: 30 s of 16 kHz sound become 3,000 frames of 10 ms. */
export const WINDOW_FRAMES = 3_000;
export const WINDOW_SAMPLES = WINDOW_FRAMES * HOP;

const FLOOR = 1e-10;

/** Whisper's input: the logarithmic mel spectrogram of a window (reflected edges; audio.py of openai/whisper). */
export class MelSpectrogram {
  readonly bins: number;
  readonly #power: PowerMel;

  /** `bins`: 80, or 128 for large-v3 and its turbo. */
  constructor(bins: number) {
    this.bins = bins;
    this.#power = new PowerMel(bins);
  }

  /** `samples` (at most 30 s) as [bins, 3000], row by row; what is missing to 30 s is silence. */
  compute(samples: Float32Array): Float32Array<ArrayBuffer> {
    if (samples.length > WINDOW_SAMPLES) throw new Error("more than a window");
    const half = FOURIER_LENGTH / 2;
    const padded = new Float64Array(WINDOW_SAMPLES + FOURIER_LENGTH);
    padded.set(samples, half);
    for (let i = 1; i <= half; i++) {
      padded[half - i] = samples[i] ?? 0;
      padded[half + WINDOW_SAMPLES - 1 + i] = samples[WINDOW_SAMPLES - 1 - i] ?? 0;
    }
    const mel = new Float32Array(this.bins * WINDOW_FRAMES).fill(Math.log10(FLOOR));
    // Beyond the sound every frame is silence, and already written.
    const frames = Math.min(WINDOW_FRAMES, Math.ceil((samples.length + half) / HOP));
    for (let frame = 0; frame < frames; frame += 2) {
      this.#power.readPair(padded, frame * HOP, (bin, even, odd) => {
        const at = bin * WINDOW_FRAMES + frame;
        mel[at] = Math.log10(Math.max(even, FLOOR));
        mel[at + 1] = Math.log10(Math.max(odd, FLOOR));
      });
    }
    let highest = Math.log10(FLOOR);
    for (const value of mel) if (value > highest) highest = value;
    for (let i = 0; i < mel.length; i++) mel[i] = (Math.max(mel[i]!, highest - 8) + 4) / 4;
    return mel;
  }
}
