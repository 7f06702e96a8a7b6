/**
 * Writes what the ICPC re-ranker learns from: every deelcontact of the corpus, its candidates and their features.
 * usage: node src/cli/node24.mjs models/training/icpc/dump-features.ts CORPUS_FOLDER DEV_FOLDER OUT_FOLDER
 * CORPUS_FOLDER holds consults in the corpus' form (*.txt). Writes OUT/features.jsonl and OUT/examples.tsv (training part only).
 * A consult's own notes never speak for it (leave one out), and the held-out consults are nobody's example.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parsePatientTraits } from "../../../src/core/consult/consult.ts";
import { FEATURE_NAMES, type IcpcExample, IcpcFeatures, type IcpcQuestion } from "../../../src/core/icpc/features.ts";
import { readIcpcTable } from "../../../src/core/icpc/icpc-table.ts";
import { type GoldConsult, type GoldDeelcontact, isHeldOut, parseCorpus, readPhrases } from "../../../test/bench/note/corpus.ts";
import { askAsWritten, numbersOf } from "./written.ts";

const [corpusFolder, devFolder, out] = process.argv.slice(2) as [string, string, string];
const TABLE = new URL("../../tables/icpc/", import.meta.url);

const load = (folder: string, pattern: RegExp): GoldConsult[] =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .sort()
    .flatMap((name) => parseCorpus(readFileSync(join(folder, name), "utf8")));

const corpus = load(corpusFolder, /^[A-Z]-\d+\.txt$/);
const sets = {
  train: corpus.filter((c) => !isHeldOut(c.id)),
  held: corpus.filter((c) => isHeldOut(c.id)),
  dev: load(devFolder, /^D.*\.txt$/),
};
const entries = readdirSync(TABLE).flatMap((name) => readIcpcTable(readFileSync(new URL(name, TABLE), "utf8")));
const saidOf = (c: GoldConsult, isWanted: (label: string) => boolean): string =>
  c.turns
    .filter((t) => t.labels.some(isWanted))
    .map((t) => t.text)
    .join(" ");
const phrases = readPhrases(new URL("../corpus/phrases/", import.meta.url));

/** What the turns say of which a label is wanted; a turn without labels has the empty one. */
const said = (c: GoldConsult, isWanted: (label: string) => boolean): string =>
  c.turns
    .filter((t) => (t.labels.length === 0 ? [""] : t.labels).some(isWanted))
    .map((t) => t.text)
    .join(" ");

const examples: IcpcExample[] = sets.train.flatMap((c) =>
  c.deelcontacten.map((d) => ({
    consult: c.id,
    code: d.code,
    evaluation: d.text.E ?? "",
    complaint: d.text.S ?? "",
    said: said(c, (label) => label.slice(1) === String(d.number)),
  })),
);
const features = new IcpcFeatures(entries, examples);

/** The question as the gold note puts it, without its E line, as the bare words of its turns, or as the writer's note would. */
function ask(c: GoldConsult, d: GoldDeelcontact, variant: string): IcpcQuestion {
  const patient = parsePatientTraits(c.patient);
  if (variant.startsWith("written")) {
    return { ...askAsWritten(c, d.number, phrases.get(c.id) ?? [], numbersOf(`${c.id} ${d.number} ${variant}`)), patient };
  }
  const isOwn = (label: string): boolean => label.slice(1) === String(d.number);
  const evidence = said(c, isOwn);
  const around = said(c, (label) => label === "" || isOwn(label));
  if (variant === "said") {
    const [evaluation, complaint] = ["E", "S"].map((soep) => said(c, (label) => label === `${soep}${d.number}`));
    return { evaluation: evaluation!, complaint: complaint!, evidence, around, patient };
  }
  return { evaluation: variant === "no-e" ? "" : (d.text.E ?? ""), complaint: d.text.S ?? "", evidence, around, patient };
}

/** Three draws of what the writer would make of a consult. The development consults have no phrases to draw from. */
const WRITTEN = ["written", "written-again", "written-once-more"];
const rows: string[] = [];
for (const [split, consults] of Object.entries(sets)) {
  for (const variant of ["gold", "said", "no-e", ...(split === "dev" ? [] : WRITTEN)]) {
    for (const c of consults) {
      for (const d of c.deelcontacten) {
        const { owners, features: f } = features.candidates(ask(c, d, variant), 40, split === "train" ? c.id : undefined);
        const right = features.ownerOf(d.code);
        const at = right === undefined ? -1 : owners.indexOf(right);
        rows.push(JSON.stringify({ split, variant, id: c.id, at, features: f.map((v) => [...v].map((x) => Math.round(x * 1e4) / 1e4)) }));
      }
    }
  }
}
writeFileSync(join(out, "features.jsonl"), `${JSON.stringify({ names: FEATURE_NAMES })}\n${rows.join("\n")}\n`);
const clean = (text: string): string => text.replace(/\s+/g, " ").trim();
writeFileSync(
  join(out, "examples.tsv"),
  `consult\tcode\tevaluation\tcomplaint\tsaid\n${examples.map((e) => [e.consult, e.code, clean(e.evaluation), clean(e.complaint), clean(e.said)].join("\t")).join("\n")}\n`,
);
