import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { licenceFor } from "../../../../../src/core/note/licence/licence.ts";
import { readLicenceTables } from "../../../../../src/core/note/licence/licence-tables.ts";

const table = (name: string): string =>
  readFileSync(new URL(`../../../../../models/tables/${name}`, import.meta.url), "utf8");
const tables = readLicenceTables({
  lexicon: table("lexicon.tsv"),
  alignment: table("alignment.tsv"),
  telegram: table("telegram.txt"),
});
const licence = (said: string, question?: string) =>
  licenceFor({ text: said }, question === undefined ? undefined : { text: question }, tables);

describe("licenceFor", () => {
  it.each([
    ["Ik heb al drie weken last van m'n rug, rechts.", undefined, "3 wkn rugpijn re,"],
    ["Nee.", "Straalt het uit naar een been?", "Geen uitstraling been."],
    ["Neemt u vier keer per dag duizend milligram paracetamol.", undefined, "PCM 4dd 1000 mg."],
    ["Bloeddruk honderdvijftig over tweeënnegentig, pols tachtig.", undefined, "RR 150/92, pols 80."],
    ["Hart en longen zijn normaal.", undefined, "Cor/pulm gb."],
    ["Ik verwijs u naar de cardioloog.", undefined, "Verwijzing cardioloog"],
    ["M'n linkerknie is dik.", undefined, "Zwelling linkerknie."],
    ["M'n linkerknie is dik.", undefined, "Zwelling li knie."],
    ["Ik ben zo kortademig.", undefined, "Dyspneu."],
    ["Rechteroog is rood.", undefined, "OD rood."],
    ["Er zit bloed bij het plassen.", undefined, "Hematurie."],
    ["Uw hart slaat tachtig keer per minuut.", undefined, "Hart 80/min"],
    ["De keel ziet er goed uit.", undefined, "Keel gb."],
    ["Slikt u verder nog pillen?", undefined, "Medicatie"],
    ["Die nacht had hij achtendertig vijf koorts.", undefined, "'s nachts T 38,5"],
    ["Ik bel u morgen.", undefined, "HA belt morgen."],
    ["Ik schrijf u elke dag een paracetamol voor.", undefined, "PCM"],
    ["M'n man is doodsbang voor kanker.", undefined, "Partner bang voor kanker."],
  ])("%s (%s) licenses %s", (said, question, phrase) => {
    const { allows, violations } = bind(licence(said, question));
    expect(violations(phrase)).toEqual([]);
    for (let i = 1; i <= phrase.length; i++) expect(allows(phrase.slice(0, i)), phrase.slice(0, i)).toBe(true);
  });

  it.each([
    ["a word that nobody said", "Ik heb last van m'n rug.", undefined, "hernia"],
    ["a drug that was not named", "Neemt u paracetamol.", undefined, "ibuprofen"],
    ["another dose (hazard 6)", "Neemt u duizend milligram.", undefined, "500"],
    ["another duration", "Al drie weken.", undefined, "4 wkn"],
    ["the other side (hazard 8)", "M'n rechterknie doet pijn.", undefined, "li"],
    ["the other side inside a word", "M'n rechterknie doet pijn.", undefined, "linkerknie"],
    ["both sides for one", "M'n rechterknie doet pijn.", undefined, "bdz"],
    ["a negation that was not said (hazard 5)", "Ja, ik hoest.", "Hoest u?", "Geen"],
    ["a finding for a side", "De rechterknie.", undefined, "gb"],
    ["an eye for a side", "De rechterknie is dik.", undefined, "OD"],
    ["an ear for a side", "De linkerknie is dik.", undefined, "AS"],
    ["a degree for what is normal", "De longen zijn normaal.", undefined, "lichte"],
    ["a degree for something small", "Een klein bloedinkje.", undefined, "licht"],
    ["pain for a side", "Het is rechts.", undefined, "pijn"],
    ["bleeding for a blood test", "Ik laat bloed prikken.", undefined, "bloedverlies"],
    ["a rate for a pressure", "De bloeddruk is honderdveertig over tachtig.", undefined, "140/min"],
    ["litres for what is no fluid", "Die is honderdveertig over tachtig.", undefined, "L 140"],
    ["a thyroid value for the gland", "De schildklier voelt gewoon.", undefined, "TSH"],
    ["an injection for a blood test", "Ik laat bloed prikken.", undefined, "injectie"],
    ["a kind of scan that was not named", "We maken een scan.", undefined, "MRI"],
  ])("does not license %s", (_, said, question, phrase) => {
    expect(bind(licence(said, question)).completes(phrase)).toBe(false);
  });

  it("makes a bare no a negation: the phrase cannot affirm what was asked (hazard 5)", () => {
    const no = bind(licence("Nee hoor, gelukkig niet.", "Heeft u pijn op de borst, of benauwdheid?"));
    expect(no.completes("Pijn op de borst.")).toBe(false);
    expect(no.completes("Geen pijn op de borst of benauwdheid.")).toBe(true);
    expect(no.allows("Pijn borst benauwdheid")).toBe(false);
  });

  it("stops a number that runs on", () => {
    expect(bind(licence("Eén keer.")).allows("1-1-1-1")).toBe(false);
  });

  it("ends no word half", () => {
    const rug = bind(licence("Last van m'n rug."));
    expect(rug.allows("ru")).toBe(true);
    expect(rug.allows("ru ")).toBe(false);
    expect(rug.completes("ru")).toBe(false);
  });
});

function bind(l: ReturnType<typeof licenceFor>) {
  return {
    allows: (text: string) => l.allows(text),
    completes: (text: string) => l.completes(text),
    violations: (text: string) => l.violations(text),
  };
}
