import { expect, test } from "vitest";
import type { Utterance } from "../../../../src/core/transcript/transcript.ts";
import { isHeard, UNHEARD, unheardRemark } from "../../../../src/core/transcript/unheard.ts";

const said = (text: string, start: number, end: number): Utterance => ({
  id: `u${start}`,
  start,
  end,
  speaker: "onbekend",
  text,
  words: [],
});
const talk = (...utterances: Utterance[]) => ({ language: "nl" as const, durationS: 60, utterances });

test("what was not made out is told with its place and length, and nothing where all was", () => {
  expect(unheardRemark(talk(said("Goedemorgen.", 0, 2)))).toEqual([]);
  expect(unheardRemark(talk(said("Ik heb dat niet verstaan.", 0, 2)))).toEqual([]);
  expect(unheardRemark(talk(said("Ja.", 0, 2), said(UNHEARD, 3, 5.2)))).toEqual([
    "Op één plaats (3 s) is iets gezegd dat niet is verstaan. Luister daar terug.",
  ]);
  expect(unheardRemark(talk(said(UNHEARD, 3, 5), said("Ja.", 6, 7), said(UNHEARD, 8, 12)))).toEqual([
    "Op 2 plaatsen (6 s) is iets gezegd dat niet is verstaan. Luister daar terug.",
  ]);
  expect(isHeard(said("Nee.", 0, 1))).toBe(true);
});
