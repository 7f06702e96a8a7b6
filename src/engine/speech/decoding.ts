import type { DecoderStep } from "./whisper-sessions.ts";

/** What was written for one stretch of sound. */
export interface Decoded {
  readonly tokens: readonly number[];
  /** Natural logarithms of the tokens' probabilities, then that of the end where it was reached. */
  readonly logProbabilities: readonly number[];
  /** Where each token (then the end) was heard: alignment heads one after the other, each `frames` long. */
  readonly attentions: readonly Float32Array[];
  /** Ended by the model itself, not by a loop or for want of room. */
  readonly isComplete: boolean;
  /** The probability that nothing was said, read where the text begins. */
  readonly noSpeech: number;
}

/** The mean of the tokens' log probabilities, the end's included (OpenAI's measure of trust in a passage). */
export function averageLogProbability({ logProbabilities }: Decoded): number {
  return logProbabilities.reduce((sum, value) => sum + value, 0) / Math.max(1, logProbabilities.length);
}

/** Copies where the alignment heads listened at the last token given, for one row. */
export function pickAttention(
  step: DecoderStep,
  row: number,
  alignmentHeads: readonly (readonly [number, number])[],
  shape: { readonly heads: number; readonly given: number; readonly frames: number },
): Float32Array {
  const { heads, given, frames } = shape;
  const picked = new Float32Array(alignmentHeads.length * frames);
  alignmentHeads.forEach(([layer, head], index) => {
    const from = ((row * heads + head) * given + given - 1) * frames;
    picked.set(step.attentions.get(layer)!.subarray(from, from + frames), index * frames);
  });
  return picked;
}

/** A loop's piece is at most this many tokens long. */
const MOST_LOOP = 24;

/** The tokens of the repetition that they end in, all rounds but the first; 0 where there is none. (A decoder that lost the sound repeats itself until it is stopped.) */
export function measureLoop(tokens: readonly number[]): number {
  for (let size = 1; size <= MOST_LOOP; size++) {
    const rounds = size === 1 ? 6 : size <= 4 ? 4 : 3;
    const looped = size * (rounds - 1);
    if (tokens.length < looped + size) continue;
    let same = true;
    for (let i = tokens.length - looped; same && i < tokens.length; i++) same = tokens[i] === tokens[i - size];
    if (same) return looped;
  }
  return 0;
}

/** The passage without the repetition that it ends in: what came before it was heard. */
export function trimLoop(passage: Decoded): Decoded {
  const length = passage.tokens.length - measureLoop(passage.tokens);
  if (length === passage.tokens.length) return passage;
  return {
    ...passage,
    tokens: passage.tokens.slice(0, length),
    logProbabilities: passage.logProbabilities.slice(0, length + 1),
    attentions: passage.attentions.slice(0, length + 1),
  };
}
