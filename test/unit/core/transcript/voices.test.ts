import { describe, expect, test } from "vitest";
import { cosine, findVoices, meanDirection } from "../../../../src/core/transcript/voices.ts";
import { makePrinter } from "./make-prints.ts";

describe("findVoices", () => {
  const print = makePrinter(1);
  const centreOf = (voice: number) => meanDirection(Array.from({ length: 40 }, () => print(voice)));

  test("finds nobody where nothing was heard, and one voice where one speaks", () => {
    expect(findVoices([])).toEqual([]);
    expect(findVoices(Array.from({ length: 60 }, () => print(1)))).toHaveLength(1);
  });

  test("finds two voices, the most heard first", () => {
    const voices = findVoices(Array.from({ length: 60 }, (_, i) => print(i % 3 === 0 ? 2 : 1)));
    expect(voices).toHaveLength(2);
    expect(cosine(voices[0]!, centreOf(1))).toBeGreaterThan(0.97);
    expect(cosine(voices[1]!, centreOf(2))).toBeGreaterThan(0.97);
  });

  test("finds a third voice that is no mixture of the two", () => {
    const voices = findVoices(Array.from({ length: 90 }, (_, i) => print(i % 5 === 0 ? 3 : 1 + (i % 2))));
    expect(voices).toHaveLength(3);
    expect(cosine(voices[2]!, centreOf(3))).toBeGreaterThan(0.95);
  });

  test("takes three odd prints for chance, not for a voice", () => {
    expect(findVoices(Array.from({ length: 40 }, (_, i) => print(i < 3 ? 2 : 1)))).toHaveLength(1);
  });
});
