import { describe, expect, test } from "vitest";
import {
  lineAt,
  mergeDeelcontacten,
  moveText,
  pickCode,
  pickReason,
  splitDeelcontact,
  writeLine,
  writeMeasurement,
} from "../../../../src/core/note/edit.ts";
import { splitSentences } from "../../../../src/core/note/line-spans.ts";
import type { DraftNote, Line } from "../../../../src/core/note/note.ts";

const LINE: Line = {
  soep: "S",
  text: "3 wkn pijn in rug. Geen koorts, geen uitstraling.",
  phrases: [
    { text: "3 wkn pijn in rug.", evidence: ["u1"] },
    { text: "Geen koorts,", evidence: ["u3", "u4"] },
    { text: "geen uitstraling.", evidence: ["u2"] },
  ],
  evidence: ["u1", "u3", "u4", "u2"],
  checks: [
    { code: "number", message: "Drie of vier weken?", span: [0, 5] },
    { code: "negation", message: "Wel of geen koorts?", span: [19, 30] },
  ],
};
const NOTE: DraftNote = {
  schema: 1,
  status: "draft",
  consult: { id: "c", setting: "consult", startedAt: "2026-11-25T09:00:00+01:00" },
  deelcontacten: [
    {
      title: "Lage rugpijn",
      icpc: { code: "L03", title: "Lage rugpijn", confidence: 0.9, alternatives: [] },
      lines: [LINE, { soep: "P", text: "PCM 3dd 1000 mg.", phrases: [], evidence: ["u9"], checks: [] }],
      measurements: [{ name: "bloeddruk", value: "140/80", unit: "mmHg", evidence: ["u7"] }],
    },
    { title: "Verkoudheid", lines: [], measurements: [] },
  ],
};
const S = { deelcontact: 0, soep: "S" } as const;
const edit = (text: string) => lineAt(writeLine(NOTE, S, text), S)!;

describe("a line that the clinician rewrites", () => {
  test("keeps evidence and checks of what she left alone, at their new place", () => {
    const line = edit("Ruim 3 wkn pijn in rug. Geen koorts, geen uitstraling.");
    expect(line.phrases).toEqual([{ text: "Ruim", evidence: [] }, ...LINE.phrases]);
    expect(line.checks.map(({ code, span }) => [code, line.text.slice(...span)])).toEqual([
      ["number", "3 wkn"],
      ["negation", "Geen koorts"],
      ["stale", "Ruim"],
    ]);
    // What she wrote from nothing is hers as a whole.
    const own = { deelcontact: 0, soep: "P" } as const;
    expect(lineAt(writeLine(writeLine(NOTE, own, "Rust."), own, "Rust. Controle."), own)!.checks).toEqual([]);
  });

  test("a check on the words that she changed is answered, and they are marked stale (hazard 26)", () => {
    const line = edit("4 wkn pijn in rug. Geen koorts, geen uitstraling.");
    expect(line.checks.map(({ code, span }) => [code, line.text.slice(...span)])).toEqual([
      ["negation", "Geen koorts"],
      ["stale", "4"],
    ]);
    expect(line.phrases[0]).toEqual({ text: "4 wkn pijn in rug.", evidence: ["u1"] });
  });

  test("a word taken out of a phrase is a change of meaning; a phrase taken out whole is not", () => {
    const without = edit("3 wkn pijn in rug. Koorts, geen uitstraling.");
    expect(without.checks.map(({ code }) => code)).toEqual(["number", "stale"]);
    const gone = edit("3 wkn pijn in rug. geen uitstraling.");
    expect(gone.checks.map(({ code }) => code)).toEqual(["number"]);
    expect(gone.evidence).toEqual(["u1", "u2"]);
  });

  test("what she adds rests on nothing that was said", () => {
    const line = edit(`${LINE.text} Was bij de fysio.`);
    expect(line.phrases.at(-1)).toEqual({ text: "Was bij de fysio.", evidence: [] });
    expect(line.checks.slice(0, -1)).toEqual(LINE.checks);
    expect(line.checks.at(-1)).toMatchObject({ code: "stale", message: "Deze woorden hebt u toegevoegd." });
  });

  test("an empty text takes the line away, the same text changes nothing, a new line can be written", () => {
    expect(lineAt(writeLine(NOTE, S, "  "), S)).toBeUndefined();
    expect(writeLine(NOTE, S, ` ${LINE.text} `)).toBe(NOTE);
    const o = { deelcontact: 1, soep: "O" } as const;
    expect(lineAt(writeLine(NOTE, o, "Niet ziek."), o)).toMatchObject({ text: "Niet ziek.", evidence: [] });
  });
});

