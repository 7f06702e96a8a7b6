import { describe, expect, it } from "vitest";
import { applyCorrection } from "../../../../src/core/note/corrections.ts";
import { findRescheduled } from "../../../../src/core/note/rescheduled.ts";

const find = (...texts: string[]) => findRescheduled(texts.map((text) => ({ text })));
const told = (...texts: string[]): string[] =>
  find(...texts).map(({ from, to, saidAt, correctedAt }) => `${from}>${to} ${saidAt}-${correctedAt}`);

describe("findRescheduled", () => {
  it.each([
    [["Maandag weer.", "Dan ben ik bij de tandarts.", "Dan wordt het dinsdag."], ["maandag>dinsdag 0-2"]],
    [["Over vier weken.", "Dan zit ik op Texel.", "Vijf weken dan. En neem de doos mee."], ["4>5 0-2"]],
    [
      [
        "Dagopvang, twee dagen in de week.",
        "Twee dagen vindt hij nooit goed.",
        "Dan wordt het één dag, om te beginnen.",
      ],
      ["2>1 0-2"],
    ],
    [
      ["Over zes weken, maandag de tiende.", "Dan kan ik niet.", "Donderdag de dertiende dan, zelfde tijd."],
      ["maandag>donderdag 0-2", "10>13 0-2"],
    ],
  ])("%j", (texts, expected) => {
    expect(told(...texts)).toEqual(expected);
  });

  it.each([
    [["De kuur duurt zeven dagen.", "Als de koorts langer dan vijf dagen duurt, dan komt u terug."]],
    [["Over zes weken praten we over een injectie.", "Wordt de hand zwak, dan kom je binnen een week."]],
    [["Maandag weer.", "Wordt het dan dinsdag?"]],
    [["Drie weken pijn.", "Dan wordt het tijd voor een foto."]],
  ])("moves nothing: %j", (texts) => {
    expect(told(...texts)).toEqual([]);
  });

  it("puts the new day and number where the note has the old, as short as it had it", () => {
    const [day, date] = find("Over zes weken, maandag de tiende.", "Kan niet.", "Donderdag de dertiende dan.");
    expect(applyCorrection("Controle 6 wkn, ma 10e.", day!)).toBe("Controle 6 wkn, do 10e.");
    expect(applyCorrection("Controle 6 wkn, maandag 10e.", day!)).toBe("Controle 6 wkn, donderdag 10e.");
    expect(applyCorrection("Controle 6 wkn, do 10e.", date!)).toBe("Controle 6 wkn, do 13e.");
  });
});
