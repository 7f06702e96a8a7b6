import { expect, test } from "vitest";
import { acceptDoubt, listDoubts, pickCandidate } from "../../../../src/core/note/doubts.ts";
import { writeLine } from "../../../../src/core/note/edit.ts";
import { redo, startHistory, step, undo } from "../../../../src/core/note/history.ts";
import type { Check, DraftNote, Soep } from "../../../../src/core/note/note.ts";
import { clipOf, clipOfCheck } from "../../../../src/core/note/sound-of.ts";
import type { Transcript } from "../../../../src/core/transcript/transcript.ts";

const line = (soep: Soep, text: string, ...checks: readonly Check[]) => ({
  soep,
  text,
  phrases: [{ text, evidence: ["u2"] }],
  evidence: ["u2"],
  checks,
});
const check = (code: Check["code"], message = "?", span: Check["span"] = [0, 4]): Check => ({ code, message, span });

const NOTE: DraftNote = {
  schema: 1,
  status: "draft",
  consult: { id: "c", setting: "consult", startedAt: "2026-11-25T09:00:00+01:00" },
  deelcontacten: [
    {
      title: "",
      lines: [
        line("S", "Zoon heeft astma.", check("person"), check("unheard"), check("stale")),
        line("O", "Rug links drukpijnlijk.", check("side")),
        line("P", "PCM 3dd 1000 mg.", check("number", "?", [8, 12]), check("dose")),
      ],
      measurements: [],
    },
    { title: "", lines: [line("S", "Penicilline-allergie.", check("omitted"), check("negation"))], measurements: [] },
  ],
};

test("doubts come with the most harm first, and her own edits are none", () => {
  expect(listDoubts(NOTE).map(({ check: { code }, deelcontact }) => `${code}${deelcontact}`)).toEqual([
    "dose0",
    "side0",
    "negation1",
    "person0",
    "unheard0",
    "number0",
    "omitted1",
  ]);
});

test("an allergy comes before what is about somebody else, whatever raised it", () => {
  const note = {
    ...NOTE,
    deelcontacten: [
      NOTE.deelcontacten[0]!,
      { ...NOTE.deelcontacten[1]!, lines: [line("S", "Penicilline-allergie.", check("omitted", "?", [0, 21]))] },
    ],
  };
  expect(listDoubts(note).map(({ check: { code } }) => code)).toEqual([
    "dose",
    "side",
    "omitted",
    "person",
    "unheard",
    "number",
  ]);
});

test("an accepted doubt is gone, the others stay", () => {
  const [worst, ...rest] = listDoubts(NOTE);
  expect(listDoubts(acceptDoubt(NOTE, worst!)).map(({ check: { code } }) => code)).toEqual(
    rest.map(({ check: { code } }) => code),
  );
});

test("a click plays two seconds around the word that was heard", () => {
  const words = ["U", "mag", "paracetamol", "nemen"].map((text, i) => ({
    text,
    start: 10 + i,
    end: 10.5 + i,
    confidence: 0.9,
  }));
  const transcript: Transcript = {
    language: "nl",
    durationS: 60,
    utterances: [{ id: "u2", start: 10, end: 14, speaker: "zorgverlener", text: "U mag paracetamol nemen", words }],
  };
  expect(clipOf(transcript, line("P", "Paracetamol 1000 mg"), [0, 11])).toEqual({ atS: 11.25, seconds: 2 });
  expect(clipOf(transcript, line("P", "Uitleg"), [0, 6])).toEqual({ atS: 10, seconds: 4 });
  const [first, ...rest] = words;
  const unsure = { ...transcript.utterances[0]!, words: [{ ...first!, confidence: 0.3 }, ...rest] };
  const badly = { ...transcript, utterances: [unsure] };
  expect(clipOf(badly, line("P", "3dd 1000 mg"), [4, 8])).toEqual({ atS: 9.25, seconds: 2 });
  expect(clipOf({ ...transcript, utterances: [] }, line("P", "Uitleg"), [0, 6])).toBeUndefined();
});

