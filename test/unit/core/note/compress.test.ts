import { describe, expect, it } from "vitest";
import { compressUtterance } from "../../../../src/core/note/compress.ts";

describe("compressUtterance", () => {
  it.each([
    ["Nou dokter, ik heb dus al drie weken last van m'n rug.", "3 wkn last rug."],
    ["Paracetamol, twee keer per dag duizend milligram.", "Paracetamol, 2 dd 1000 mg."],
    ["Hoe gaat het? Geen koorts.", "Geen koorts."],
    ["Ja, eh.", ""],
  ])("%s", (said, note) => {
    expect(compressUtterance(said)).toBe(note);
  });

  it("keeps a long turn short", () => {
    expect(compressUtterance("pijn ".repeat(200)).split(" ").length).toBeLessThanOrEqual(22);
  });
});
