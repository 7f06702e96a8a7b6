import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readDrugTable, readOrdinaryWords } from "../../../../src/core/checks/drugs.ts";
import { offerNames, offersFor, withCandidates } from "../../../../src/core/transcript/second-look.ts";
import type { Utterance } from "../../../../src/core/transcript/transcript.ts";

const table = (name: string): string =>
  readFileSync(new URL(`../../../../models/tables/${name}`, import.meta.url), "utf8");
const names = readDrugTable(
  table("drugs/drugs.tsv"),
  readOrdinaryWords(table("words.txt"), table("lexicon.tsv")),
).spoken;

/** Words as heard; "~" behind a word that the recogniser doubts. */
const heard = (text: string) =>
  text.split(" ").map((word) => ({ text: word.replace("~", ""), confidence: word.includes("~") ? 0.3 : 0.9 }));
const offered = (text: string): string[] =>
  offerNames(heard(text), names).map((offer) => `${offer.heard} > ${offer.candidates[0]}`);

describe("offerNames (hazard 7)", () => {
  it.each([
    ["Ik slik ami~ tri~ tieline~ voor het slapen.", ["ami tri tieline > amitriptyline"]],
    ["U krijgt een kuur doxie-sikline.", ["doxie-sikline > doxycycline"]],
    ["Elke dag één tablet lisinno~ pril,~ tien milligram.", ["lisinno pril > lisinopril"]],
    ["Twee keer per dag metfor~ mine~ slikken.", ["metfor mine > metformine"]],
    ["Neem gerust paarse~ mol~ erbij.", ["paarse mol > paracetamol"]],
    ["Van de rivarokzaban kreeg ik een bloedneus, dat middel wil ik niet.", ["rivarokzaban > rivaroxaban"]],
  ])("%s", (text, expected) => {
    expect(offered(text)).toEqual(expected);
  });

  it.each([
    // Named as it is called.
    "Ik slik amitriptyline~ voor het slapen.",
    // Ordinary words that were heard well, or that nothing of medication is near.
    "Ik neem de bus naar de markt en daarna naar huis.",
    "En~ een~ keer~ met~ de~ ton~ naar~ buiten.~",
    // No name runs over the end of a sentence.
    "Slik die pil met~ fors.~ Mine is op.",
    "Hij is negenenveertig en slikt niets.",
    // Units, forms and how often, heard badly.
    "Paracetamol vijfhonderd miligramm drie keer per dag.",
    "Neem twintig millie gram voor de nacht.",
    "Elke ochtend één tablett met wat water.",
    "Drie maal daachs een capsul innemen.",
    "U neemt de zetpille twee keer daags.",
  ])("offers nothing for: %s", (text) => {
    expect(offered(text)).toEqual([]);
  });

  it("tells how far off the nearest is, and offers no more than three", () => {
    const [offer] = offerNames(heard("Ik slik metroprolool,~ vijftig milligram."), names);
    expect(offer!.candidates[0]).toBe("metoprolol");
    expect(offer!.candidates.length).toBeLessThanOrEqual(3);
    expect(offer!.distance).toBeLessThan(0.3);
  });

  it("looks so often and no more in an utterance without end that is no Dutch", () => {
    let lookups = 0;
    const find: typeof names.sounds.find = (...asked) => {
      lookups++;
      return names.sounds.find(...asked);
    };
    const strange = Array.from({ length: 5_000 }, (_, i) => `krwaz${String.fromCharCode(97 + (i % 26))}uq`);
    const words = ["Ik", "slik", "metropolol", ...strange].map((text) => ({ text, confidence: 0.3 }));
    const counted = { ...names, sounds: { find } as typeof names.sounds };
    expect(offerNames(words, counted)[0]!.candidates).toContain("metoprolol");
    expect(lookups).toBe(2_000);
  });

  it("looks in a typed text for words that no list has", () => {
    const typed = { text: "Ik slik al jaren metropolol.", words: [] };
    expect(offersFor(typed, names)[0]!.candidates).toContain("metoprolol");
    expect(offersFor({ text: "Ik slik al jaren niets.", words: [] }, names)).toEqual([]);
  });
});

describe("withCandidates", () => {
  it("puts the names on the words and changes nothing that was heard", () => {
    const words = heard("Ik slik ami~ tri~ tieline.~").map((word, i) => ({ ...word, start: i, end: i + 1 }));
    const text = words.map((word) => word.text).join(" ");
    const utterance: Utterance = { id: "u1", start: 0, end: 5, speaker: "patiënt", text, words };
    const [looked] = withCandidates([utterance], names);
    expect(looked!.text).toBe(text);
    expect(looked!.words.map(({ candidates }) => candidates?.[0])).toEqual([
      undefined,
      undefined,
      "amitriptyline",
      "amitriptyline",
      "amitriptyline",
    ]);
    expect(looked!.words.map(({ candidates: _, ...word }) => word)).toEqual(words);
  });
});
