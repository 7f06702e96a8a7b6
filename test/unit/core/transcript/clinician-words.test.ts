import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { weighClinicianWords } from "../../../../src/core/transcript/clinician-words.ts";

describe("weighClinicianWords", () => {
  test.each([
    "Gaat u zitten. Waarmee kan ik u helpen?",
    "Hoe lang hebt u daar al last van, en rookt u?",
    "Ik schrijf u amoxicilline voor, drie keer daags vijfhonderd milligram.",
    "Uw bloeddruk is honderdtwintig over tachtig.",
  ])("says that a clinician says: %s", (text) => expect(weighClinicianWords(text)).toBeGreaterThan(0.5));

  test.each([
    "Ik heb al drie weken pijn in mijn buik, dokter.",
    "Nou, ik dacht eerst dat het m'n maag was.",
    "Mijn moeder had dat ook.",
  ])("says that a patient says: %s", (text) => expect(weighClinicianWords(text)).toBeLessThan(-0.5));

  test("does not know of words that both say", () => {
    expect(weighClinicianWords("Ja. Drie weken geleden.")).toBe(0);
  });

  test.each([
    [0.15, 22],
    [0.3, 29],
    [1, 31],
  ])(
    "after %f of the turns of the development consults names the clinician in %i of 31, and never another",
    (share, least) => {
      const folder = join(import.meta.dirname, "../../../fixtures/dev");
      const files = readdirSync(folder).filter((name) => /^[A-Z]+-\d+\.txt$/.test(name));
      const ahead = files
        .flatMap((name) => readFileSync(join(folder, name), "utf8").split(/^=== /m))
        .filter((consult) => /setting: (consult|visite|poh)/.test(consult))
        .flatMap((consult) => {
          const turns = [...consult.matchAll(/^([ZPB]): (.*?)\s*(\{.*\})?$/gm)];
          if (turns.length < 6) return [];
          const other = turns.some(([, who]) => who === "P") ? "P" : "B";
          const first = turns.slice(0, Math.ceil(turns.length * share));
          const weigh = (speaker: string) =>
            first.reduce((sum, [, who, text]) => sum + (who === speaker ? weighClinicianWords(text!) : 0), 0);
          return [weigh("Z") - weigh(other)];
        });
      expect(ahead).toHaveLength(31);
      expect(ahead.filter((odds) => odds >= 3).length).toBeGreaterThanOrEqual(least);
      expect(ahead.filter((odds) => odds <= -3)).toEqual([]);
    },
  );
});
