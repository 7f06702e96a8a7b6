import { describe, expect, it } from "vitest";
import { applyCorrection, findCorrections } from "../../../../src/core/note/corrections.ts";

const find = (...texts: string[]): string[] =>
  findCorrections(texts.map((text) => ({ text }))).map((c) => `${c.kind} ${c.from}>${c.to}`);

describe("findCorrections", () => {
  it.each([
    [["Drie weken, nee, vier weken."], ["number 3>4"]],
    [["Nul komma vijf. Eh, ik bedoel nul komma vier."], ["number 0,5>0,4"]],
    [["Honderd milligram, maak daar vijftig van."], ["number 100>50"]],
    [["Links, nee wacht, rechts."], ["side li>re"]],
    [["Pijn in mijn linkerknie. Nee wacht, ik zeg het verkeerd, het is de rechterknie."], ["side li>re"]],
    [["Het is mijn linkerknie.", "Nee, rechts."], ["side li>re"]],
    [
      ["Honderdzestig over honderd.", "Nee, verkeerd afgelezen, honderdveertig over tachtig."],
      ["number 160/100>140/80"],
    ],
    [["Honderdzestig over honderd.", "Nee, honderdveertig over tachtig."], ["number 160/100>140/80"]],
    [["Sinds drie dagen.", "Wacht, vijf dagen."], ["number 3>5"]],
    [["Pols tachtig.", "Nee, achtentachtig."], ["number 80>88"]],
    [["Saturatie is zesennegentig.", "O nee, drieënnegentig. Toch wat laag."], ["number 96>93"]],
    [["Ik weeg tweeëntachtig kilo.", "Nee, tweeënnegentig kilo."], ["number 82>92"]],
    [["Twee weken, eh nee, het was net vóór het feest, drie weken dus."], ["number 2>3"]],
    [["Drie weken. Nee, voor de vakantie al. Zes."], ["number 3>6"]],
    [["Sinds tweeduizend achttien, corrigeer, tweeduizend zestien."], ["number 2018>2016"]],
    [["Dus vijf weken pijn, na een verkoudheid.", "Nee hoor, en het zijn er zeven."], ["number 5>7"]],
  ])("%j", (texts, expected) => {
    expect(find(...texts)).toEqual(expected);
  });

  it.each([
    [["Rookt u? Tien per dag?", "Nee, twee glazen wijn per week."]],
    [["Metformine twee keer duizend.", "Nee, in de Ramadan één keer."]],
    [["Vijf kilo erbij en drie weken moe."]],
    [["Links, nee, rechts. Nee, toch links."]],
    [["Is het links?", "Nee."]],
    [["Pols tachtig?", "Nee, achtentachtig."]],
    [["Pols tachtig, temperatuur zevenendertig.", "Nee, achtendertig."]],
    [["Ik rook tien sigaretten.", "Nee, twee kinderen hebben we."]],
    [["Dat duurt drie weken.", "Nee, twee dagen hooguit."]],
    [["De rechterkant is rood... nee, ik zeg het verkeerd, ik sta andersom. Links is rood, rechts is normaal."]],
    [["Honderdzestig over honderd.", "Nog een keer, honderdveertig over tachtig."]],
    [["Twee weken, nee, niet erger, en drie keer per dag."]],
    [["Drie weken. Nee, geen koorts. Zes kinderen zijn ziek."]],
    [["Ik heb twee kinderen en drie weken hoest.", "Het zijn er vier in de klas."]],
  ])("is no correction: %j", (texts) => {
    expect(find(...texts)).toEqual([]);
  });
});

describe("applyCorrection", () => {
  const dated = (from: string, to: string) => ({ kind: "calendar", from, to, saidAt: 0, correctedAt: 1 }) as const;

  it("puts another day or month, as short as the note had it, and no word that only begins alike", () => {
    expect(applyCorrection("Controle vr 10 u", dated("vrijdag", "zaterdag"))).toBe("Controle za 10 u");
    expect(applyCorrection("Sinds mrt, maar nu erger", dated("maart", "september"))).toBe("Sinds sep, maar nu erger");
    expect(applyCorrection("Last van rug, vanmorgen", dated("vanmorgen", "gisteren"))).toBe("Last van rug, gisteren");
    expect(applyCorrection("PCM zo nodig", dated("zondag", "maandag"))).toBeUndefined();
    expect(applyCorrection("Kwam maar niet", dated("maart", "april"))).toBeUndefined();
  });

  it("changes a side within a compound", () => {
    const side = findCorrections([{ text: "Mijn linkerknie, nee, mijn rechterknie." }])[0]!;
    expect(applyCorrection("Pijn linkerknie", side)).toBe("Pijn rechterknie");
    expect(applyCorrection("Pijn li knie", side)).toBe("Pijn re knie");
  });

  it("knows a number by the unit right behind it, whatever is said after that", () => {
    const hb = findCorrections([{ text: "Hb zes komma acht, nee, zes komma negen, vorig jaar zeven komma vier." }])[0]!;
    expect(applyCorrection("Hb 6,8 (vorig jr 7,4)", hb)).toBe("Hb 6,9 (vorig jr 7,4)");
  });

  const weeks = findCorrections([{ text: "Drie weken, nee, vier weken." }])[0]!;

  it("changes the number with its unit only", () => {
    expect(applyCorrection("3 wkn hoest", weeks)).toBe("4 wkn hoest");
    expect(applyCorrection("3 kinderen", weeks)).toBeUndefined();
    expect(applyCorrection("13 wkn hoest", weeks)).toBeUndefined();
    expect(applyCorrection("eerst 3 wkn, dan 4 wkn", weeks)).toBeUndefined();
    expect(applyCorrection("3 wkn 4 wkn hoest", weeks)).toBe("4 wkn hoest");
  });
});

describe("a wrong side that is noticed later", () => {
  it("is found where the talk goes on with the other side", () => {
    expect(
      find(
        "Ik heb een bult achter mijn oor, links.",
        "Draai u eens om, ik zie niets.",
        "Links zeg ik? O ja, nee. Rechts is het.",
        "Rechts dus. Een atheroom.",
      ),
    ).toEqual(["side li>re"]);
  });

  it("is none where both sides are examined", () => {
    expect(
      find(
        "Pijn in de linkerschouder.",
        "Sorry. Naar buiten draaien links tien graden, rechts zestig.",
        "Links is hij stijf.",
      ),
    ).toEqual([]);
  });
});
