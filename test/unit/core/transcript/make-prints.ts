import type { VoiceWindow } from "../../../../src/core/transcript/voices.ts";
import { makeRandom } from "../../../../src/engine/speech/seeded-random.ts";

/** As far apart as two people's prints: cosine about 0.7; the prints of one lie about 0.85 from their centre. */
const SIZE = 256;
const SHARED = 1.5;

/** Prints of made voices: the same number gives the same voice, each print a little different. */
export function makePrinter(seed: number): (voice: number) => Float32Array {
  const random = makeRandom(seed);
  const direction = (of: number): Float32Array => {
    const own = makeRandom(1_000 + of);
    return normalise(Float32Array.from({ length: SIZE }, () => own() - 0.5));
  };
  const shared = direction(0);
  return (voice) => {
    const centre = direction(voice);
    const noise = normalise(Float32Array.from({ length: SIZE }, () => random() - 0.5));
    return normalise(centre.map((value, i) => value + SHARED * shared[i]! + noise[i]!));
  };
}

/** Windows of 1.6 s at each 0.8 s, of the voices given. */
export function makeWindows(
  voices: readonly number[],
  print: (voice: number) => Float32Array,
  from = 0,
): VoiceWindow[] {
  return voices.map((voice, i) => ({ start: from + 0.8 * i, end: from + 0.8 * i + 1.6, print: print(voice) }));
}

function normalise(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}
