import { FOURIER_LENGTH, Fourier400 } from "./fourier-400.ts";

/** Whisper's window: 30 s of 16 kHz sound become 3,000 frames of 10 ms. */
export const WINDOW_FRAMES = 3_000;
export const HOP = 160;
export const WINDOW_SAMPLES = WINDOW_FRAMES * HOP;

const RATE = 16_000;
const SPECTRUM = FOURIER_LENGTH / 2 + 1;
const FLOOR = 1e-10;

/** The bins of one mel filter: weights from the spectrum's bin `first` on. */
interface Filter {
  readonly first: number;
  readonly weights: Float64Array;
}

/** Whisper's input: the logarithmic mel spectrogram of a window (Hann, reflected edges, Slaney's filters; audio.py of openai/whisper). */
export class MelSpectrogram {
  readonly bins: number;
  readonly #filters: readonly Filter[];
  readonly #fourier = new Fourier400();
  readonly #hann = Float64Array.from(
    { length: FOURIER_LENGTH },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FOURIER_LENGTH),
  );

  /** `bins`: 80, or 128 for large-v3 and its turbo. */
  constructor(bins: number) {
    this.bins = bins;
    this.#filters = makeFilters(bins);
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
    for (let frame = 0; frame < frames; frame += 2) this.#writeFrames(padded, frame, mel);
    let highest = Math.log10(FLOOR);
    for (const value of mel) if (value > highest) highest = value;
    for (let i = 0; i < mel.length; i++) mel[i] = (Math.max(mel[i]!, highest - 8) + 4) / 4;
    return mel;
  }

  /** Two frames at once: one complex transform holds the spectra of two real signals. */
  #writeFrames(padded: Float64Array, frame: number, mel: Float32Array): void {
    const { re, im } = this.#fourier;
    const hann = this.#hann;
    const from = frame * HOP;
    for (let i = 0; i < FOURIER_LENGTH; i++) {
      re[i] = padded[from + i]! * hann[i]!;
      im[i] = padded[from + HOP + i]! * hann[i]!;
    }
    this.#fourier.transform();
    for (let k = 0; k < SPECTRUM; k++) {
      const mirror = k === 0 ? 0 : FOURIER_LENGTH - k;
      const sumRe = re[k]! + re[mirror]!;
      const sumIm = im[k]! + im[mirror]!;
      const differenceRe = re[k]! - re[mirror]!;
      const differenceIm = im[k]! - im[mirror]!;
      // The mirror half is no longer needed once k is done: the powers take the place of the lower half.
      re[k] = (sumRe * sumRe + differenceIm * differenceIm) / 4;
      im[k] = (sumIm * sumIm + differenceRe * differenceRe) / 4;
    }
    for (let bin = 0; bin < this.bins; bin++) {
      const { first, weights } = this.#filters[bin]!;
      let even = 0;
      let odd = 0;
      for (let i = 0; i < weights.length; i++) {
        even += weights[i]! * re[first + i]!;
        odd += weights[i]! * im[first + i]!;
      }
      const at = bin * WINDOW_FRAMES + frame;
      mel[at] = Math.log10(Math.max(even, FLOOR));
      mel[at + 1] = Math.log10(Math.max(odd, FLOOR));
    }
  }
}

/** Slaney's mel scale: linear below 1 kHz, logarithmic above. */
const toMel = (hz: number): number => (hz < 1_000 ? (3 * hz) / 200 : 15 + (27 * Math.log(hz / 1_000)) / Math.log(6.4));
const toHz = (mel: number): number =>
  mel < 15 ? (200 * mel) / 3 : 1_000 * Math.exp((Math.log(6.4) / 27) * (mel - 15));

/** Triangles of equal area between neighbouring points of the mel scale (librosa's, which Whisper was trained with). */
function makeFilters(bins: number): Filter[] {
  const edges = Array.from({ length: bins + 2 }, (_, i) => toHz((toMel(RATE / 2) * i) / (bins + 1)));
  return Array.from({ length: bins }, (_, bin) => {
    const [low, middle, high] = [edges[bin]!, edges[bin + 1]!, edges[bin + 2]!];
    const weights = Array.from({ length: SPECTRUM }, (_, k) => {
      const hz = (k * RATE) / FOURIER_LENGTH;
      const height = Math.min((hz - low) / (middle - low), (high - hz) / (high - middle));
      return (Math.max(0, height) * 2) / (high - low);
    });
    const first = Math.max(
      0,
      weights.findIndex((weight) => weight > 0),
    );
    const last = weights.findLastIndex((weight) => weight > 0);
    return { first, weights: Float64Array.from(weights.slice(first, last + 1)) };
  });
}
