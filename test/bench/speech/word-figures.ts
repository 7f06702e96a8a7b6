import { type DrugTable, findDrug } from "../../../src/core/checks/drugs.ts";
import { readNumbers } from "../../../src/core/text/numbers.ts";
import { foldedWords, foldWord } from "../../../src/core/text/tokens.ts";
import { type HeardNames, type Offer, offerNames } from "../../../src/core/transcript/second-look.ts";
import type { HeardWords } from "./heard-words.ts";
import { countWordErrors, wordErrorRate } from "./word-error-rate.ts";
import { drugsIn } from "./word-sentences.ts";

/** What a set of heard sentences says of the words that matter. Shares are percentages; undefined where nothing is counted. */
export interface WordFigures {
  readonly sentences: number;
  readonly words: number;
  readonly wer: number;
  /** Drug names said, and the share that is not in what was heard. */
  readonly drugs: number;
  readonly drugErrors: number | undefined;
  /** Numbers said ("150/92" is one), and the share that is not in what was heard. */
  readonly numbers: number;
  readonly numberErrors: number | undefined;
  /** Of the drug names that were not heard: the share that the second look offers, among its candidates and as the first. */
  readonly offered: number | undefined;
  readonly offeredFirst: number | undefined;
  /** Offers that are for no drug that was said, per 100 words heard. */
  readonly falseOffers: number;
}

/** Counts it all over heard sentences, whose second look is taken with `names`. */
export function countWordFigures(heard: readonly HeardWords[], table: DrugTable, names: HeardNames): WordFigures {
  let [drugs, missed, offered, first, others, words] = [0, 0, 0, 0, 0, 0];
  let [numbers, wrong] = [0, 0];
  for (const { said, words: own } of heard) {
    const text = own.map((word) => word.text).join(" ");
    const folded = foldedWords(text);
    words += folded.length;
    const offers = offerNames(own, names);
    const right = new Set<Offer>();
    for (const drug of drugsIn(said, table)) {
      drugs++;
      if (folded.includes(drug)) continue;
      missed++;
      const offer = offers.find(({ candidates }) => candidates.some((name) => isSame(name, drug, table)));
      if (offer === undefined) continue;
      offered++;
      if (isSame(offer.candidates[0]!, drug, table)) first++;
      right.add(offer);
    }
    others += offers.length - right.size;
    const left = numbersOf(text);
    for (const number of numbersOf(said)) {
      numbers++;
      const at = left.indexOf(number);
      if (at < 0) wrong++;
      else left.splice(at, 1);
    }
  }
  return {
    sentences: heard.length,
    words,
    wer: percent(
      wordErrorRate(heard.map(({ said, words: own }) => countWordErrors(said, own.map((w) => w.text).join(" ")))),
      1,
    )!,
    drugs,
    drugErrors: percent(missed, drugs),
    numbers,
    numberErrors: percent(wrong, numbers),
    offered: percent(offered, missed),
    offeredFirst: percent(first, missed),
    falseOffers: percent(others, words) ?? 0,
  };
}

const numbersOf = (text: string): string[] =>
  readNumbers(text)
    .filter(({ kind }) => kind !== "article")
    .map((number) => number.text);

/** Is a candidate the drug that was said, by name or as the drug that a part of its name stands for? */
function isSame(candidate: string, drug: string, table: DrugTable): boolean {
  const name = foldWord(candidate);
  return name === drug || foldWord(findDrug(drug, table)?.name ?? "") === name;
}

function percent(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Math.round((1_000 * part) / whole) / 10;
}
