import { describe, expect, it } from "vitest";
import { type Assembled, assembleNote } from "../../../../src/core/note/assemble.ts";
import { joinPhrases } from "../../../../src/core/note/join-phrases.ts";
import type { LicenceTables } from "../../../../src/core/note/licence/licence-tables.ts";
import { adds, reading, talk } from "./talk.ts";

const lines = (note: Assembled): Record<string, string> =>
  Object.fromEntries(
    note.problems.flatMap((p) => p.lines.map((line) => [`${line.soep}${p.problem}`, joinPhrases(line.phrases).text])),
  );
const TABLES: LicenceTables = {
  lexicon: new Map(),
  alignment: new Map(),
  telegram: new Set(["sinds", "wkn", "controle"]),
  known: new Set(),
};

describe("assembleNote", () => {
  it("orders lines by deelcontact and SOEP, and joins phrases in HIS style", () => {
    const note = assembleNote(
      reading(
        adds(2, "P", "rust"),
        adds(1, "S", "hoest 3 wkn,"),
        adds(1, "S", "geen koorts"),
        adds(2, "E", "wrat", { problem: 2 }),
      ),
      talk("P: Ik hoest drie weken, koorts niet.", "Z: Rust houden. En het is een wrat."),
      undefined,
    );
    expect(lines(note)).toEqual({ S1: "Hoest 3 wkn, geen koorts.", P1: "Rust.", E2: "Wrat." });
  });

  it("puts a later correction in the place of the first value", () => {
    const note = assembleNote(
      reading(adds(1, "S", "3 wkn pijn li knie")),
      talk("P: Drie weken pijn in m'n linkerknie.", "P: Nee, wacht, vier weken."),
      undefined,
    );
    expect(lines(note)).toEqual({ S1: "4 wkn pijn li knie." });
    expect(note.corrections).toHaveLength(1);
  });

  it("leaves a code that nobody said out of a line", () => {
    const note = assembleNote(
      reading(adds(1, "E", "Gonartrose L90.")),
      talk("Z: Dit past bij artrose van de knie."),
      undefined,
    );
    expect(lines(note)).toEqual({ E1: "Gonartrose." });
  });

  it("rests a corrected value on the turn that corrected it", () => {
    const turns = ["Z: Amoxicilline drie keer per dag, vijf dagen.", "Z: Correctie, zeven dagen."];
    for (const written of ["Amoxicilline 3dd, 5 dgn.", "Amoxicilline 3dd, 7 dgn."]) {
      const note = assembleNote(reading(adds(1, "P", written)), talk(...turns), undefined);
      expect(note.problems[0]!.lines[0]!.phrases).toMatchObject([
        { text: "Amoxicilline 3dd, 7 dgn.", evidence: ["u1", "u2"] },
      ]);
    }
  });

  it("writes a pressure that was taken back once, with the later value", () => {
    const note = assembleNote(
      reading(adds(1, "O", "RR 160/100."), adds(2, "O", "RR 140/80.")),
      talk(
        "Z: Ik meet de bloeddruk, honderdzestig over honderd.",
        "Z: Nee, verkeerd afgelezen, honderdveertig over tachtig.",
      ),
      undefined,
    );
    expect(lines(note)).toEqual({ O1: "RR 140/80." });
  });

  it("swaps the side when the patient says so", () => {
    const note = assembleNote(
      reading(adds(1, "S", "pijn li enkel")),
      talk("P: Pijn in m'n linkerenkel, nee, m'n rechterenkel."),
      undefined,
    );
    expect(lines(note)).toEqual({ S1: "Pijn re enkel." });
  });

  it("drops a denial of what was asked and answered with yes", () => {
    const turns = ["Z: Heeft ze koorts gehad?", "P: Ja, achtendertig vijf gisteravond. Ze drinkt wel goed."];
    const written = reading(adds(2, "S", "Temp 38,5 gisteren. Drinkt goed. Geen koorts.", { from: 1 }));
    expect(lines(assembleNote(written, talk(...turns), undefined))).toEqual({ S1: "Temp 38,5 gisteren. Drinkt goed." });
    const later = assembleNote(written, talk(...turns, "P: Nu geen koorts meer."), undefined);
    expect(lines(later).S1).toContain("Geen koorts");
  });

  it("drops a plan that was taken back", () => {
    const note = assembleNote(
      reading(adds(1, "P", "Finasteride 5 mg 1dd."), adds(3, "P", "Tamsulosine continueren.")),
      talk(
        "Z: We geven er finasteride bij, vijf milligram.",
        "P: Finasteride, nee, dat doen we niet.",
        "Z: Dan tamsulosine zo door.",
      ),
      undefined,
    );
    expect(lines(note)).toEqual({ P1: "Tamsulosine continueren." });
    expect(note.dropped.map((d) => d.reason)).toEqual(["withdrawn"]);
  });

  it("leaves out what is a neighbour's, and what is told as the patient's but is a sister's", () => {
    const note = assembleNote(
      reading(adds(1, "S", "Hoofdpijn."), adds(2, "S", "Hersentumor."), adds(3, "S", "Migraine.")),
      talk("P: Ik heb hoofdpijn.", "P: Mijn buurvrouw had een hersentumor.", "P: M'n zus heeft migraine."),
      undefined,
    );
    expect(lines(note)).toEqual({ S1: "Hoofdpijn." });
  });

  it("keeps family history that is named as such", () => {
    const note = assembleNote(reading(adds(1, "S", "Zus migraine.")), talk("P: M'n zus heeft migraine."), undefined);
    expect(lines(note)).toEqual({ S1: "Zus migraine." });
  });

  it("replaces what nobody said by what was said", () => {
    const note = assembleNote(
      reading(adds(1, "S", "Hoest sinds 6 wkn met bloed.")),
      talk("P: Ik hoest nu drie weken, dokter."),
      TABLES,
    );
    expect(lines(note)).toEqual({ S1: "Hoest nu 3 wkn." });
    expect(note.dropped.map((d) => d.reason)).toEqual(["unsupported"]);
  });

  it("replaces a phrase far from what the writer meant by what was said, where that says something", () => {
    const strained = (at: number, text: string) => ({ ...adds(at, "S", text), strain: 9 });
    const note = assembleNote(
      reading(strained(1, "Hoest nu drie."), { ...strained(2, "Hoest nu niet."), evidence: ["u1", "u2"] }),
      talk("P: Ik hoest nu drie weken, dokter, en het wordt erger.", "P: Nee, nee."),
      TABLES,
    );
    expect(lines(note)).toEqual({ S1: "Hoest nu 3 wkn, en wordt erger. Hoest nu niet." });
    expect(note.dropped.map((d) => d.reason)).toEqual(["strained"]);
  });

  it("tells of a value that its own turn took back, though the writer never read it", () => {
    const turns = talk("P: Pijn in m'n linkerkuit. Nee, wacht, rechterkuit, al drie weken, nee, vier.");
    const { problems } = assembleNote(reading(adds(1, "S", "4 wkn pijn re kuit.")), turns, undefined);
    expect(problems[0]!.lines[0]!.phrases[0]!.correction).toMatchObject({ saidAt: 0, correctedAt: 0 });
  });

  it("takes no complaint from what the clinician sums up: the next turn puts it right", () => {
    const note = assembleNote(
      reading(adds(1, "S", "3 wkn hoest."), adds(2, "S", "5 wkn hoest."), adds(2, "P", "Rust.")),
      talk("P: Drie weken hoest.", "Z: Samengevat: vijf weken hoest, en rust houden.", "P: Drie weken."),
      undefined,
    );
    expect(lines(note)).toEqual({ S1: "3 wkn hoest.", P1: "Rust." });
  });

  it("says nothing twice", () => {
    const note = assembleNote(
      reading(adds(1, "S", "Hoest."), adds(2, "S", "Hoest 3 wkn."), adds(3, "S", "Hoest 3 wkn.")),
      talk("P: Ik hoest.", "P: Drie weken hoest ik.", "P: Hoest drie weken."),
      undefined,
    );
    expect(lines(note)).toEqual({ S1: "Hoest 3 wkn." });
  });

  it("leaves out an addition of an utterance that is not in the talk", () => {
    expect(assembleNote(reading(adds(9, "S", "Hoest.")), talk("P: Dag dokter."), undefined).problems).toEqual([]);
  });
});
