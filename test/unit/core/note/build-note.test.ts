import { describe, expect, it } from "vitest";
import type { Consult } from "../../../../src/core/consult/consult.ts";
import { buildNote } from "../../../../src/core/note/build-note.ts";
import { listDoubts } from "../../../../src/core/note/doubts.ts";
import type { Addition } from "../../../../src/core/note/ports.ts";
import { loadNoteTables } from "../../../../src/engine/notes/tables.ts";
import { adds, reading, talk } from "./talk.ts";

const tables = await loadNoteTables();
const CONSULT: Consult = { id: "c", setting: "consult", startedAt: "2026-11-25T09:00:00+01:00" };
const build = (turns: readonly string[], ...additions: Addition[]) =>
  buildNote(reading(...additions), talk(...turns), CONSULT, tables);

describe("codes", () => {
  it("shows none where nothing clinical is said, says why and keeps the candidates for the picker", () => {
    const turns = ["P: Kijk, een kanonskogel op de zeebodem.", "P: Die schatkist van de piraten ligt onder het wrak."];
    const note = build(
      turns,
      adds(1, "S", "Kanonskogel op de zeebodem."),
      adds(2, "S", "Schatkist van piraten onder het wrak."),
    );
    const [deelcontact] = note.deelcontacten;
    expect(deelcontact!.icpc).toBeUndefined();
    expect(deelcontact!.title).toBe("Zonder code");
    expect(note.remarks!.join(" ")).toContain("geen ICPC-code");
    expect(deelcontact!.icpcCandidates!.length).toBeGreaterThan(0);
  });

  it("asks nothing about a code that is sure", () => {
    const turns = ["Z: U heeft een blaasontsteking.", "P: Ja, het brandt bij plassen en ik moet steeds plassen."];
    const note = build(turns, adds(2, "S", "Pijn bij plassen."), adds(1, "E", "Blaasontsteking."));
    expect(note.deelcontacten[0]!.icpc!.code).toBe("U71");
    expect(listDoubts(note).filter(({ check }) => check.code === "code")).toEqual([]);
  });
});

describe("a question whose mark was not heard", () => {
  it.each([[["Z: straalt de pijn uit naar uw been", "P: nee"]], [["straalt de pijn uit naar uw been", "nee hoor"]]])(
    "is no fact: the answer decides (%j)",
    (turns) => {
      const answered = build(turns, adds(2, "S", "Straalt uit naar been.", { from: 1 }));
      expect(answered.deelcontacten).toEqual([]);
      const note = build(turns, adds(1, "S", "Straalt uit naar been."));
      expect(listDoubts(note).map(({ check }) => check.code)).toContain("negation");
    },
  );

  it("is one where the answer is yes", () => {
    const note = build(
      ["Z: straalt de pijn uit naar uw been", "P: ja"],
      adds(2, "S", "Straalt uit naar been.", { from: 1 }),
    );
    expect(note.deelcontacten[0]!.lines[0]!.text).toBe("Straalt uit naar been.");
    expect(listDoubts(note).map(({ check }) => check.code)).not.toContain("negation");
  });
});

it("says in a remark what was measured where there is no line beside which it could stand", () => {
  const note = build(["Z: De bloeddruk is honderdzestig over vijfennegentig."]);
  expect(note.remarks!.join(" ")).toContain("160/95");
});

it("plays an omission by the utterance that it rests on", () => {
  const turns = ["P: Ik hoest al twee weken.", "P: En ik slik naproxen tegen de pijn."];
  const [check] = build(turns, adds(1, "S", "Hoest 2 wkn.")).deelcontacten[0]!.lines[0]!.checks;
  expect(check).toMatchObject({ code: "omitted", utterance: "u2", heard: "naproxen" });
});

it("asks after a word that nobody knows, and after no other", () => {
  const turns = ["P: Ik heb al een week last van duiselig en wat hoofdpijn."];
  const note = build(turns, adds(1, "S", "1 wk last van duiselig, hoofdpijn."));
  const unheard = listDoubts(note).filter(({ check }) => check.code === "unheard");
  expect(unheard.map(({ text }) => text)).toEqual(["duiselig"]);
});

describe("a name that was misheard", () => {
  it("asks after a misheard name where a part of it stands, not behind another line", () => {
    const note = build(
      ["P: Ik hoest al drie weken.", "Z: De meto prolool houden we zo."],
      adds(1, "S", "Hoest."),
      adds(2, "P", "Prolool houden."),
    );
    const [check] = note.deelcontacten.flatMap(({ lines }) =>
      lines.flatMap(({ text, checks }) =>
        checks.filter((c) => c.heard !== undefined).map((c) => ({ ...c, at: text.slice(...c.span) })),
      ),
    );
    expect(check).toMatchObject({ code: "drug", heard: "meto prolool", at: "Prolool" });
    expect(check!.candidates).toContain("metoprolol");
  });
});
