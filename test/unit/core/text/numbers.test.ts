import { describe, expect, it } from "vitest";
import { readNumbers } from "../../../../src/core/text/numbers.ts";

const texts = (text: string): string[] =>
  readNumbers(text)
    .filter((n) => n.kind !== "article")
    .map((n) => n.text);

describe("readNumbers", () => {
  it.each([
    ["honderdvijftig over tweeënnegentig", ["150/92"]],
    ["honderd vijftig over twee en negentig", ["150/92"]],
    ["150 over 92", ["150/92"]],
    ["150/92", ["150/92"]],
    ["honderdvijf op zeventig", ["105/70"]],
    ["zevenendertig komma acht", ["37,8"]],
    ["37.8 graden", ["37,8"]],
    ["nul komma nul vijf", ["0,05"]],
    ["één komma zesentachtig", ["1,86"]],
    ["anderhalf uur", ["1,5"]],
    ["een half uur", ["0,5"]],
    ["drieënhalf", ["3,5"]],
    ["tweeëneenhalve week", ["2,5"]],
    ["drie en een half", ["3,5"]],
    ["drieëntachtigduizend", ["83000"]],
    ["drie duizend vierhonderd", ["3400"]],
    ["negentienhonderdvijfentachtig", ["1985"]],
    ["negentien vijfentachtig", ["1985"]],
    ["tweeduizend negentien", ["2019"]],
    ["twee keer daags", ["2"]],
    ["500mg 3dd", ["500", "3"]],
    ["10.000 stappen", ["10000"]],
    ["drie tot vier weken", ["3-4"]],
    ["achtendertig één", ["38", "1"]],
    ["de vijfde en de eenentwintigste", ["5", "21"]],
    ["twee derde van de pillen", ["0,666667"]],
    ["honderdentwee", ["102"]],
    ["elfhonderd", ["1100"]],
    ["een hond en een kat", []],
    ["acht, negen keer", ["8", "9"]],
    ["over twee weken om half acht", ["2", "8"]],
  ])("%s", (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it("knows where a number stands", () => {
    const text = "De druk is honderdveertig over negentig vandaag.";
    const [n] = readNumbers(text);
    expect(text.slice(n!.start, n!.end)).toBe("honderdveertig over negentig");
    expect(n!.values).toEqual([140, 90]);
  });

  it("tells half past seven from a half", () => {
    expect(readNumbers("half acht")[0]).toMatchObject({ kind: "clock", values: [7.5] });
    expect(readNumbers("een half jaar")[0]).toMatchObject({ kind: "fraction", values: [0.5] });
  });

  it("does not take 'over twee weken' for a pressure", () => {
    expect(texts("bloed prikken honderd, over zestig dagen")).toEqual(["100", "60"]);
  });
});
