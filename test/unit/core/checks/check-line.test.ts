import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkLine } from "../../../../src/core/checks/check-line.ts";
import { readDrugTable } from "../../../../src/core/checks/drugs.ts";
import { findMisheard, findOmissions } from "../../../../src/core/checks/omitted.ts";
import { makeLine } from "../../../../src/core/note/line-spans.ts";
import { talk } from "../note/talk.ts";

const drugs = readDrugTable(
  readFileSync(new URL("../../../../models/tables/drugs/drugs.tsv", import.meta.url), "utf8"),
);

/** The checks on a phrase that rests on these turns: "code marked words". */
function check(phrase: string, ...turns: string[]): string[] {
  const { utterances } = talk(...turns);
  const line = makeLine("S", phrase, [{ text: phrase, evidence: utterances.map((u) => u.id) }]);
  return checkLine(line, {
    utterances: new Map(utterances.map((u) => [u.id, u])),
    drugs,
    licence: undefined,
    offers: new Map(),
    allergies: [],
  }).map(({ code, span }) => `${code} ${phrase.slice(...span)}`);
}

describe("checkLine", () => {
  it.each([
    // Planted errors (HAZARDS 5, 6, 7, 8, 10).
    ["Hoest 6 wkn.", ["P: Ik hoest drie weken."], ["number 6"]],
    ["PCM 4dd 500 mg.", ["Z: Paracetamol, vier keer per dag duizend milligram."], ["dose 500"]],
    ["Ibuprofen 600.", ["Z: Ibuprofen vierhonderd."], ["dose 600"]],
    ["RR 150/82.", ["Z: Bloeddruk honderdvijftig over tweeënnegentig."], ["number 150/82"]],
    ["Pijn li knie.", ["P: Pijn in m'n rechterknie."], ["side li"]],
    ["Pijn knie re.", ["P: Pijn in m'n knie."], ["side re"]],
    ["Koorts.", ["P: Ik heb geen koorts."], ["negation Koorts"]],
    ["Uitstraling.", ["Z: Is er uitstraling naar het been?", "P: Nee."], ["negation Uitstraling"]],
    ["Geen koorts.", ["P: Ik heb koorts sinds gisteren."], ["negation koorts"]],
    ["Geen koorts.", ["P: Ik heb koorts, maar ik hoest niet."], ["negation koorts"]],
    ["Geen koorts of hoest.", ["Z: Heeft u koorts?", "P: Ja, dokter.", "P: Hoesten doe ik niet."], ["negation koorts"]],
    ["Koorts.", ["P: Koorts heb ik niet gehad."], ["negation Koorts"]],
    ["Zweten.", ["P: Soms in de kaak. Zweten niet."], ["negation Zweten"]],
    ["Bloedverlies.", ["P: Geen bloed."], ["negation Bloedverlies"]],
    ["Niet benauwd, pijn borst.", ["Z: Pijn op de borst, benauwd?", "P: Nee."], ["negation pijn"]],
    ["Verward.", ["P: Hij was niet verward."], ["negation Verward"]],
    ["Geen pus, koorts of bult.", ["Z: Pus, koorts, een bult?", "P: Nee, niks."], []],
    ["Obstipatie over.", ["P: Ik heb geen obstipatie meer."], []],
    ["Drukpijn re kuit, klier re.", ["Z: Beide kuiten soepel, rechts drukpijn. Links een klier."], ["side re"]],
    ["Ibuprofen 400 mg.", ["Z: Neemt u naproxen, vierhonderd milligram."], ["drug Ibuprofen"]],
    ["Nurofen 400 mg.", ["Z: Neemt u ibuprofen, vierhonderd milligram."], []],
    ["Metropolol 50 mg.", ["P: Ik slik metropolol vijftig milligram."], ["drug Metropolol"]],
    ["Hersentumor.", ["P: Mijn buurvrouw had een hersentumor."], ["person Hersentumor."]],
    ["Hoest.", [], ["unsupported Hoest."]],
  ])("marks %s", (phrase, turns, expected) => {
    expect(check(phrase, ...turns)).toEqual(expected);
  });

  it.each([
    ["Hoest 3 wkn.", ["P: Ik hoest drie weken."]],
    ["PCM 4dd 1000 mg.", ["Z: Paracetamol, vier keer per dag duizend milligram."]],
    ["Pijn re knie.", ["P: Pijn in m'n rechterknie."]],
    ["Geen koorts of uitstraling.", ["Z: Koorts, uitstraling?", "P: Nee."]],
    ["Metoprolol 50 mg.", ["P: Ik slik metoprolol vijftig milligram."]],
    ["Geen koorts.", ["P: Koorts, hoest, dat heb ik allemaal niet."]],
    ["Geen koorts.", ["Z: U heeft geen koorts gehad?", "P: Klopt."]],
    ["Geen pijn.", ["P: De pijn is weg. Lopen lukt niet."]],
    ["Geen andere medicijnen.", ["Z: Gebruikt u medicijnen?", "P: Ja, maar verder niets."]],
    ["Geen pijn op de borst.", ["Z: Hebt u pijn?", "P: Ja, in mijn knie.", "Z: Op de borst?", "P: Nee."]],
    ["Zus migraine.", ["P: M'n zus heeft migraine."]],
    ["Koorts, hoest.", ["P: Ik heb koorts en ik hoest."]],
  ])("lets %s stand", (phrase, turns) => {
    expect(check(phrase, ...turns)).toEqual([]);
  });

  it("marks a fact that rests on a word which was not well heard", () => {
    const { utterances } = talk("P: Ik slik bisoprolol.");
    const heard = { ...utterances[0]!, words: [{ text: "bisoprolol.", start: 0, end: 1, confidence: 0.3 }] };
    const line = makeLine("S", "Bisoprolol.", [{ text: "Bisoprolol.", evidence: ["u1"] }]);
    const checks = checkLine(line, {
      utterances: new Map([["u1", heard]]),
      drugs,
      licence: undefined,
      offers: new Map(),
      allergies: [],
    });
    expect(checks.map((c) => c.code)).toEqual(["unheard"]);
  });

  it("offers the nearest drug and changes nothing", () => {
    const { utterances } = talk("P: Ik slik metropolol.");
    const line = makeLine("S", "Metropolol.", [{ text: "Metropolol.", evidence: ["u1"] }]);
    const [drug] = checkLine(line, {
      utterances: new Map(utterances.map((u) => [u.id, u])),
      drugs,
      offers: new Map(),
      allergies: [],
      licence: undefined,
    });
    expect(drug!.message).toContain("metoprolol");
    expect(drug!.candidates).toContain("metoprolol");
    expect(line.text).toBe("Metropolol.");
  });

  it("offers what words that were copied into the note sound like (hazard 7)", () => {
    const { utterances } = talk("P: Ik slik ami tri tieline.");
    const offer = { from: 2, to: 5, heard: "ami tri tieline", candidates: ["amitriptyline"], distance: 0.1 };
    const line = makeLine("S", "Slikt ami tri tieline.", [{ text: "Slikt ami tri tieline.", evidence: ["u1"] }]);
    const offers = new Map([["u1", [offer]]]);
    const checks = checkLine(line, {
      utterances: new Map([["u1", utterances[0]!]]),
      drugs,
      licence: undefined,
      offers,
      allergies: [],
    });
    expect(checks).toEqual([
      {
        code: "drug",
        message: '"ami tri tieline" is geen bekend middel en klinkt als: amitriptyline?',
        span: [6, 21],
        candidates: ["amitriptyline"],
      },
    ]);
  });
});

