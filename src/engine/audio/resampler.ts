/** Zero crossings of the sinc on each side: with the window below a transition band of about 1.1 kHz at 16 kHz out. */
const CROSSINGS = 32;
/** Kaiser's beta for more than 70 dB of rejection. */
const BETA = 7.5;
/** The middle of the transition band as a share of the lower Nyquist frequency, so that it ends where aliasing would begin. */
const ROLLOFF = 0.93;
/** More phases than this are rounded to the nearest of them (rates such as 22,051 Hz): an error far below the filter's. */
const MOST_PHASES = 4_096;

/**
 * Changes the sample rate of a stream: band-limited interpolation with a windowed sinc, kept as one short filter per phase.
 * Feed it with `push`, end it with `flush`; the output is aligned with the input (no delay).
 */
export class Resampler {
  readonly #step: number;
  readonly #scale: number;
  readonly #phases: number;
  readonly #taps: number;
  readonly #filters: Float32Array;
  /** The input that is still needed, the first sample standing half a filter before the next output. */
  #held: Float32Array;
  /** The next output's place after `#held`'s centre, in 1/scale input samples; below `#scale` at rest. */
  #place = 0;
  readonly #isSame: boolean;

  constructor(fromHz: number, toHz: number) {
    const divisor = greatestDivisor(fromHz, toHz);
    this.#step = fromHz / divisor;
    this.#scale = toHz / divisor;
    this.#phases = Math.min(this.#scale, MOST_PHASES);
    const half = Math.ceil(CROSSINGS * Math.max(1, fromHz / toHz));
    this.#taps = 2 * half;
    this.#filters = makeFilters(this.#phases, half, ROLLOFF * Math.min(1, toHz / fromHz));
    this.#held = new Float32Array(half - 1);
    this.#isSame = fromHz === toHz;
  }

  /** Takes samples and returns the output that they complete. */
  push(block: Float32Array): Float32Array {
    if (this.#isSame) return block;
    const input = new Float32Array(this.#held.length + block.length);
    input.set(this.#held);
    input.set(block, this.#held.length);
    const taps = this.#taps;
    const filters = this.#filters;
    const out = new Float32Array(Math.ceil(((input.length + 1) * this.#scale) / this.#step) + 1);
    let count = 0;
    let start = 0;
    let place = this.#place;
    while (start + taps + 1 <= input.length) {
      // Rounding up to a whole sample is the next sample's phase 0.
      const rounded = Math.round((place * this.#phases) / this.#scale);
      const shift = rounded === this.#phases ? 1 : 0;
      const filter = shift === 1 ? 0 : rounded * taps;
      let sum = 0;
      for (let tap = 0; tap < taps; tap++) sum += input[start + shift + tap]! * filters[filter + tap]!;
      out[count++] = sum;
      place += this.#step;
      start += Math.floor(place / this.#scale);
      place %= this.#scale;
    }
    this.#place = place;
    this.#held = input.slice(start);
    return out.subarray(0, count);
  }

  /** The last output, as if silence followed. */
  flush(): Float32Array {
    return this.#isSame ? new Float32Array(0) : this.push(new Float32Array(this.#taps / 2 + 1));
  }
}

/** One filter of 2 * half taps for every phase; `cutoff` is a share of the input's Nyquist frequency. */
function makeFilters(phases: number, half: number, cutoff: number): Float32Array {
  const filters = new Float32Array(phases * 2 * half);
  for (let phase = 0; phase < phases; phase++) {
    let sum = 0;
    const taps = new Float64Array(2 * half);
    for (let tap = 0; tap < taps.length; tap++) {
      const distance = tap - (half - 1) - phase / phases;
      const angle = Math.PI * cutoff * distance;
      const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
      taps[tap] = sinc * kaiser(distance / half);
      sum += taps[tap]!;
    }
    // Every phase passes a constant unchanged, so that the phases do not ripple.
    for (let tap = 0; tap < taps.length; tap++) filters[phase * taps.length + tap] = taps[tap]! / sum;
  }
  return filters;
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel0(BETA * Math.sqrt(1 - x * x)) / bessel0(BETA);
}

/** The modified Bessel function of the first kind, order 0, by its series. */
function bessel0(x: number): number {
  let sum = 1;
  for (let term = 1, k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
