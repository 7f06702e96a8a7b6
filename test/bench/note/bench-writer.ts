/**
 * The writer alone, free and with its licence, on the same consults: score, unlicensed phrases, seconds, memory.
 * usage: node src/cli/node24.mjs test/bench/note/bench-writer.ts [--only N] [--threads 2] [--folder models/writer] [FILE.txt...]
 * Without files: the development consults. Lines are the writer's phrases as they come, nothing ordered, merged or taken back.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { licenceFor } from "../../../src/core/note/licence/licence.ts";
import { SOEP } from "../../../src/core/note/note.ts";
import type { Reading } from "../../../src/core/note/ports.ts";
import type { Transcript } from "../../../src/core/transcript/transcript.ts";
import { GemmaWriter } from "../../../src/engine/notes/gemma-writer.ts";
import { loadLicenceTables } from "../../../src/engine/notes/licence-files.ts";
import { readTranscript } from "../../../src/engine/notes/transcript-file.ts";
import { bareTranscript, parseCorpus } from "./corpus.ts";
import { type ScoredNote, scoreNotes } from "./score.ts";

const DEV = new URL("../../fixtures/dev/", import.meta.url);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string" },
    threads: { type: "string", default: "2" },
    folder: { type: "string", default: fileURLToPath(new URL("../../../models/writer/", import.meta.url)) },
  },
});
const dev = readdirSync(DEV).filter((name) => name.endsWith(".txt"));
const paths = positionals.length > 0 ? positionals : dev.sort().map((name) => new URL(name, DEV));
const gold = paths.flatMap((path) => parseCorpus(readFileSync(path, "utf8"))).slice(0, Number(values.only ?? 1e9));
const tables = await loadLicenceTables();

for (const mode of ["free", "licensed"] as const) {
  const writer = await GemmaWriter.load(
    values.folder,
    mode === "licensed" ? tables : undefined,
    Number(values.threads),
  );
  const notes: ScoredNote[] = [];
  const seconds: number[] = [];
  const count = { phrases: 0, unlicensed: 0 };
  const cpu = process.cpuUsage();
  for (const consult of gold) {
    const { transcript, setting = "consult", patient } = readTranscript(bareTranscript(consult, true));
    const from = performance.now();
    const startedAt = "2026-03-02T09:00:00+01:00";
    const reading = await writer.read(transcript, { id: consult.id, setting, startedAt, ...(patient && { patient }) });
    seconds.push((performance.now() - from) / 1000);
    notes.push(joinLines(reading));
    countUnlicensed(reading, transcript, count);
  }
  await writer.release();
  const { user, system } = process.cpuUsage(cpu);
  const figures = {
    mode,
    ...scoreNotes(gold, notes),
    ...count,
    seconds_mean: round(seconds.reduce((a, b) => a + b, 0) / seconds.length),
    seconds_most: round(Math.max(...seconds)),
    cpu_seconds_mean: round((user + system) / 1e6 / seconds.length),
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  console.log(JSON.stringify(figures));
}

function joinLines({ additions, guesses }: Reading): ScoredNote {
  const problems = [...new Set(additions.map(({ problem }) => problem))].sort((a, b) => a - b);
  return {
    deelcontacten: problems.map((problem) => ({
      icpc: { code: guesses.find((g) => g.problem === problem)?.code ?? "", alternatives: [] },
      lines: SOEP.map((soep) => {
        const phrases = additions.filter((a) => a.problem === problem && a.soep === soep).map(({ text }) => text);
        return { soep, text: [...new Set(phrases)].map((text) => (/[.;,]$/.test(text) ? text : `${text}.`)).join(" ") };
      }),
    })),
  };
}

function countUnlicensed(
  { additions }: Reading,
  { utterances }: Transcript,
  count: { phrases: number; unlicensed: number },
): void {
  for (const { utterance, text } of additions) {
    const i = utterances.findIndex(({ id }) => id === utterance);
    count.phrases++;
    if (!licenceFor(utterances[i]!, utterances[i - 1], tables).completes(text)) count.unlicensed++;
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
