import { describe, expect, test } from "vitest";
import { type SpeechWindow, WindowPacker } from "../../../../src/engine/speech/window-plan.ts";

const segment = (start: number, seconds: number, level = 0.5) => ({
  start,
  samples: new Float32Array(seconds * 16_000).fill(level),
});

function pack(segments: readonly ReturnType<typeof segment>[]): SpeechWindow[] {
  const packer = new WindowPacker();
  const windows = segments.flatMap((one) => packer.push(one) ?? []);
  return [...windows, ...[packer.flush()].filter((window) => window !== undefined)];
}

describe("WindowPacker", () => {
  test("packs what fits in 30 s, in order, with silence between", () => {
    const windows = pack([segment(1, 10), segment(40, 10), segment(60, 7.5), segment(90, 2)]);
    expect(windows.map(({ placed }) => placed)).toEqual([
      [
        { from: 0, to: 10, start: 1 },
        { from: 11, to: 21, start: 40 },
        { from: 22, to: 29.5, start: 60 },
      ],
      [{ from: 0, to: 2, start: 90 }],
    ]);
    const { samples } = windows[0]!;
    expect([samples[159_999], samples[160_000], samples[175_999], samples[176_000]]).toEqual([0.5, 0, 0, 0.5]);
  });

  test("a segment of a whole window has one of its own", () => {
    const windows = pack([segment(0, 5), segment(10, 28), segment(50, 5)]);
    expect(windows.map(({ placed }) => placed.length)).toEqual([1, 1, 1]);
    expect(windows.every(({ samples }) => samples.length <= 480_000)).toBe(true);
  });

  test("nothing in, nothing out", () => expect(pack([])).toEqual([]));
});
