import { expect, it } from "vitest";
import { LevelMeter } from "../../../../src/engine/app/level-meter.ts";

const RATE = 8_000;
const sine = (seconds: number, level: number): Float32Array =>
  Float32Array.from({ length: seconds * RATE }, (_, i) => level * Math.sin((2 * Math.PI * 440 * i) / RATE));

function meterAfter(...pieces: Float32Array[]): LevelMeter {
  const meter = new LevelMeter();
  for (const piece of pieces)
    for (let at = 0; at < piece.length; at += 800) meter.push(piece.subarray(at, at + 800), RATE);
  return meter;
}

it("tells the loudness of the last second", () => {
  expect(meterAfter(sine(2, 0.5)).levelDb).toBeCloseTo(20 * Math.log10(0.5 / Math.SQRT2), 1);
  expect(meterAfter(sine(2, 0.5), new Float32Array(RATE)).levelDb).toBe(-100);
});

it.each([
  ["a voice", [sine(20, 0.1)], null],
  ["a microphone that gives nothing (HAZARDS 16)", [sine(5, 0.1), new Float32Array(3 * RATE)], "silent"],
  ["a pause of two seconds", [sine(5, 0.1), new Float32Array(2 * RATE)], null],
  ["somebody far away", [sine(12, 0.002)], "too-quiet"],
  ["a voice too near", [sine(2, 1.5).map((sample) => Math.max(-1, Math.min(1, sample)))], "clipped"],
  ["a voice that was too near a while ago", [sine(1, 1), sine(3, 0.1)], null],
] as const)("%s", (_, pieces, warning) => {
  expect(meterAfter(...pieces).warn()).toBe(warning);
});

it("tells within three seconds that somebody who speaks is too far away; silence may last", () => {
  expect(meterAfter(sine(2, 0.002)).warn(0.5)).toBeNull();
  expect(meterAfter(sine(3, 0.002)).warn(0.5)).toBe("too-quiet");
  expect(meterAfter(sine(3, 0.002)).warn(30)).toBeNull();
  // He spoke loudly, and is silent now.
  expect(meterAfter(sine(5, 0.1), sine(3, 0.002)).warn(3)).toBeNull();
});

it("tells a dead and a clipping microphone within three seconds", () => {
  expect(meterAfter(new Float32Array(3 * RATE)).warn()).toBe("silent");
  expect(meterAfter(sine(1, 1.5).map((sample) => Math.max(-1, Math.min(1, sample)))).warn()).toBe("clipped");
});

it("begins anew at another rate", () => {
  const meter = meterAfter(sine(0.5, 0.5));
  meter.push(new Float32Array(48_000), 48_000);
  expect(meter.levelDb).toBe(-100);
});
