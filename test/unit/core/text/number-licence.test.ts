import { describe, expect, it } from "vitest";
import { isNumberLicensed, licenseNumbers, readNoteNumbers } from "../../../../src/core/text/number-licence.ts";

describe("licenseNumbers", () => {
  it.each([
    ["temperatuur achtendertig één", "38,1"],
    ["één meter vierenzeventig", "1,74"],
    ["één meter vierenzeventig", "174"],
    ["anderhalf uur lopen", "90"],
    ["een half jaar", "6"],
    ["drie kwartier", "45"],
    ["een week of drie, vier", "3-4"],
    ["vrijdag kwart over twee", "14.15"],
    ["om tien voor half elf", "10.20"],
    ["dan belt u één één twee", "112"],
    ["elke avond een pilletje", "1"],
    ["honderdzestig, wacht, over negentig", "160/90"],
    ["op acht van de negen dagen", "8/9"],
    ["boven de achtendertig half", "38,5"],
  ])("%s licenses %s", (said, number) => {
    expect(isNumberLicensed(number, licenseNumbers(said))).toBe(true);
  });

  it.each([
    ["temperatuur achtendertig één", "39,1"],
    ["ibuprofen vierhonderd", "600"],
    ["sinds drie weken", "4"],
    ["honderdveertig over negentig", "140/80"],
    ["vier tabletten", "24"],
  ])("%s does not license %s", (said, number) => {
    expect(isNumberLicensed(number, licenseNumbers(said))).toBe(false);
  });
});

describe("readNoteNumbers", () => {
  it("leaves names that hold a digit alone", () => {
    expect(readNoteNumbers("HbA1c 58, L5, FEV1 72%, PCM 4dd1000 mg, 2x/dg, RR 150/92").map((n) => n.text)).toEqual([
      "58",
      "72",
      "4",
      "1000",
      "2",
      "150/92",
    ]);
  });
});
