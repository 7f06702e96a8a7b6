import { describe, expect, it } from "vitest";
import { judgePerson } from "../../../../src/core/note/others.ts";

describe("judgePerson: strangers", () => {
  it.each([
    ["Longontsteking.", "Een patiënt van gisteren had een longontsteking."],
    ["Hartinfarct.", "Ik zag vorige week een meneer, die had een hartinfarct."],
    ["Schurft.", "Iemand op mijn werk had schurft."],
    ["Geelzucht.", "Een andere mevrouw had geelzucht."],
  ])("%s is not the patient's: %s", (phrase, said) => {
    expect(judgePerson(phrase, said)).toBe("outsider");
  });

  it.each([
    ["Longontsteking.", "De patiënt heeft een longontsteking."],
    ["Griep.", "Ik had vorige week een griep."],
    ["Buikpijn.", "Een patiënte van 45 jaar met buikpijn."],
    ["Hoest.", "Een patiënt van gisteren had koorts. Ik hoest zelf alleen."],
  ])("%s is the patient's: %s", (phrase, said) => {
    expect(judgePerson(phrase, said)).toBe("own");
  });
});
