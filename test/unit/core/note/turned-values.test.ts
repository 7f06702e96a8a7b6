import { describe, expect, it } from "vitest";
import { withoutTurned } from "../../../../src/core/note/turned-values.ts";

describe("withoutTurned", () => {
  it.each([
    ["Al drie weken, nee, vier weken last.", "Al vier weken last."],
    ["Al drie weken, nee, vier.", "Al vier weken."],
    ["En ik zie u over vier weken, nee, dan ben ik vrij, over drie weken.", "En ik zie u over drie weken."],
    ["Honderd milligram, maak daar vijftig van.", "vijftig milligram."],
    ["Zag ik 'm in m'n linkerkuit. Nee, wacht, hier staat rechterkuit.", "Zag ik 'm in m'n rechterkuit."],
    ["Sinds september. Of nee, de kermis was al geweest, oktober.", "Sinds oktober."],
    ["Bloeddruk honderdachtendertig over vierentachtig, nee, over tweeëntachtig.", "Bloeddruk 138/82."],
    ["Zeven dagen, nee, maak daar vijf dagen van, een bultje.", "vijf dagen, een bultje."],
    [
      "Visus één komma nul beiderzijds, nee, links nul komma negen.",
      "Visus één komma nul beiderzijds, nee, links nul komma negen.",
    ],
    ["Om twee uur op de SEH, of nee, ze zei half twee.", "Om half twee."],
    ["Koorts, nee. Hoesten, drie weken.", "Koorts, nee. Hoesten, drie weken."],
  ])("%s", (said, left) => {
    expect(withoutTurned(said)).toBe(left);
  });
});
