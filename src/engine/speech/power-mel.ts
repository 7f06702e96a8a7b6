import { FOURIER_LENGTH, Fourier400 } from "./fourier-400.ts";

/** 10 ms at 16 kHz: from one frame to the next. */
export const HOP = 160;

const RATE = 16_000;
const SPECTRUM = FOURIER_LENGTH / 2 + 1;

/** The bins of one mel filter: weights from the spectrum's bin `first` on. */
interface Filter {
  readonly first: number;
  readonly weights: Float64Array;
}

/** The power in each mel band of frames of 25 ms (Hann; Slaney's filters, as librosa makes them), at 16 kHz. */
export class PowerMel {
  readonly bins: number;
  readonly #filters: readonly Filter[];
  readonly #fourier = new Fourier400();
  readonly #hann = Float64Array.from(
    { length: FOURIER_LENGTH },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FOURIER_LENGTH),
  );

  constructor(bins: number) {
    this.bins = bins;
    this.#filters = makeFilters(bins);
  }

  /**
   * Gives `write` the bands of the two frames that begin at sample `from` and a hop later: one complex transform holds the spectra of
   * two real signals.
   */
  readPair(samples: Float64Array, from: number, write: (bin: number, first: number, second: number) => void): void {
    const { re, im } = this.#fourier;
    const hann = this.#hann;
    for (let i = 0; i < FOURIER_LENGTH; i++) {
      re[i] = samples[from + i]! * hann[i]!;
      im[i] = samples[from + HOP + i]! * hann[i]!;
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
      write(bin, even, odd);
    }
  }
}

/** Slaney's mel scale: linear below 1 kHz, logarithmic above. */
const toMel = (hz: number): number => (hz < 1_000 ? (3 * hz) / 200 : 15 + (27 * Math.log(hz / 1_000)) / Math.log(6.4));
const toHz = (mel: number): number =>
  mel < 15 ? (200 * mel) / 3 : 1_000 * Math.exp((Math.log(6.4) / 27) * (mel - 15));

/** Triangles of equal area between neighbouring points of the mel scale (librosa's). */
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
