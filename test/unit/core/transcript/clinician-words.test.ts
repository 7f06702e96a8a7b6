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
});
