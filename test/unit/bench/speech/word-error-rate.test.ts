import { describe, expect, test } from "vitest";
import { countWordErrors, toCountedWords, wordErrorRate } from "../../../bench/speech/word-error-rate.ts";

describe("toCountedWords", () => {
  test.each([
    ["Wat is dit, voor raar schip?", "wat is dit voor raar schip"],
    ["Eén van z’n ideeën… 't hek", "een van zn ideeen t hek"],
    ["Honderdvijfenveertig over negentig", "145 over 90"],
    ["145 over 90", "145 over 90"],
    ["38,5 graden", "38 komma 5 graden"],
    ["achtendertig komma vijf graden", "38 komma 5 graden"],
    ["12.000 of twaalfduizend", "12000 of 12000"],
    ["het LC-10 toestel, 20mg, 5%", "het lc 10 toestel 20 mg 5 procent"],
    ["1 been", "een been"],
    ["negentienhonderd, eenentwintig, 2.000, tweehonderdduizend", "1900 21 2000 200000"],
    ["honderden achterdeuren, de zeventigste", "honderden achterdeuren de zeventigste"],
    ["¿…?", ""],
  ])("%s", (text, words) => {
    expect(toCountedWords(text).join(" ")).toBe(words);
  });
});

describe("countWordErrors", () => {
  test("names each kind of error", () => {
    expect(countWordErrors("de vis zwemt naar huis", "de vis zwemt naar huis")).toEqual(errors(5, 0, 0, 0));
    expect(countWordErrors("de vis zwemt naar huis", "de wis zwemt huis")).toEqual(errors(5, 1, 1, 0));
    expect(countWordErrors("de vis", "de hele grote vis")).toEqual(errors(2, 0, 0, 2));
    expect(countWordErrors("", "iets")).toEqual(errors(0, 0, 0, 1));
    expect(countWordErrors("niets gehoord", "")).toEqual(errors(2, 0, 2, 0));
  });

  test("a rate counts all words together, not the mean of the clips", () => {
    const counts = [countWordErrors("ja", "nee"), countWordErrors("een twee drie", "een 2 drie")];
    expect(wordErrorRate(counts)).toBeCloseTo(0.25);
    expect(wordErrorRate([])).toBe(0);
    expect(wordErrorRate([countWordErrors("", "spook")])).toBe(Number.POSITIVE_INFINITY);
  });
});

function errors(words: number, substitutions: number, deletions: number, insertions: number) {
  return { words, substitutions, deletions, insertions };
}
