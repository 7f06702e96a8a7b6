import { describe, expect, it } from "vitest";
import { compressUtterance } from "../../../../src/core/note/compress.ts";

describe("compressUtterance", () => {
  it.each([
    ["Nou dokter, ik heb dus al drie weken last van m'n rug.", "3 wkn last rug."],
    ["Paracetamol, twee keer per dag duizend milligram.", "Paracetamol, 2 dd 1000 mg."],
    ["Hoe gaat het? Geen koorts.", "Geen koorts."],
    ["Ja, eh.", ""],
    ["Goed, dat zet ik erbij.", "Zet erbij."],
    ["Geen pijn, ze ziet goed.", "Geen pijn, ziet goed."],
    ["Bij meer dan drie keer per dag diarree, dan stoppen en bellen.", "Bij meer dan 3 dd diarree, stoppen en bellen."],
    ["Drie weken nu, een keer of zes.", "3 wkn nu, ca 6x."],
  ])("%s", (said, note) => {
    expect(compressUtterance(said)).toBe(note);
  });

  it("keeps a long turn short", () => {
    expect(compressUtterance("pijn ".repeat(200)).split(" ").length).toBeLessThanOrEqual(22);
  });
});
