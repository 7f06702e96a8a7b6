import { describe, expect, test } from "vitest";
import { SpeakerSorter } from "../../../../src/core/transcript/speaker-sorter.ts";
import { cutTurns } from "../../../../src/engine/speech/turn-cutter.ts";
import { makePrinter } from "../../core/transcript/make-prints.ts";

const RATE = 16_000;

/** Sound of which each sample tells whose it is: half of the number of the voice; 0 is a pause. */
function say(...parts: readonly (readonly [voice: number, seconds: number])[]): Float32Array {
  return Float32Array.from(parts.flatMap(([voice, seconds]) => new Array<number>(seconds * RATE).fill(voice / 10)));
}

/** Hears the voice in the middle of each window. */
function makeHearer() {
  const print = makePrinter(5);
  return async (samples: Float32Array) => {
    const count = Math.max(1, Math.ceil((samples.length / RATE - 1.6) / 0.8) + 1);
    const last = Math.max(0, samples.length / RATE - 1.6);
    const starts = Array.from({ length: count }, (_, i) => Math.min(last, 0.8 * i));
    const prints = starts.flatMap((start) => {
      const middle = Math.min(samples.length - 1, Math.round((start + 0.8) * RATE));
      return [...print(Math.round((samples[middle] || samples[0]!) * 10))];
    });
    return { starts, prints: Float32Array.from(prints) };
  };
}

describe("cutTurns", () => {
  test("leaves a segment whole as long as no two voices are known", async () => {
    const segment = { start: 3, samples: say([1, 3], [2, 3]) };
    expect(await cutTurns(segment, new SpeakerSorter(), makeHearer())).toEqual([segment]);
  });

  test("cuts at the pause where another voice takes over, and loses no sample", async () => {
    const sorter = new SpeakerSorter();
    const hear = makeHearer();
    for (let i = 0; i < 8; i++) await cutTurns({ start: 10 * i, samples: say([1 + (i % 2), 3]) }, sorter, hear);
    expect(sorter.voices).toHaveLength(2);
    const samples = say([1, 3], [0, 0.2], [2, 3]);
    const turns = await cutTurns({ start: 100, samples }, sorter, hear);
    expect(turns).toHaveLength(2);
    expect(turns[1]!.start).toBeGreaterThan(102.95);
    expect(turns[1]!.start).toBeLessThan(103.25);
    expect(turns.reduce((sum, turn) => sum + turn.samples.length, 0)).toBe(samples.length);
    expect(sorter.choose(100, 103)?.name).not.toBe(sorter.choose(103.2, 106)?.name);
  });
});
