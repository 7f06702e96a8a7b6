import { z } from "zod";
import { FEATURE_NAMES } from "./features.ts";

const numbers = z.array(z.number());
const rankerFile = z.object({
  schema: z.literal(1),
  names: z.array(z.string()),
  mean: numbers,
  sd: numbers,
  hidden: z.array(numbers),
  hiddenBias: numbers,
  output: numbers,
  outputBias: z.number(),
  temperature: z.number().positive(),
});

/** The trained weights of the re-ranker (models/icpc-ranker/ranker.json). */
export type RankerWeights = z.infer<typeof rankerFile>;

/** Reads ranker.json; undefined where it is not one, or was trained on other features than these. */
export function readRanker(json: string): RankerWeights | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const result = rankerFile.safeParse(value);
  return result.success && result.data.names.join() === FEATURE_NAMES.join() ? result.data : undefined;
}

/** The share of belief (0 to 1, together 1) that each candidate gets by its features. */
export function rankCandidates(features: readonly Float64Array[], weights: RankerWeights): number[] {
  const scores = features.map((f) => scoreOf(f, weights) / weights.temperature);
  const top = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(score - top));
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / sum);
}

function scoreOf(features: Float64Array, { mean, sd, hidden, hiddenBias, output, outputBias }: RankerWeights): number {
  let score = outputBias;
  for (const [h, row] of hidden.entries()) {
    let sum = hiddenBias[h]!;
    for (let i = 0; i < features.length; i++) sum += (row[i]! * (features[i]! - mean[i]!)) / sd[i]!;
    if (sum > 0) score += sum * output[h]!;
  }
  return score;
}
