import { describe, expect, test } from "vitest";
import { averageLogProbability, type Decoded, measureLoop, trimLoop } from "../../../../src/engine/speech/decoding.ts";
import { makeRandom } from "../../../../src/engine/speech/seeded-random.ts";
import { chooseAtRandom, chooseBest, readProbability } from "../../../../src/engine/speech/token-choice.ts";

describe("token choice", () => {
  const logits = Float32Array.of(1, 3, 2, Number.NEGATIVE_INFINITY, -40);
  const total = Math.log(Math.exp(1) + Math.exp(3) + Math.exp(2));

  test("the best, with its probability", () => {
    expect(chooseBest(logits)).toEqual({ token: 1, logProbability: expect.closeTo(3 - total, 6) });
  });

  test("by chance: as often as the temperature says, never what is barred, the same for the same seed", () => {
    const random = makeRandom(7);
    const drawn = Array.from({ length: 4_000 }, () => chooseAtRandom(logits, 1, random).token);
    expect(drawn).not.toContain(3);
    expect(drawn.filter((token) => token === 1).length / 4_000).toBeCloseTo(Math.exp(3 - total), 1);
    const again = makeRandom(7);
    expect(Array.from({ length: 50 }, () => chooseAtRandom(logits, 1, again).token)).toEqual(drawn.slice(0, 50));
  });

  test("one token's probability", () => expect(readProbability(logits, 2)).toBeCloseTo(Math.exp(2 - total), 6));
});

describe("loops (HAZARDS 3)", () => {
  test.each<[number[], number]>([
    [[1, 2, 3, 4, 5], 0],
    [[9, 5, 5, 5, 5, 5], 0],
    [[9, 5, 5, 5, 5, 5, 5], 5],
    [[9, 1, 2, 1, 2, 1, 2, 1, 2], 6],
    [[1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6], 12],
  ])("%j", (tokens, looped) => expect(measureLoop(tokens)).toBe(looped));

  test("what came before a loop stays, with its first round", () => {
    const tokens = [9, 5, 5, 5, 5, 5, 5];
    const passage: Decoded = {
      tokens,
      logProbabilities: tokens.map((_, index) => -index),
      attentions: tokens.map(() => new Float32Array(1)),
      isComplete: false,
      noSpeech: 0,
    };
    const trimmed = trimLoop(passage);
    expect(trimmed.tokens).toEqual([9, 5]);
    expect(trimmed.logProbabilities).toEqual([-0, -1, -2]);
    expect(trimmed.attentions).toHaveLength(3);
    expect(averageLogProbability(trimmed)).toBe(-1);
  });
});
