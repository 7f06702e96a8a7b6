/** The transform's length: 25 ms at 16 kHz, Whisper's analysis window. */
export const FOURIER_LENGTH = 400;

const STAGES = [4, 4, 5, 5] as const;
const C1 = Math.cos((2 * Math.PI) / 5);
const C2 = Math.cos((4 * Math.PI) / 5);
const S1 = Math.sin((2 * Math.PI) / 5);
const S2 = Math.sin((4 * Math.PI) / 5);

/**
 * The complex discrete Fourier transform of 400 points, in place in `re` and `im` (Stockham, radices 4, 4, 5, 5).
 * The libraries on npm know powers of two only, and Whisper's bins are those of 400 points.
 */
export class Fourier400 {
  readonly re = new Float64Array(FOURIER_LENGTH);
  readonly im = new Float64Array(FOURIER_LENGTH);
  readonly #re = new Float64Array(FOURIER_LENGTH);
  readonly #im = new Float64Array(FOURIER_LENGTH);
  readonly #cos = Float64Array.from({ length: FOURIER_LENGTH }, (_, i) => Math.cos((2 * Math.PI * i) / FOURIER_LENGTH));
  readonly #sin = Float64Array.from(
    { length: FOURIER_LENGTH },
    (_, i) => -Math.sin((2 * Math.PI * i) / FOURIER_LENGTH),
  );

  transform(): void {
    let [re, im, outRe, outIm] = [this.re, this.im, this.#re, this.#im];
    let stride = 1;
    // An even number of stages: the result ends where the input was.
    for (const radix of STAGES) {
      const stage = radix === 4 ? this.#stage4 : this.#stage5;
      stage.call(this, re, im, outRe, outIm, stride);
      [re, im, outRe, outIm] = [outRe, outIm, re, im];
      stride *= radix;
    }
  }

  #stage4(re: Float64Array, im: Float64Array, outRe: Float64Array, outIm: Float64Array, stride: number): void {
    const quarter = FOURIER_LENGTH / 4;
    const cos = this.#cos;
    const sin = this.#sin;
    for (let p = 0, at = 0, to = 0; at < quarter; p++, to += 3 * stride) {
      const w1r = cos[p * stride]!;
      const w1i = sin[p * stride]!;
      const w2r = cos[2 * p * stride]!;
      const w2i = sin[2 * p * stride]!;
      const w3r = cos[3 * p * stride]!;
      const w3i = sin[3 * p * stride]!;
      for (let q = 0; q < stride; q++, at++, to++) {
        const ar = re[at]! + re[at + 2 * quarter]!;
        const ai = im[at]! + im[at + 2 * quarter]!;
        const br = re[at]! - re[at + 2 * quarter]!;
        const bi = im[at]! - im[at + 2 * quarter]!;
        const cr = re[at + quarter]! + re[at + 3 * quarter]!;
        const ci = im[at + quarter]! + im[at + 3 * quarter]!;
        const dr = im[at + quarter]! - im[at + 3 * quarter]!;
        const di = re[at + 3 * quarter]! - re[at + quarter]!;
        outRe[to] = ar + cr;
        outIm[to] = ai + ci;
        put(outRe, outIm, to + stride, br + dr, bi + di, w1r, w1i);
        put(outRe, outIm, to + 2 * stride, ar - cr, ai - ci, w2r, w2i);
        put(outRe, outIm, to + 3 * stride, br - dr, bi - di, w3r, w3i);
      }
    }
  }

  #stage5(re: Float64Array, im: Float64Array, outRe: Float64Array, outIm: Float64Array, stride: number): void {
    const fifth = FOURIER_LENGTH / 5;
    const cos = this.#cos;
    const sin = this.#sin;
    for (let p = 0, at = 0, to = 0; at < fifth; p++, to += 4 * stride) {
      const w = p * stride;
      for (let q = 0; q < stride; q++, at++, to++) {
        const zr = re[at]!;
        const zi = im[at]!;
        const ar = re[at + fifth]! + re[at + 4 * fifth]!;
        const ai = im[at + fifth]! + im[at + 4 * fifth]!;
        const br = re[at + fifth]! - re[at + 4 * fifth]!;
        const bi = im[at + fifth]! - im[at + 4 * fifth]!;
        const cr = re[at + 2 * fifth]! + re[at + 3 * fifth]!;
        const ci = im[at + 2 * fifth]! + im[at + 3 * fifth]!;
        const dr = re[at + 2 * fifth]! - re[at + 3 * fifth]!;
        const di = im[at + 2 * fifth]! - im[at + 3 * fifth]!;
        const er = zr + C1 * ar + C2 * cr;
        const ei = zi + C1 * ai + C2 * ci;
        const fr = S1 * bi + S2 * di;
        const fi = S1 * br + S2 * dr;
        const gr = zr + C2 * ar + C1 * cr;
        const gi = zi + C2 * ai + C1 * ci;
        const hr = S2 * bi - S1 * di;
        const hi = S2 * br - S1 * dr;
        outRe[to] = zr + ar + cr;
        outIm[to] = zi + ai + ci;
        put(outRe, outIm, to + stride, er + fr, ei - fi, cos[w]!, sin[w]!);
        put(outRe, outIm, to + 2 * stride, gr + hr, gi - hi, cos[2 * w]!, sin[2 * w]!);
        put(outRe, outIm, to + 3 * stride, gr - hr, gi + hi, cos[3 * w]!, sin[3 * w]!);
        put(outRe, outIm, to + 4 * stride, er - fr, ei + fi, cos[4 * w]!, sin[4 * w]!);
      }
    }
  }
}

/** Writes (re + i im) turned by (cos + i sin). */
function put(
  outRe: Float64Array,
  outIm: Float64Array,
  to: number,
  re: number,
  im: number,
  cos: number,
  sin: number,
): void {
  outRe[to] = re * cos - im * sin;
  outIm[to] = re * sin + im * cos;
}
