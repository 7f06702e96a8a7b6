import { expect, test } from "vitest";
import type { Assembled } from "../../../../src/core/note/assemble.ts";
import { addMeasured } from "../../../../src/core/note/measured-phrases.ts";
import type { Measurement } from "../../../../src/core/note/note.ts";
import { loadNoteTables } from "../../../../src/engine/notes/tables.ts";

const { licence } = await loadNoteTables();
const utterances = [
  {
    id: "u1",
    text: "Bloeddruk honderdachtendertig over tweeëntachtig, temperatuur achtendertig zeven, pols tweeënzeventig.",
  },
  { id: "u2", text: "Gewicht eenentachtig komma vijf kilo." },
  { id: "u3", text: "Hart is goed." },
];
const note = (text: string): Assembled => ({
  problems: [
    { problem: 1, lines: [{ soep: "O", phrases: [{ soep: "O", problem: 1, text, evidence: ["u3"], at: 2 }] }] },
  ],
  dropped: [],
  corrections: [],
});
const value = (name: string, v: string, unit: string, evidence: string, byPatient = false): Measurement => ({
  name,
  value: v,
  unit,
  evidence: [evidence],
  ...(byPatient && { byPatient }),
});
const linesOf = (assembled: Assembled): string[] =>
  assembled.problems[0]!.lines.map(({ soep, phrases }) => `${soep}: ${phrases.map(({ text }) => text).join(" | ")}`);

test("values that no line holds come into O in the order of the talk, the patient's own into S", () => {
  const measured = new Map([
    [
      1,
      [
        value("bloeddruk", "138/82", "mmHg", "u1"),
        value("gewicht", "81,5", "kg", "u2"),
        value("temperatuur", "38,7", "°C", "u1", true),
      ],
    ],
  ]);
  expect(linesOf(addMeasured(note("Cor gb."), measured, utterances, licence))).toEqual([
    "S: T 38,7",
    "O: RR 138/82 | gewicht 81,5 kg | Cor gb.",
  ]);
});

test("a value that stands in any line is not written again", () => {
  const measured = new Map([[1, [value("bloeddruk", "138/82", "mmHg", "u1"), value("pols", "72", "/min", "u1")]]]);
  expect(linesOf(addMeasured(note("RR 138/82, pols 72."), measured, utterances, licence))).toEqual([
    "O: RR 138/82, pols 72.",
  ]);
});

test("what its words do not license stays out", () => {
  const measured = new Map([[1, [value("lengte", "50", "cm", "u3"), value("bloeddruk", "150/90", "mmHg", "u1")]]]);
  expect(linesOf(addMeasured(note("Cor gb."), measured, utterances, licence))).toEqual(["O: Cor gb."]);
});
