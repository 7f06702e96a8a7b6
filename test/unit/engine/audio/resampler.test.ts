import { describe, expect, test } from "vitest";
import { Resampler } from "../../../../src/engine/audio/resampler.ts";

const sine = (hz: number, rate: number, seconds: number): Float32Array =>
  Float32Array.from({ length: Math.round(rate * seconds) }, (_, i) => Math.sin((2 * Math.PI * hz * i) / rate));

function resample(input: Float32Array, from: number, to: number, block = 1_000): Float32Array {
  const resampler = new Resampler(from, to);
  const parts: Float32Array[] = [];
  for (let at = 0; at < input.length; at += block) parts.push(resampler.push(input.subarray(at, at + block)));
  parts.push(resampler.flush());
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

/** Level in dB against a full sine, without the edges where the filter starts and ends. */
function level(samples: Float32Array): number {
  const middle = samples.subarray(2_000, samples.length - 2_000);
  const power = middle.reduce((sum, x) => sum + x * x, 0) / middle.length;
  return 10 * Math.log10(2 * power + 1e-20);
}

describe("Resampler", () => {
  test.each([8_000, 11_025, 16_000, 22_050, 22_051, 32_000, 44_100, 48_000, 96_000, 192_000])(
    "from %d Hz keeps length, place and shape of a tone",
    (rate) => {
      const out = resample(sine(1_000, rate, 1), rate, 16_000);
      expect(Math.abs(out.length - 16_000)).toBeLessThanOrEqual(1);
      const wanted = sine(1_000, 16_000, 1);
      let worst = 0;
      for (let i = 1_000; i < 15_000; i++) worst = Math.max(worst, Math.abs(out[i]! - wanted[i]!));
      expect(worst).toBeLessThan(0.002);
    },
  );

  test.each([
    [44_100, 8_200],
    [44_100, 12_000],
    [44_100, 20_000],
    [48_000, 8_100],
    [48_000, 15_000],
    [96_000, 40_000],
    [22_051, 9_000],
  ])("from %d Hz a tone of %d Hz is gone: aliasing below -60 dB", (rate, hz) => {
    expect(level(resample(sine(hz, rate, 1), rate, 16_000))).toBeLessThan(-60);
  });

  test("images of an upsampled tone stay below -60 dB", () => {
    const out = resample(sine(1_000, 8_000, 1), 8_000, 16_000);
    const wanted = sine(1_000, 16_000, 1);
    expect(level(out.map((x, i) => x - (wanted[i] ?? 0)))).toBeLessThan(-60);
  });

  test("the cut of the stream into blocks does not matter", () => {
    const input = sine(440, 44_100, 0.5);
    expect(resample(input, 44_100, 16_000, 7)).toEqual(resample(input, 44_100, 16_000, 44_100));
  });
});
