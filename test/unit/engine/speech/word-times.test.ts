import { expect, test } from "vitest";
import { alignTokens } from "../../../../src/engine/speech/word-times.ts";

test("tokens begin where the heads listen, whatever lies beyond the sound", () => {
  const [heads, stride, frames] = [2, 150, 100];
  const peaks = [10, 30, 55, 80];
  const attentions = peaks.map((peak) => {
    const row = new Float32Array(heads * stride);
    for (let head = 0; head < heads; head++) {
      for (let frame = 0; frame < stride; frame++) row[head * stride + frame] = Math.exp(-(((frame - peak) / 8) ** 2));
    }
    return row;
  });
  const begins = alignTokens(attentions, heads, stride, frames);
  expect(begins[0]).toBe(0);
  // The border of two tokens lies between their peaks.
  expect(begins.slice(1).map((begin, i) => begin > peaks[i]! && begin <= peaks[i + 1]!)).toEqual([true, true, true]);
});
