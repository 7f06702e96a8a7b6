import { describe, expect, it } from "vitest";
import { stripUnsaidCodes } from "../../../../src/core/note/unsaid-codes.ts";

describe("stripUnsaidCodes", () => {
  it.each([
    ["Gonartrose L90.", "Artrose van de knie, bloeddruk 155 over 90.", "Gonartrose."],
    ["Gonartrose (L90.00), re.", "Artrose.", "Gonartrose, re."],
    ["ICPC R81: pneumonie.", "Longontsteking.", "pneumonie."],
    ["L90.", "Artrose.", ""],
  ])("strips %s", (phrase, said, expected) => {
    expect(stripUnsaidCodes(phrase, said)).toBe(expected);
  });

  it.each([
    ["Hernia L5-S1, L4 vrij, C5.", "Een hernia."],
    ["Wortel L10-L11.", "Een hernia."],
    ["Vit B12 laag.", "De vitamine B twaalf is laag."],
    ["Lengte P90.", "Hij zit op het negentigste percentiel."],
    ["Code L90.", "Ik noteer L90."],
    ["T4 12, CA125 20.", "T vier twaalf."],
    ["Amlodipine 10 mg.", "Amlodipine tien milligram."],
  ])("keeps %s", (phrase, said) => {
    expect(stripUnsaidCodes(phrase, said)).toBe(phrase);
  });
});
