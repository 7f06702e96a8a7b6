import { describe, expect, it } from "vitest";
import { whatIsAnswered } from "../../../../../src/core/note/licence/asked.ts";

describe("whatIsAnswered", () => {
  it.each([
    ["Koorts, spierpijn, een rode kring?", "Koorts niet, en geen kring.", "Koorts, een rode kring?"],
    ["Koorts, spierpijn?", "Koorts niet. M'n hart bonst, maar dat is van internet.", "Koorts"],
    ["Overgeven, koorts?", "Overgeven niet.", "Overgeven"],
    ["Vier maanden had u het, hè?", "Nee, langer. Vanaf Sinterklaas.", "maanden had u het, hè?"],
  ])("%s %s: what was not answered is not licensed", (question, answer, left) => {
    expect(whatIsAnswered(question, answer).trim()).toBe(left);
  });

  it.each([
    ["Koorts, spierpijn, een rode kring?", "Nee, niks van dat alles."],
    ["Koorts, spierpijn?", "Koorts niet, en verder ook niet."],
    ["Straalt het uit naar uw been of uw arm?", "Nee, het straalt niet uit naar m'n been, en ook niet naar m'n arm."],
    ["U nam drie tabletten. Hielp het?", "Nee."],
    ["Niet meer dan tien sigaretten per dag?", "Nee, klopt, tien."],
    ["Drie weken geleden?", "Ja, drie weken."],
  ])("%s %s: all of it stands", (question, answer) => {
    expect(whatIsAnswered(question, answer)).toBe(question);
  });
});
