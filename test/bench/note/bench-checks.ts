/**
 * How many planted errors the checks flag, and how often they cry wolf: on the notes of the held-out consults as a clinician wrote them,
 * each phrase with the turns that it rests on. usage: npm run bench:checks [-- --all] [-- --list KIND]
 * --all: every consult of the corpus. --list: the planted errors of a kind that nobody flagged, or with false-CODE the alarms about right notes. Writes test/bench/results/checks.json.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { findAllergies } from "../../../src/core/checks/allergies.ts";
import { checkLine } from "../../../src/core/checks/check-line.ts";
import type { CheckContext } from "../../../src/core/checks/context.ts";
import type { Check, CheckCode, Line, Soep } from "../../../src/core/note/note.ts";
import { licenseNumbers } from "../../../src/core/text/number-licence.ts";
import { loadNoteTables } from "../../../src/engine/notes/tables.ts";
import { readTranscript } from "../../../src/engine/notes/transcript-file.ts";
import { bareTranscript, type GoldConsult, isHeldOut, parseCorpus } from "./corpus.ts";
import { type Kind, PLANTS } from "./plants.ts";

const CORPUS = new URL("../../../models/training/corpus/", import.meta.url);
const RESULTS = new URL("../results/", import.meta.url);
/** What a check must be called for an error of each kind. */
const FLAGS: Readonly<Record<Kind, readonly CheckCode[]>> = {
  number: ["dose", "number"],
  side: ["side"],
  negation: ["negation"],
  drug: ["drug"],
};
const { values } = parseArgs({ options: { all: { type: "boolean" }, list: { type: "string" } } });

interface GoldPhrase {
  readonly label: string;
  readonly soep: Soep;
  readonly text: string;
  readonly evidence: readonly string[];
}

const joined = (last: GoldPhrase, text: string, evidence: readonly string[]): GoldPhrase => ({
  ...last,
  text: `${last.text} ${text}`,
  evidence: [...new Set([...last.evidence, ...evidence])].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))),
});

/** phrases/*.tsv: consult, line, phrase, turns ("-": nothing said supports it). */
function readPhrases(): Map<string, GoldPhrase[]> {
  const found = new Map<string, GoldPhrase[]>();
  for (const name of readdirSync(new URL("phrases/", CORPUS)))
    for (const row of readFileSync(new URL(`phrases/${name}`, CORPUS), "utf8").split("\n")) {
      const [id, label, text, turns] = row.split("\t");
      if (turns === undefined || turns === "-") continue;
      const evidence = turns.split(",").map((turn) => `u${turn}`);
      const own = found.get(id!) ?? [];
      const last = own.at(-1);
      // A list that was cut at its commas is one phrase, as a writer writes it.
      const goesOn = last?.label === label && last!.text.endsWith(",");
      if (goesOn) own[own.length - 1] = joined(last!, text!, evidence);
      else own.push({ label: label!, soep: label![0] as Soep, text: text!, evidence });
      found.set(id!, own);
    }
  return found;
}

const tables = await loadNoteTables();
const phrases = readPhrases();
const consults = readdirSync(CORPUS)
  .filter((name) => /^[A-Z]-\d+\.txt$/.test(name))
  .flatMap((name) => parseCorpus(readFileSync(new URL(name, CORPUS), "utf8")))
  .filter(({ id }) => values.all === true || isHeldOut(id));

function contextOf(consult: GoldConsult): CheckContext {
  const { utterances } = readTranscript(bareTranscript(consult)).transcript;
  return {
    utterances: new Map(utterances.map((u) => [u.id, u])),
    drugs: tables.drugs,
    words: tables.words,
    licence: tables.licence,
    offers: new Map(),
    allergies: findAllergies(utterances, tables.drugs),
  };
}

const checksOf = ({ soep, evidence }: GoldPhrase, text: string, context: CheckContext): Check[] => {
  const line: Line = { soep, text, phrases: [{ text, evidence }], evidence, checks: [] };
  return checkLine(line, context);
};

const planted: Record<Kind, { planted: number; flagged: number }> = {
  number: { planted: 0, flagged: 0 },
  side: { planted: 0, flagged: 0 },
  negation: { planted: 0, flagged: 0 },
  drug: { planted: 0, flagged: 0 },
};
const alarms: Partial<Record<CheckCode, number>> = {};
let count = 0;
for (const consult of consults) {
  const context = contextOf(consult);
  for (const phrase of phrases.get(consult.id) ?? []) {
    count++;
    const right = checksOf(phrase, phrase.text, context);
    for (const { code, message } of right) {
      alarms[code] = (alarms[code] ?? 0) + 1;
      if (values.list === `false-${code}`)
        console.log(`${consult.id}\t${phrase.text}\t${message}\t<-\t${saidFor(phrase, context)}`);
    }
    const said = saidFor(phrase, context);
    for (const kind of Object.keys(PLANTS) as Kind[]) {
      const wrong = PLANTS[kind](phrase.text, { said: licenseNumbers(said), drugs: tables.drugs });
      if (wrong === undefined) continue;
      planted[kind].planted++;
      const isFlagged = checksOf(phrase, wrong, context).some(({ code }) => FLAGS[kind].includes(code));
      if (isFlagged) planted[kind].flagged++;
      else if (values.list === kind)
        console.log(`${consult.id}\t${phrase.text}\t->\t${wrong}\t<-\t${said.replaceAll("\n", " / ")}`);
    }
  }
}

const result = {
  date: new Date().toISOString().slice(0, 10),
  consults: consults.length,
  phrases: count,
  planted: Object.fromEntries(
    Object.entries(planted).map(([kind, p]) => [kind, { ...p, percent: percent(p.flagged, p.planted) }]),
  ),
  falseAlarmsPerNote: Object.fromEntries(
    Object.entries(alarms).map(([code, n]) => [code, Number((n / consults.length).toFixed(2))]),
  ),
};
console.log(JSON.stringify(result, null, 2));
if (values.all !== true) {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(new URL("checks.json", RESULTS), `${JSON.stringify(result, null, 2)}\n`);
}

function saidFor({ evidence }: GoldPhrase, { utterances }: CheckContext): string {
  return evidence.map((id) => utterances.get(id)?.text ?? "").join("\n");
}

function percent(part: number, whole: number): number {
  return Number(((100 * part) / Math.max(1, whole)).toFixed(1));
}
