/** `seconds` of a tone at `rate` Hz whose pitch tells where it was: 100 Hz and 10 Hz more each second. */
export function tone(rate: number, seconds: number, fromS = 0): Float32Array {
  return Float32Array.from({ length: Math.round(rate * seconds) }, (_, i) => {
    const t = fromS + i / rate;
    return 0.5 * Math.sin(2 * Math.PI * (100 + 10 * Math.floor(t)) * t);
  });
}

/** The greatest difference between two stretches of sound. */
export function difference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return a.reduce((most, sample, i) => Math.max(most, Math.abs(sample - b[i]!)), 0);
}