test("undo and redo walk the edits; a new edit forgets what was undone", () => {
  const two = step(step(startHistory(0), 1), 2);
  expect(step(two, 2)).toBe(two);
  expect(undo(two).present).toBe(1);
  expect(redo(undo(two)).present).toBe(2);
  expect(step(undo(two), 3)).toMatchObject({ past: [0, 1], future: [] });
  expect(undo(startHistory(0)).present).toBe(0);
});

test("a picked candidate takes the place of the words in doubt, and the doubt is gone", () => {
  const doubtful = line("S", "Ami tri tieline 10 mg. Slaapt goed.", check("drug", "?", [0, 15]));
  const note: DraftNote = { ...NOTE, deelcontacten: [{ title: "", lines: [doubtful], measurements: [] }] };
  const picked = pickCandidate(note, listDoubts(note)[0]!, "amitriptyline").deelcontacten[0]!.lines[0]!;
  expect(picked.text).toBe("Amitriptyline 10 mg. Slaapt goed.");
  expect(picked.evidence).toEqual(["u2"]);
  expect(picked.checks.map(({ code }) => code)).toEqual(["stale"]);
});

test("a candidate for words that are not noted comes behind the line", () => {
  const doubtful = line("P", "Rust.", check("drug", "?", [5, 5]));
  const note: DraftNote = { ...NOTE, deelcontacten: [{ title: "", lines: [doubtful], measurements: [] }] };
  const picked = pickCandidate(note, listDoubts(note)[0]!, "naproxen").deelcontacten[0]!.lines[0]!;
  expect(picked.text).toBe("Rust. Naproxen.");
  expect(picked.checks.filter(({ code }) => code !== "stale")).toEqual([]);
});

const MISHEARD: Check = {
  ...check("drug", 'Verstaan is "para cet mol".', [0, 0]),
  candidates: ["paracetamol", "Panadol"],
  utterance: "u7",
  heard: "para cet mol",
};
const noteOf = (text: string, ...checks: Check[]): DraftNote => ({
  ...NOTE,
  deelcontacten: [{ title: "", lines: [line("P", text, ...checks)], measurements: [] }],
});
const textOf = (note: DraftNote): string => note.deelcontacten[0]!.lines[0]!.text;

test("a candidate replaces the misheard words where the line holds them in another spelling", () => {
  const note = noteOf("Rust. Paracetmol 3dd 1000 mg.", MISHEARD);
  expect(textOf(pickCandidate(note, listDoubts(note)[0]!, "paracetamol"))).toBe("Rust. Paracetamol 3dd 1000 mg.");
});

test("a doubt about what is not noted goes where she types it, and stays where she types something else", () => {
  const note = noteOf("Rust.", MISHEARD, { ...check("omitted", "?", [5, 5]), heard: "naproxen" });
  const typed = (text: string) => listDoubts(writeLine(note, { deelcontact: 0, soep: "P" }, text));
  expect(typed("Rust. Paracetamol zn.").map(({ check: { code } }) => code)).toEqual(["omitted"]);
  expect(typed("Rust. Naproxen zn.").map(({ check: { code } }) => code)).toEqual(["drug"]);
  expect(typed("Rust en warmte.")).toHaveLength(2);
});

test("what was said but not noted is heard by its own utterance", () => {
  const said = (id: string, start: number, end: number, text: string) => ({
    id,
    start,
    end,
    speaker: "zorgverlener" as const,
    text,
    words: text.split(" ").map((word, i) => ({ text: word, start: start + i, end: start + i + 1, confidence: 0.9 })),
  });
  const long = said("u8", 40, 70, `${"en dan ".repeat(10)}naproxen erbij`);
  const utterances = [said("u2", 2, 6, "Rust houden"), said("u7", 20, 24, "para cet mol slikken"), long];
  const transcript: Transcript = { language: "nl", durationS: 80, utterances };
  const p = line("P", "Rust.");
  expect(clipOfCheck(transcript, p, MISHEARD)).toEqual({ atS: 20, seconds: 4 });
  expect(clipOfCheck(transcript, p, { span: [5, 5], utterance: "u8", heard: "naproxen" })).toEqual({
    atS: 56,
    seconds: 8,
  });
  expect(clipOfCheck(transcript, p, { span: [0, 4] })).toEqual(clipOf(transcript, p, [0, 4]));
});
