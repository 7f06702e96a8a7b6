import { expect, it } from "vitest";
import { findUnnotedValues } from "../../../../src/core/checks/unnoted-values.ts";
import { talk } from "../note/talk.ts";

const find = (note: string, measured: readonly string[], ...turns: string[]): string[] =>
  findUnnotedValues(talk(...turns).utterances, note, measured).map(({ message }) => /: (.*?)\. Het/.exec(message)![1]!);

it.each([
  ["Z: Uw bloeddruk is honderdzestig over vijfennegentig.", "bloeddruk 160/95"],
  ["Z: De pols is zesennegentig en regelmatig.", "pols 96"],
  ["Z: De temperatuur is negenendertig twee.", "temperatuur 39,2"],
  ["Z: U weegt eenennegentig kilo.", "gewicht 91"],
  ["Z: De saturatie is tweeënnegentig procent.", "saturatie 92"],
  ["Z: Uw bloedsuiker is veertien komma twee.", "glucose 14,2"],
  // Heard in pieces: the reader of measurements makes nothing of it.
  ["Z: Bloeddruk 162 94 vandaag.", "bloeddruk 162"],
])("%s is missed where the note has it not", (turn, value) => {
  expect(find("Algemeen niet ziek.", [], turn)).toEqual([value]);
});

it("asks nothing after what a line or a measurement holds", () => {
  const turns = ["Z: Bloeddruk honderdzestig over vijfennegentig, pols tachtig."];
  expect(find("RR 160/95, pols 80.", [], ...turns)).toEqual([]);
  expect(find("", ["160/95", "80"], ...turns)).toEqual([]);
});

it.each([
  "Z: De bloeddruk moet onder de honderdveertig.",
  "Z: Is uw pols boven de honderd?",
  "P: Mijn moeder haar bloeddruk was tweehonderd over honderd.",
  "Z: Weeg u elke week, en meet de bloeddruk drie keer per dag.",
  "Z: Het gewicht is twee kilo minder dan in mei.",
])("%s is no value", (turn) => {
  expect(find("", [], turn)).toEqual([]);
});