describe("findMisheard", () => {
  const offer = (heard: string, distance = 0.1) => ({ from: 0, to: 1, heard, candidates: ["codeïne"], distance });
  const find = (note: string, ...offers: ReturnType<typeof offer>[]): string[] =>
    findMisheard(talk("P: Ik slik iets.").utterances, note, new Map([["u1", offers]])).map((o) => o.word);

  it("asks once after a drug that the note has neither as heard nor by its name", () => {
    expect(find("Hoest.", offer("kode iene"), offer("kodiene"))).toEqual(["kode iene"]);
    expect(find("Codeïne zn.", offer("kode iene"))).toEqual([]);
    expect(find("Gebruikt kode iene.", offer("kode iene"))).toEqual([]);
    expect(find("Hoest.", offer("kode", 0.3))).toEqual([]);
  });
});

describe("findOmissions", () => {
  const find = (note: string, ...turns: string[]): string[] =>
    findOmissions(talk(...turns).utterances, note, drugs).map((o) => `${o.kind} ${o.word}`);

  it.each([
    ["Hoest.", ["P: Ik slik ook bisoprolol."], ["drug bisoprolol"]],
    ["Hoest.", ["P: Ik ben allergisch voor penicilline."], ["allergy allergie"]],
    ["Hoest.", ["P: Ik heb pijn op de borst."], ["alarm pijn op de borst"]],
    ["Hoest.", ["P: Ik heb al drie dagen koorts."], ["alarm koorts"]],
    ["Geen koorts.", ["Z: Heeft ze koorts gehad?", "P: Ja, achtendertig vijf."], ["alarm koorts"]],
    [
      "Amlodipine 10 mg.",
      ["Z: Waar zit de pijn?", "P: In mijn linkerschouder. Nee sorry, rechterschouder bedoel ik."],
      ["complaint rechterschouder"],
    ],
    ["Hoest.", ["P: Ik ben zo benauwd."], ["alarm benauwdheid"]],
    ["PCM.", ["P: Ik slik ibuprofen.", "Z: Of nee, liever paracetamol."], ["drug ibuprofen"]],
    ["Ibuprofen gegeven.", ["Z: Ibuprofen vierhonderd milligram."], ["dose 400"]],
  ])("%s lacks what %j said", (note, turns, expected) => {
    expect(find(note, ...turns)).toEqual(expected);
  });

  it.each([
    [
      "Bisoprolol. Allergie penicilline. POB.",
      ["P: Ik slik bisoprolol, ben allergisch voor penicilline, en heb pijn op de borst."],
    ],
    ["Hoest.", ["Z: Slikt u bisoprolol?", "P: Nee."]],
    ["Hoest.", ["P: Ik heb geen pijn op de borst."]],
    ["Hoest.", ["P: Mijn broer heeft jicht, en die slikt allopurinol."]],
    ["PCM.", ["Z: U mag ibuprofen nemen. Of nee, liever paracetamol, vanwege uw bloeddruk."]],
    ["Pijn re schouder.", ["P: Pijn in mijn rechterschouder."]],
    ["Temp 38,5.", ["Z: Heeft ze koorts gehad?", "P: Ja, achtendertig vijf."]],
    ["Hoest.", ["P: Ik heb geen koorts en ik ben niet benauwd."]],
    ["PCM 4dd 1000 mg.", ["Z: Paracetamol, vier keer daags duizend milligram."]],
  ])("%s lacks nothing", (note, turns) => {
    expect(find(note, ...turns)).toEqual([]);
  });
});
