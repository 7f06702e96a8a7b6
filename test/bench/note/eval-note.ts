/**
 * Makes a note of every development consult from its bare transcript and scores it as the corpus' scorer does.
 * usage: npm run eval:note [-- --files A.txt,B.txt] [--without-speakers] [--noise 0.1] [--heard FOLDER] [--only N] [--readings FOLDER]
 * --noise mishears that share of the words as a recogniser does. --heard takes transcripts from FOLDER (hear-consults.ts). --readings keeps what the writer read in FOLDER, and takes from there
 * what it has: rules are scored again in seconds. Prints the table by setting and writes test/bench/results/note.json.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, platform, release } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { licenceFor } from "../../../src/core/note/licence/licence.ts";
import type { DraftNote } from "../../../src/core/note/note.ts";
import type { Transcript } from "../../../src/core/transcript/transcript.ts";
import { ChildWriter } from "../../../src/engine/notes/child-writer.ts";
import { makeNote } from "../../../src/engine/notes/make-note.ts";
import { loadNoteTables } from "../../../src/engine/notes/tables.ts";
import { readTranscript } from "../../../src/engine/notes/transcript-file.ts";
import { bareTranscript, type GoldConsult, parseCorpus } from "./corpus.ts";
import { KeptReadings } from "./kept-readings.ts";
import { Mishearer } from "./mishear.ts";
import { type Score, scoreNotes } from "./score.ts";

const DEV = new URL("../../fixtures/dev/", import.meta.url);
const RESULTS = new URL("../results/", import.meta.url);
const { values } = parseArgs({
  options: {
    files: { type: "string" },
    "without-speakers": { type: "boolean" },
    noise: { type: "string" },
    heard: { type: "string" },
    only: { type: "string" },
    readings: { type: "string" },
  },
});

const paths =
  values.files?.split(",") ??
  readdirSync(DEV)
    .filter((name) => name.endsWith(".txt"))
    .sort()
    .map((name) => new URL(name, DEV));
const gold = paths.flatMap((path) => parseCorpus(readFileSync(path, "utf8"))).slice(0, Number(values.only ?? 1e9));
/** The consult's transcript as it was heard, where the notes are made from sound. */
const heardOf = ({ id }: GoldConsult): Transcript | undefined =>
  values.heard === undefined
    ? undefined
    : (JSON.parse(readFileSync(join(values.heard, `${id}.json`), "utf8")) as Transcript);
const withSpeakers = values["without-speakers"] !== true;

const noise = Number(values.noise ?? 0);

const tables = await loadNoteTables();
const child = await ChildWriter.open();
const writer = values.readings === undefined ? child : new KeptReadings(child, values.readings);
const mishearer = noise > 0 ? new Mishearer(noise) : undefined;
const made: { consult: GoldConsult; note: DraftNote; transcript: Transcript; seconds: number; words: number }[] = [];
try {
  for (const [i, consult] of gold.entries()) {
    const { transcript: said, setting = "consult", patient } = readTranscript(bareTranscript(consult, withSpeakers));
    const transcript = heardOf(consult) ?? mishearer?.hear(said, i) ?? said;
    const from = performance.now();
    const startedAt = "2026-03-02T09:00:00+01:00";
    const about = { id: consult.id, setting, startedAt, ...(patient && { patient }) };
    const note = await makeNote(transcript, about, { writer, tables });
    const seconds = (performance.now() - from) / 1000;
    made.push({
      consult,
      note,
      transcript,
      seconds,
      words: transcript.utterances.reduce((sum, u) => sum + u.text.split(/\s+/).length, 0),
    });
    process.stderr.write(`${consult.id} ${seconds.toFixed(1)} s\n`);
  }
} finally {
  child.close();
}

/** Phrases with a word, number, side, drug or negation that their utterances do not license, over all phrases. */
function unlicensedShare(): { phrases: number; unlicensed: number } {
  let phrases = 0;
  let unlicensed = 0;
  for (const { note, transcript } of made) {
    const said = new Map(transcript.utterances.map((u) => [u.id, u.text]));
    for (const phrase of note.deelcontacten.flatMap((d) => d.lines).flatMap((line) => line.phrases)) {
      phrases++;
      const texts = phrase.evidence.map((id) => said.get(id) ?? "");
      const before = texts.slice(0, -1).join("\n");
      const licence = licenceFor(
        { text: texts.at(-1) ?? "" },
        before === "" ? undefined : { text: before },
        tables.licence,
      );
      if (!licence.completes(phrase.text)) unlicensed++;
    }
  }
  return { phrases, unlicensed };
}

const scoreOf = (some: typeof made): Score =>
  scoreNotes(
    some.map((m) => m.consult),
    some.map((m) => m.note),
  );
const settings = [...new Set(made.map((m) => m.consult.setting))].sort();
const all = scoreOf(made);
const bySetting = Object.fromEntries(settings.map((s) => [s, scoreOf(made.filter((m) => m.consult.setting === s))]));
const { phrases, unlicensed } = unlicensedShare();
const seconds = made.map((m) => m.seconds).sort((a, b) => a - b);
const checks = made.flatMap((m) => m.note.deelcontacten.flatMap((d) => d.lines.flatMap((line) => line.checks)));
const result = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus()[0]?.model ?? "?"}, ${cpus().length} cores, ${platform()} ${release()}`,
  speakers: withSpeakers,
  wordsMisheard: noise,
  all,
  bySetting,
  unlicensedPhrases: { phrases, unlicensed, percent: Number(((100 * unlicensed) / Math.max(phrases, 1)).toFixed(2)) },
  secondsPerNote: { median: seconds[Math.floor(seconds.length / 2)], longest: seconds.at(-1) },
  wordsPerConsult: Math.round(made.reduce((sum, m) => sum + m.words, 0) / Math.max(made.length, 1)),
  checksPerNote: Object.fromEntries(
    [...new Set(checks.map((c) => c.code))]
      .sort()
      .map((code) => [code, Number((checks.filter((c) => c.code === code).length / made.length).toFixed(2))]),
  ),
};

const COLUMNS = [
  "consults",
  "fact_recall",
  "anywhere",
  "S",
  "O",
  "E",
  "P",
  "violations",
  "icpc_top1",
  "icpc_top3",
  "deelcontact_count",
  "measured_values",
  "length_ratio",
] as const;
const row = (name: string, score: Score): string =>
  [name.padEnd(12), ...COLUMNS.map((c) => String(score[c]).padStart(Math.max(7, c.length)))].join(" ");
console.log([" ".repeat(12), ...COLUMNS.map((c) => c.padStart(7))].join(" "));
for (const [setting, score] of Object.entries(bySetting)) console.log(row(setting, score));
console.log(row("all", all));
console.log(
  `unlicensed phrases ${unlicensed} of ${phrases}; seconds a note: median ${result.secondsPerNote.median?.toFixed(1)}, longest ${result.secondsPerNote.longest?.toFixed(1)}`,
);
if (values.files === undefined && values.only === undefined) {
  mkdirSync(RESULTS, { recursive: true });
  const name = `note${values.heard === undefined ? "" : "-heard"}${noise > 0 ? `-noise-${Math.round(100 * noise)}` : ""}${withSpeakers ? "" : "-without-speakers"}.json`;
  writeFileSync(new URL(name, RESULTS), `${JSON.stringify(result, null, 2)}\n`);
}
