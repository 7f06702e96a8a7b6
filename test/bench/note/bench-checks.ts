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
import { bareTranscript, type GoldConsult, type GoldPhrase, isHeldOut, parseCorpus, readPhrases } from "./corpus.ts";
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

/** A phrase of a note, as a check reads it. */
interface WrittenPhrase {
  readonly soep: Soep;
  readonly text: string;
  readonly evidence: readonly string[];
}

/** The notes' phrases as a writer writes them: a list that was cut at its commas is one phrase. */
function joinLists(phrases: readonly GoldPhrase[]): WrittenPhrase[] {
  const joined: GoldPhrase[] = [];
  for (const phrase of phrases.filter(({ turns }) => turns.length > 0)) {
    const last = joined.at(-1);
    if (last?.label !== phrase.label || !last.text.endsWith(",")) joined.push(phrase);
    else {
      const turns = [...new Set([...last.turns, ...phrase.turns])].sort((a, b) => a - b);
      joined[joined.length - 1] = { ...last, text: `${last.text} ${phrase.text}`, turns };
    }
  }
  return joined.map(({ label, text, turns }) => ({
    soep: label[0] as Soep,
    text,
    evidence: turns.map((turn) => `u${turn + 1}`),
  }));
}

const tables = await loadNoteTables();
const phrases = readPhrases(new URL("phrases/", CORPUS));
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

const checksOf = ({ soep, evidence }: WrittenPhrase, text: string, context: CheckContext): Check[] => {
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
  for (const phrase of joinLists(phrases.get(consult.id) ?? [])) {
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

function saidFor({ evidence }: WrittenPhrase, { utterances }: CheckContext): string {
  return evidence.map((id) => utterances.get(id)?.text ?? "").join("\n");
}

function percent(part: number, whole: number): number {
  return Number(((100 * part) / Math.max(1, whole)).toFixed(1));
}
