/** How the voice sounds (a vector of length 1) in a stretch of a recording; times in seconds of the recording. */
export interface VoiceWindow {
  readonly start: number;
  readonly end: number;
  readonly print: Float32Array;
}

/** A voice of the recording: the direction that its prints lie in, of length 1. */
export type VoiceCentre = Float32Array;

/** Two groups of prints are two voices only where their centres are this far apart: a third voice further, as one voice laughs, whispers ... */
const MOST_ALIKE = 0.82;
const MOST_ALIKE_THIRD = 0.8;
/** ... and where the groups stand clear of each other: distance of their means, in units of their spread (one group cut in two gives 2.7). */
const LEAST_CLEAR = 3.6;
/** A voice that was heard for less (in windows) is not told from a chance likeness. */
const LEAST_WINDOWS = 4;
/** zorgverlener, patiënt, and one more. */
const MOST_VOICES = 3;
const ROUNDS = 12;

export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The mean direction of vectors; of none, a vector of zeros. */
export function meanDirection(prints: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(prints[0]?.length ?? 0);
  for (const print of prints) for (let i = 0; i < sum.length; i++) sum[i]! += print[i]!;
  const length = Math.sqrt(cosine(sum, sum));
  return length === 0 ? sum : sum.map((value) => value / length);
}

/**
 * Finds the voices in prints: one, and another wherever a group of prints falls apart in two that stand clear of each other.
 * Most heard first. Empty without prints.
 */
export function findVoices(prints: readonly Float32Array[]): VoiceCentre[] {
  if (prints.length === 0) return [];
  let voices: VoiceCentre[] = [meanDirection(prints)];
  while (voices.length < MOST_VOICES) {
    const groups = groupBy(prints, voices);
    const splits = groups.flatMap((group, index) => {
      const split = splitGroup(group, voices.length === 1 ? MOST_ALIKE : MOST_ALIKE_THIRD);
      return split === undefined ? [] : [{ index, ...split }];
    });
    const best = splits.sort((a, b) => b.clearness - a.clearness)[0];
    if (best === undefined) break;
    const grown = settle(prints, voices.toSpliced(best.index, 1, ...best.centres));
    if (groupBy(prints, grown).some((group) => group.length < LEAST_WINDOWS)) break;
    voices = grown;
  }
  const sizes = groupBy(prints, voices).map((group) => group.length);
  return voices
    .map((voice, i) => ({ voice, size: sizes[i]! }))
    .sort((a, b) => b.size - a.size)
    .map(({ voice }) => voice);
}

/** Two centres for a group, where it is two voices, and how clear of each other they stand. */
export function splitGroup(
  group: readonly Float32Array[],
  mostAlike = MOST_ALIKE,
): { readonly centres: readonly [VoiceCentre, VoiceCentre]; readonly clearness: number } | undefined {
  if (group.length < 2 * LEAST_WINDOWS) return undefined;
  const axis = mainAxis(group);
  const mean = meanVector(group);
  const sides = [1, -1].map((sign) => group.filter((print) => sign * (cosine(print, axis) - cosine(mean, axis)) > 0));
  if (sides.some((side) => side.length === 0)) return undefined;
  const centres = settle(group, sides.map(meanDirection));
  const parts = groupBy(group, centres);
  if (centres.length < 2 || parts.some((part) => part.length < LEAST_WINDOWS)) return undefined;
  const [first, second] = centres as [VoiceCentre, VoiceCentre];
  const clearness = measureClearness(parts, first, second);
  if (cosine(first, second) > mostAlike || clearness < LEAST_CLEAR) return undefined;
  return { centres: [first, second], clearness };
}

function measureClearness(
  parts: readonly (readonly Float32Array[])[],
  first: VoiceCentre,
  second: VoiceCentre,
): number {
  const along = first.map((value, i) => value - second[i]!);
  const [one, other] = parts.map((part) => spreadOf(part.map((print) => cosine(print, along))));
  return (one!.mean - other!.mean) / Math.sqrt((one!.variance + other!.variance) / 2 + 1e-9);
}

function spreadOf(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

/** Prints by the centre that each lies nearest to. */
function groupBy(prints: readonly Float32Array[], centres: readonly VoiceCentre[]): Float32Array[][] {
  const groups: Float32Array[][] = centres.map(() => []);
  for (const print of prints) groups[nearest(print, centres)]!.push(print);
  return groups;
}

function nearest(print: Float32Array, centres: readonly VoiceCentre[]): number {
  let best = 0;
  for (let i = 1; i < centres.length; i++) if (cosine(print, centres[i]!) > cosine(print, centres[best]!)) best = i;
  return best;
}

/** Moves centres to the middle of what lies nearest to them (spherical k-means). */
function settle(prints: readonly Float32Array[], centres: readonly VoiceCentre[]): VoiceCentre[] {
  let now = [...centres];
  for (let round = 0; round < ROUNDS; round++) {
    const groups = groupBy(prints, now);
    now = groups.map((group, i) => (group.length === 0 ? now[i]! : meanDirection(group)));
  }
  return now;
}

function meanVector(prints: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(prints[0]!.length);
  for (const print of prints) for (let i = 0; i < sum.length; i++) sum[i]! += print[i]! / prints.length;
  return sum;
}

/** The direction in which prints differ most (power iteration on their covariance). */
function mainAxis(prints: readonly Float32Array[]): Float32Array {
  const mean = meanVector(prints);
  let farthest = prints[0]!;
  for (const print of prints) if (cosine(print, mean) < cosine(farthest, mean)) farthest = print;
  let axis = farthest.map((value, i) => value - mean[i]!);
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float32Array(axis.length);
    for (const print of prints) {
      const along = cosine(print, axis) - cosine(mean, axis);
      for (let i = 0; i < next.length; i++) next[i]! += along * (print[i]! - mean[i]!);
    }
    const length = Math.sqrt(cosine(next, next));
    if (length === 0) return axis;
    axis = next.map((value) => value / length);
  }
  return axis;
}
