import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkAllergies, findAllergies } from "../../../../src/core/checks/allergies.ts";
import { readDrugTable } from "../../../../src/core/checks/drugs.ts";
import type { Soep } from "../../../../src/core/note/note.ts";
import { talk } from "../note/talk.ts";

const drugs = readDrugTable(
  readFileSync(new URL("../../../../models/tables/drugs/drugs.tsv", import.meta.url), "utf8"),
);
const allergiesOf = (...turns: string[]): string[] =>
  findAllergies(talk(...turns).utterances, drugs).map((d) => d.name);

describe("findAllergies", () => {
  it.each([
    [
      ["Z: Bent u allergisch voor medicijnen?", "P: Nee.", "P: O wacht, voor penicilline ben ik toch wel allergisch."],
      ["penicilline"],
    ],
    [["Z: U krijgt amoxicilline.", "P: Daar ben ik allergisch voor."], ["amoxicilline"]],
    [["Z: Bent u allergisch voor jodium?", "P: Ja, vlekken over mijn hele lijf."], ["jodium"]],
    [["Z: Bent u allergisch voor penicilline?", "P: Nee hoor."], []],
    [["P: Ik ben niet allergisch voor penicilline."], []],
    [["P: Mijn zus is allergisch voor penicilline."], []],
    [["P: Ik ben allergisch voor katten."], []],
  ])("%j", (turns, names) => {
    expect(allergiesOf(...turns)).toEqual(names);
  });
});

describe("checkAllergies", () => {
  const check = (soep: Soep, text: string, ...turns: string[]): string[] => {
    const { utterances } = talk(...turns);
    const phrase = { text, from: 0, evidence: utterances, said: "" };
    return checkAllergies(phrase, soep, { drugs, allergies: findAllergies(utterances, drugs) }).map(
      ({ code, span }) => `${code} ${text.slice(...span)}`,
    );
  };
  const LATE = ["Z: Ik schrijf amoxicilline voor.", "P: Ik ben trouwens toch wel allergisch voor penicilline."];

  it("doubts a drug of the class in the plan, and a denial", () => {
    expect(check("P", "Amoxicilline 3dd 500 mg.", ...LATE)).toEqual(["drug Amoxicilline"]);
    expect(check("S", "Geen allergieën.", ...LATE)).toEqual(["negation Geen allergieën"]);
  });

  it("lets another drug, a refusal and the allergy itself stand", () => {
    expect(check("P", "Doxycycline 1dd 100 mg.", ...LATE)).toEqual([]);
    expect(check("P", "Geen amoxicilline ivm allergie.", ...LATE)).toEqual([]);
    expect(check("S", "Allergie penicilline.", ...LATE)).toEqual([]);
    expect(check("P", "Amoxicilline 3dd 500 mg.", "Z: Ik schrijf amoxicilline voor.")).toEqual([]);
  });
});
