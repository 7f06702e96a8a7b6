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
    [
      "Macrogol, één zakje per dag. Nee, dat is te weinig, doe maar twee zakjes per dag.",
      "Macrogol, twee zakjes per dag.",
    ],
    ["Zes weken, denk ik... nou, met Pasen zat het er al. Dan is het tien weken.", "tien weken."],
    ["Gisteravond... nee, wat zeg ik, vanmorgen, voor mijn boterham.", "vanmorgen, voor mijn boterham."],
    [
      "Dat was, eh, dinsdag. Nee, maandag, want ik had mijn vuilnis.",
      "Dat was, eh, maandag, want ik had mijn vuilnis.",
    ],
    ["Dinsdag prikken? Nee. Vrijdag wel.", "Dinsdag prikken? Nee. Vrijdag wel."],
    [
      "Fluconazol honderdvijftig milligram. Nee, maak daar clotrimazol van, vijfhonderd milligram.",
      "Fluconazol honderdvijftig milligram. Nee, maak daar clotrimazol van, vijfhonderd milligram.",
    ],
    ["Koorts, nee. Hoesten, drie weken.", "Koorts, nee. Hoesten, drie weken."],
  ])("%s", (said, left) => {
    expect(withoutTurned(said)).toBe(left);
  });
});
