import { readNumberWord } from "../../../src/core/text/number-words.ts";

/** How a heard text differs from what was said: the words said, and what it takes to make one from the other. */
export interface WordErrors {
  readonly words: number;
  readonly substitutions: number;
  readonly deletions: number;
  readonly insertions: number;
}

/**
 * The words that are counted: lower case, without punctuation and accents, numbers as digits whether they were written
 * so or in words. `een` stays a word, because it is far more often the article than the number.
 */
export function toCountedWords(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/(?<=\d)\.(?=\d{3}(?!\d))/g, "")
    .replace(/(?<=\d),(?=\d)/g, " komma ")
    .replace(/%/g, " procent ")
    .replace(/['’‘`´]/g, "")
    .replace(/(?<=\d)(?=\p{L}{2,})|(?<=\p{L})(?=\d)/gu, " ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  if (plain === "") return [];
  return plain.split(" ").map((word) => {
    if (word === "1") return "een";
    const number = word === "een" ? undefined : readNumberWord(word);
    return number?.kind === "cardinal" ? String(number.value) : word;
  });
}

/** Counts the fewest word errors between one reference and what was heard. */
export function countWordErrors(said: string, heard: string): WordErrors {
  const reference = toCountedWords(said);
  const hypothesis = toCountedWords(heard);
  // One row of the table of edit distances: for each prefix of the hypothesis, the cheapest way and its errors.
  let row = Array.from({ length: hypothesis.length + 1 }, (_, n) => ({ s: 0, d: 0, i: n }));
  for (const word of reference) {
    const next = [{ ...row[0]!, d: row[0]!.d + 1 }];
    for (let n = 1; n <= hypothesis.length; n++) {
      const [diagonal, above, left] = [row[n - 1]!, row[n]!, next[n - 1]!];
      const match = word === hypothesis[n - 1] ? diagonal : { ...diagonal, s: diagonal.s + 1 };
      const deleted = { ...above, d: above.d + 1 };
      const inserted = { ...left, i: left.i + 1 };
      next.push([deleted, inserted].reduce((best, way) => (cost(way) < cost(best) ? way : best), match));
    }
    row = next;
  }
  const { s, d, i } = row[hypothesis.length]!;
  return { words: reference.length, substitutions: s, deletions: d, insertions: i };
}

/** The word error rate of many pairs together: all errors over all words said; 0 where nothing was said or heard. */
export function wordErrorRate(counts: readonly WordErrors[]): number {
  const errors = counts.reduce((sum, c) => sum + c.substitutions + c.deletions + c.insertions, 0);
  const words = counts.reduce((sum, c) => sum + c.words, 0);
  if (words === 0) return errors === 0 ? 0 : Number.POSITIVE_INFINITY;
  return errors / words;
}

function cost(way: { s: number; d: number; i: number }): number {
  return way.s + way.d + way.i;
}
