import { expect, test } from "vitest";
import { sayWhatGoes } from "../../../../renderer/text/what-goes.ts";

const FIRST = [
  { type: "Organization", change: "new", count: 1 },
  { type: "Device", change: "new", count: 1 },
  { type: "Encounter", change: "new", count: 1 },
  { type: "Observation", change: "new", count: 4 },
  { type: "Composition", change: "new", count: 1 },
] as const;

test("of a first note all is told that a clinician knows, and nothing of how FHIR carries it", () => {
  expect(sayWhatGoes(FIRST)).toBe("4 regels en meetwaarden, 1 SOEP-verslag");
});

test("of an amended note what changes in the HIS is told, and what stays is not", () => {
  const amended = [
    { type: "Encounter", change: "same", count: 1 },
    { type: "Condition", change: "same", count: 1 },
    { type: "Observation", change: "new", count: 1 },
    { type: "Observation", change: "withdrawn", count: 1 },
  ] as const;
  expect(sayWhatGoes(amended)).toBe("1 regel of meetwaarde (nieuw), 1 regel of meetwaarde (vervalt)");
});

test("nothing is told of nothing", () => expect(sayWhatGoes([])).toBe(""));