test("a sentence moves with its evidence and its checks, to another letter or another deelcontact", () => {
  const [, second] = splitSentences(LINE.text);
  const moved = moveText(NOTE, S, second!, { deelcontact: 0, soep: "P" });
  expect(lineAt(moved, S)).toMatchObject({ text: "3 wkn pijn in rug.", evidence: ["u1"] });
  const p = lineAt(moved, { deelcontact: 0, soep: "P" })!;
  expect(p.text).toBe("PCM 3dd 1000 mg. Geen koorts, geen uitstraling.");
  expect(p.phrases.map(({ text }) => text)).toEqual(["Geen koorts,", "geen uitstraling."]);
  expect(p.checks.map(({ span }) => p.text.slice(...span))).toEqual(["Geen koorts"]);
  const opened = moveText(NOTE, S, second!, { deelcontact: 2, soep: "S" });
  expect(opened.deelcontacten[2]?.lines[0]?.text).toBe("Geen koorts, geen uitstraling.");
});

test("moving the last text out of a deelcontact that holds nothing else removes it", () => {
  const one = moveText(NOTE, S, [0, LINE.text.length], { deelcontact: 1, soep: "S" });
  const two = writeMeasurement(one, 0, 0, undefined);
  const p = { deelcontact: 0, soep: "P" } as const;
  const three = moveText(two, p, [0, 16], { deelcontact: 1, soep: "P" });
  expect(three.deelcontacten.map(({ title }) => title)).toEqual(["Verkoudheid"]);
});

test("split makes a deelcontact of the named lines; merge puts them back, and keeps the other code as an alternative", () => {
  const split = splitDeelcontact(NOTE, 0, ["P"]);
  expect(split.deelcontacten.map((d) => d.lines.map((l) => l.soep).join(""))).toEqual(["S", "P", ""]);
  const coded = pickCode(split, 1, { code: "L86", title: "Hernia" });
  const merged = mergeDeelcontacten(coded, 0, 1);
  expect(merged.deelcontacten[0]?.lines.map((l) => l.soep)).toEqual(["S", "P"]);
  expect(merged.deelcontacten[0]?.icpc).toMatchObject({ code: "L03", alternatives: [{ code: "L86" }] });
  expect(splitDeelcontact(NOTE, 0, ["S", "P"])).toBe(NOTE);
});

test("a picked code is hers; the proposal stays within reach; ICPC-S stands apart and can be taken away", () => {
  const picked = pickCode(NOTE, 0, { code: "L86", title: "Lumbaal hernia" });
  expect(picked.deelcontacten[0]?.icpc).toEqual({
    code: "L86",
    title: "Lumbaal hernia",
    confidence: 1,
    alternatives: [{ code: "L03", title: "Lage rugpijn", confidence: 0.9 }],
  });
  expect(picked.deelcontacten[0]?.title).toBe("Lumbaal hernia");
  const reason = pickReason(picked, 0, { code: "L02", title: "Rugklachten" });
  expect(reason.deelcontacten[0]?.contactReason?.code).toBe("L02");
  expect(pickReason(reason, 0, undefined).deelcontacten[0]).not.toHaveProperty("contactReason");
  expect(pickCode(picked, 0, undefined).deelcontacten[0]).not.toHaveProperty("icpc");
});

test("sentences: a decimal, an abbreviation and a dose do not end one", () => {
  const text = "T 37.8, 2 x d. paracetamol. Geen koorts! Morgen terug";
  expect(splitSentences(text).map((span) => text.slice(...span))).toEqual([
    "T 37.8, 2 x d. paracetamol.",
    "Geen koorts!",
    "Morgen terug",
  ]);
  expect(splitSentences("   ")).toEqual([]);
});
