/**
 * Makes a note of every development consult from its bare transcript and scores it as the corpus' scorer does.
 * usage: npm run eval:note [-- --files A.txt,B.txt] [--without-speakers] [--only N]
 * Prints the table by setting and writes test/bench/results/note.json.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, platform, release } from "node:os";
import { parseArgs } from "node:util";
import { licenceFor } from "../../../src/core/note/licence/licence.ts";
import type { DraftNote } from "../../../src/core/note/note.ts";
import type { Transcript } from "../../../src/core/transcript/transcript.ts";
import { loadLicenceTables } from "../../../src/engine/notes/licence-files.ts";
import { openNoteMaker } from "../../../src/engine/notes/note-maker.ts";
import { readTranscript } from "../../../src/engine/notes/transcript-file.ts";
import { bareTranscript, type GoldConsult, parseCorpus } from "./corpus.ts";
import { type Score, scoreNotes } from "./score.ts";

const DEV = new URL("../../fixtures/dev/", import.meta.url);
const RESULTS = new URL("../results/", import.meta.url);
const { values } = parseArgs({
  options: { files: { type: "string" }, "without-speakers": { type: "boolean" }, only: { type: "string" } },
});

const paths =
  values.files?.split(",") ??
  readdirSync(DEV)
    .filter((name) => name.endsWith(".txt"))
    .sort()
    .map((name) => new URL(name, DEV));
const gold = paths.flatMap((path) => parseCorpus(readFileSync(path, "utf8"))).slice(0, Number(values.only ?? 1e9));
const withSpeakers = values["without-speakers"] !== true;

const maker = await openNoteMaker();
const made: { consult: GoldConsult; note: DraftNote; transcript: Transcript; seconds: number; words: number }[] = [];
try {
  for (const consult of gold) {
    const { transcript, setting = "consult", patient } = readTranscript(bareTranscript(consult, withSpeakers));
    const from = performance.now();
    const startedAt = "2026-03-02T09:00:00+01:00";
    const note = await maker.make(transcript, { id: consult.id, setting, startedAt, ...(patient && { patient }) });
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
  await maker.close();
}

/** Phrases with a word, number, side, drug or negation that their utterances do not license, over all phrases. */
async function unlicensedShare(): Promise<{ phrases: number; unlicensed: number }> {
  const tables = await loadLicenceTables();
  let phrases = 0;
  let unlicensed = 0;
  for (const { note, transcript } of made) {
    const said = new Map(transcript.utterances.map((u) => [u.id, u.text]));
    for (const phrase of note.deelcontacten.flatMap((d) => d.lines).flatMap((line) => line.phrases)) {
      phrases++;
      const texts = phrase.evidence.map((id) => said.get(id) ?? "");
      const before = texts.slice(0, -1).join("\n");
      const licence = licenceFor({ text: texts.at(-1) ?? "" }, before === "" ? undefined : { text: before }, tables);
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
const { phrases, unlicensed } = await unlicensedShare();
const seconds = made.map((m) => m.seconds).sort((a, b) => a - b);
const checks = made.flatMap((m) => m.note.deelcontacten.flatMap((d) => d.lines.flatMap((line) => line.checks)));
const result = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus()[0]?.model ?? "?"}, ${cpus().length} cores, ${platform()} ${release()}`,
  speakers: withSpeakers,
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
  writeFileSync(
    new URL(withSpeakers ? "note.json" : "note-without-speakers.json", RESULTS),
    `${JSON.stringify(result, null, 2)}\n`,
  );
}
