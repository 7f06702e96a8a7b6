import { describe, expect, test } from "vitest";
import { hasLoop, hasWords, isPhantom } from "../../../../src/core/transcript/guards.ts";

describe("isPhantom (HAZARDS 1)", () => {
  test.each([
    "Ondertitels ingediend door de Amara.org gemeenschap",
    "Ondertiteld door de Amara.org-gemeenschap.",
    "Ondertiteling door de Amara.org gemeenschap",
    "TV GELDERLAND 2021",
    "TV Gelderland 2023.",
    "Omroep Brabant",
    "Bedankt voor het kijken!",
    "Bedankt voor het kijken.",
    "Dank u wel voor het kijken.",
    "Tot de volgende keer!",
    "Vergeet niet te abonneren.",
    "TT888 ondertiteling 2022",
    "Ondertiteling: TT888",
    "[Muziek]",
    "Thank you for watching.",
  ])("%s", (text) => expect(isPhantom(text)).toBe(true));

  test.each([
    "Ja.",
    "Bedankt voor het kijken naar mijn knie, dokter.",
    "Mijn vrouw kijkt TV Gelderland.",
    "Ik zie de ondertitels niet meer goed.",
    "Ik hoor de muziek niet meer.",
    "Tot de volgende keer moet ik de pillen innemen.",
    "Nee, dank u wel.",
    "",
  ])("not: %s", (text) => expect(isPhantom(text)).toBe(false));
});

describe("hasLoop (HAZARDS 3)", () => {
  test.each([
    "ja ja ja ja ja ja ja",
    "Gewicht e-n-e-n-e-n.",
    "Dat is goed. Dat is goed. Dat is goed. Dat is goed. Dat is goed.",
    `Ik heb pijn ${"in mijn rug en in mijn knie ".repeat(5)}`,
  ])("%s", (text) => expect(hasLoop(text)).toBe(true));

  test.each(["ja ja ja ja", "Nee, nee, nee. Dat is goed, dat is goed.", "", "1 2 3 4 5 6 7", "Hij heet a-d-a-d."])(
    "not: %s",
    (text) => expect(hasLoop(text)).toBe(false),
  );
});

test("hasWords: letters or digits, not signs", () => {
  expect(hasWords("é")).toBe(true);
  expect(hasWords("5")).toBe(true);
  expect(hasWords(" ... ♪ ")).toBe(false);
});
