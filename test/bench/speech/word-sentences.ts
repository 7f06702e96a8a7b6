import { readdirSync, readFileSync } from "node:fs";
import { type DrugTable, findDrug } from "../../../src/core/checks/drugs.ts";
import { readNumbers } from "../../../src/core/text/numbers.ts";
import { foldWord, tokenize } from "../../../src/core/text/tokens.ts";
import { parseCorpus } from "../note/corpus.ts";

/** A sentence of the training corpus that names drugs or numbers; `drugs` as they stand in it, folded. */
export interface WordSentence {
  readonly text: string;
  readonly drugs: readonly string[];
}

/** Shorter than this a sentence says little; longer, one error hides another. In words. */
const [LEAST_WORDS, MOST_WORDS] = [5, 18];
/** The kinds of the drug table that are names; groups ("pijnstillers") and vaccines are ordinary words. */
const NAMED = new Set(["stof", "merk", "combinatie", "zelfzorg"]);
const LEAST_LETTERS = 6;

/** The drug names of a sentence, folded. */
export function drugsIn(text: string, drugs: DrugTable): string[] {
  const words = tokenize(text).filter(({ kind, text: word }) => kind === "word" && word.length >= LEAST_LETTERS);
  return words
    .filter(({ text: word }) => NAMED.has(findDrug(word, drugs)?.kind ?? ""))
    .map(({ text: word }) => foldWord(word));
}

/**
 * Sentences of the training corpus: `withDrug` of them name a drug, each another one first, and `withNumber` hold a number and no
 * drug. The same ones every time, in the corpus' order.
 */
export function pickSentences(folder: URL, drugs: DrugTable, withDrug: number, withNumber: number): WordSentence[] {
  const files = readdirSync(folder)
    .filter((name) => /^[A-Z]-\d+\.txt$/.test(name))
    .sort();
  const turns = files
    .flatMap((name) => parseCorpus(readFileSync(new URL(name, folder), "utf8")))
    .flatMap((c) => c.turns);
  const sentences = turns
    .flatMap(({ text }) => text.split(/(?<=[.!?])\s+/))
    .filter((text) => {
      const words = text.split(/\s+/).length;
      return words >= LEAST_WORDS && words <= MOST_WORDS;
    });
  const picked: WordSentence[] = [];
  const named = new Set<string>();
  for (const text of sentences) {
    const own = drugsIn(text, drugs);
    if (own.length === 0 || own.every((name) => named.has(name))) continue;
    for (const name of own) named.add(name);
    picked.push({ text, drugs: own });
  }
  const numbers = sentences.filter(
    (text) => drugsIn(text, drugs).length === 0 && readNumbers(text).some((n) => n.kind !== "article"),
  );
  return [...thin(picked, withDrug), ...thin(numbers, withNumber).map((text) => ({ text, drugs: [] }))];
}

/** `count` of them, evenly spread. */
function thin<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, i) => all[Math.floor(i * step)]!);
}
