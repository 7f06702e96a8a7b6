import { describe, expect, it } from "vitest";
import { mixSample } from "../../../../renderer/audio/mix.ts";

const RATE = 48_000;
const tone = (hertz: number, loud: number) =>
  Float32Array.from({ length: RATE / 10 }, (_, i) => loud * Math.sin((2 * Math.PI * hertz * i) / RATE));
const mix = (...inputs: Float32Array[][]) => Float32Array.from({ length: RATE / 10 }, (_, i) => mixSample(inputs, i));
/** How loud a frequency is in a piece of sound, 0 to 1. */
function strength(sound: Float32Array, hertz: number): number {
  let [re, im] = [0, 0];
  for (const [i, sample] of sound.entries()) {
    re += sample * Math.cos((2 * Math.PI * hertz * i) / RATE);
    im += sample * Math.sin((2 * Math.PI * hertz * i) / RATE);
  }
  return (2 * Math.hypot(re, im)) / sound.length;
}

describe("microphone and caller", () => {
  it("are both there, each as loud as it was", () => {
    const mixed = mix([tone(200, 0.3)], [tone(900, 0.4), tone(900, 0.4)]);
    expect(strength(mixed, 200)).toBeCloseTo(0.3, 3);
    expect(strength(mixed, 900)).toBeCloseTo(0.4, 3);
  });

  it("leave each other alone: a caller who says nothing, or is not there, changes nothing", () => {
    const voice = tone(200, 0.3);
    for (const caller of [[], [new Float32Array(RATE / 10)]]) expect(mix([voice], caller)).toEqual(voice);
    expect(mix([voice, new Float32Array(RATE / 10)])).toEqual(voice.map((sample) => sample / 2));
  });

  it("are cut off at full scale where both are loud, and never turn over", () => {
    const mixed = mix([tone(200, 0.9)], [tone(200, 0.9)]);
    expect(Math.max(...mixed)).toBe(1);
    expect(Math.min(...mixed)).toBe(-1);
    expect(strength(mixed, 200)).toBeGreaterThan(0.9);
  });
});
