/** A phrase of the table or an example, and the number of the code it speaks for. */
export interface IndexedPhrase {
  readonly owner: number;
  readonly text: string;
}

interface Posting {
  readonly phrases: number[];
  readonly weights: number[];
}

/** How well a query matches the phrases: cosine (0 to 1), and the share of each phrase's weight that the query holds. */
export interface PhraseScores {
  readonly cosine: Float32Array;
  readonly coverage: Float32Array;
}

/** An inverted index over short phrases, weighted by rarity. `cut` makes terms of a text. */
export class PhraseIndex {
  readonly phrases: readonly IndexedPhrase[];
  readonly #cut: (text: string) => readonly string[];
  readonly #postings = new Map<string, Posting>();
  readonly #rarity = new Map<string, number>();
  readonly #norm: Float32Array;
  readonly #mass: Float32Array;

  constructor(
    phrases: readonly IndexedPhrase[],
    cut: (text: string) => readonly string[],
    rarity?: ReadonlyMap<string, number>,
  ) {
    this.phrases = phrases;
    this.#cut = cut;
    const bags = phrases.map((phrase) => new Set(cut(phrase.text)));
    this.#rarity = rarity === undefined ? countRarity(bags) : new Map(rarity);
    this.#norm = new Float32Array(phrases.length);
    this.#mass = new Float32Array(phrases.length);
    for (const [i, bag] of bags.entries()) {
      for (const term of bag) {
        const weight = this.rarityOf(term);
        this.#norm[i]! += weight * weight;
        this.#mass[i]! += weight;
        let posting = this.#postings.get(term);
        if (posting === undefined) {
          posting = { phrases: [], weights: [] };
          this.#postings.set(term, posting);
        }
        posting.phrases.push(i);
        posting.weights.push(weight);
      }
      this.#norm[i] = Math.sqrt(this.#norm[i]!);
    }
  }

  get rarity(): ReadonlyMap<string, number> {
    return this.#rarity;
  }

  /** The rarity of a term; an unseen one is rarer than any. */
  rarityOf(term: string): number {
    return this.#rarity.get(term) ?? 8;
  }

  score(query: string): PhraseScores {
    const bag = new Set(this.#cut(query));
    const cosine = new Float32Array(this.phrases.length);
    const coverage = new Float32Array(this.phrases.length);
    let norm = 0;
    for (const term of bag) {
      const weight = this.rarityOf(term);
      norm += weight * weight;
      const posting = this.#postings.get(term);
      if (posting === undefined) continue;
      for (let k = 0; k < posting.phrases.length; k++) {
        cosine[posting.phrases[k]!]! += weight * posting.weights[k]!;
        coverage[posting.phrases[k]!]! += weight;
      }
    }
    norm = Math.sqrt(norm);
    for (let i = 0; i < cosine.length; i++) {
      if (cosine[i] === 0) continue;
      cosine[i]! /= norm * this.#norm[i]! + 1e-9;
      // A long phrase that is wholly said is worth more than a short one.
      coverage[i]! *= coverage[i]! / (this.#mass[i]! * (this.#mass[i]! + 3));
    }
    return { cosine, coverage };
  }
}

function countRarity(bags: readonly ReadonlySet<string>[]): Map<string, number> {
  const count = new Map<string, number>();
  for (const bag of bags) for (const term of bag) count.set(term, (count.get(term) ?? 0) + 1);
  return new Map([...count].map(([term, n]) => [term, Math.log(1 + bags.length / (n + 0.5))]));
}
