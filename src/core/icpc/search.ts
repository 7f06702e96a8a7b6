import type { PatientTraits } from "../consult/consult.ts";
import { foldedWords } from "../text/tokens.ts";
import type { IcpcEntry } from "./icpc-table.ts";
import { stem, termsOf } from "./terms.ts";
import { contradictsTitle } from "./title-polarity.ts";

/** A code that was found: by which of its phrases, and how well (0 to 1). */
export interface IcpcFound {
  readonly code: string;
  readonly title: string;
  readonly matched: string;
  readonly score: number;
}

/** A word of the query: as it was typed, maybe half, and its stem. */
interface Asked {
  readonly typed: string;
  readonly stem: string;
}

interface Phrase {
  readonly entry: IcpcEntry;
  readonly text: string;
  readonly terms: readonly string[];
  readonly mass: number;
}

const MOST = 30;
/** Below this a phrase has nothing but a common word with what was asked. */
const LEAST = 0.25;
/** What remains of the score of "met uitstraling" where "geen uitstraling" was asked. */
const CONTRADICTED = 0.4;
/** Words that stand beside any problem: by these alone, or by such a part of a compound, nothing is found as long as something else is. */
const WEAK = new Set(
  (
    "laag hoog acuut acute chronisch ernstig licht matig groot klein lang kort nieuw oud goed slecht recidief recidiverend persisterend " +
    "last klacht probleem symptoom verschijnsel pijn ontsteking infectie ziekte aandoening afwijking ander bloed controle verdenking"
  )
    .split(" ")
    .map(stem),
);
/** A shorter beginning fits too much. */
const SHORTEST_START = 3;
const SHORTEST_PART = 5;

/** Searches titles, clinical and lay phrases of the ICPC table, while somebody types or from a piece of a line. */
export class IcpcSearch {
  readonly #entries: readonly IcpcEntry[];
  readonly #phrases: readonly Phrase[];
  readonly #rarity = new Map<string, number>();

  constructor(entries: readonly IcpcEntry[]) {
    this.#entries = entries;
    const phrases = entries.flatMap((entry) =>
      [entry.title, ...entry.clinical, ...entry.lay].map((text) => ({
        entry,
        text,
        terms: [...new Set(termsOf(text))],
      })),
    );
    const count = new Map<string, number>();
    for (const { terms } of phrases) for (const term of terms) count.set(term, (count.get(term) ?? 0) + 1);
    for (const [term, n] of count) this.#rarity.set(term, Math.log(1 + phrases.length / n));
    this.#phrases = phrases.map((phrase) => ({ ...phrase, mass: this.#massOf(phrase.terms) }));
  }

  /** The best codes first, each once. A beginning of a code ("l0") finds its codes in their order. */
  search(query: string, patient: Partial<PatientTraits> = {}): IcpcFound[] {
    const start = query.trim().toUpperCase();
    if (/^[A-Z]\d{1,2}(\.\d{0,2})?$/.test(start)) {
      const found = this.#entries.filter(({ code }) => code.startsWith(start)).slice(0, MOST);
      return found.map(({ code, title }) => ({ code, title, matched: code, score: 1 }));
    }
    const asked = readQuery(query);
    const best = new Map<string, IcpcFound>();
    const weak = new Map<string, IcpcFound>();
    for (const phrase of this.#phrases) {
      const { entry } = phrase;
      if (entry.sex !== undefined && patient.sex !== undefined && entry.sex !== patient.sex) continue;
      let score = this.#score(asked, phrase) * fitOfAge(entry, patient.ageYears);
      if (score >= LEAST && [entry.title, phrase.text].some((text) => contradictsTitle(text, query) !== undefined))
        score *= CONTRADICTED;
      if (score < LEAST) continue;
      const among = isTold(asked, phrase) ? best : weak;
      if (score > (among.get(entry.code)?.score ?? 0)) {
        const { code, title } = entry;
        among.set(code, { code, title, matched: phrase.text, score: Math.round(score * 1_000) / 1_000 });
      }
    }
    return [...(best.size > 0 ? best : weak).values()]
      .sort((a, b) => b.score - a.score || a.code.localeCompare(b.code))
      .slice(0, MOST);
  }

  /** What was typed is all in the phrase, or a whole phrase is in the long piece that was selected. */
  #score(asked: readonly Asked[], { terms, mass }: Phrase): number {
    if (asked.length === 0 || mass === 0) return 0;
    let found = 0;
    let covered = 0;
    let words = 0;
    for (const term of terms) {
      const hit = Math.max(...asked.map((word) => matchOf(word, term)));
      if (hit === 0) continue;
      covered += hit * this.#rarityOf(term);
      words++;
    }
    if (covered === 0) return 0;
    for (const word of asked)
      found += Math.max(...terms.map((term) => matchOf(word, term))) * this.#rarityOf(word.stem);
    const ofQuery = found / this.#massOf(asked.map(({ stem }) => stem));
    const ofPhrase = covered / mass;
    return Math.max(ofQuery * (0.7 + 0.3 * ofPhrase), ofPhrase * (words > 1 ? 0.9 : 0.6));
  }

  #rarityOf(term: string): number {
    return this.#rarity.get(term) ?? 4;
  }

  #massOf(terms: readonly string[]): number {
    return terms.reduce((sum, term) => sum + this.#rarityOf(term), 0);
  }
}

/** Does more than a weak word bring them together? */
function isTold(asked: readonly Asked[], { terms }: Phrase): boolean {
  const telling = terms.filter((term) => !WEAK.has(term));
  return asked.some((word) => !WEAK.has(word.stem) && telling.some((term) => matchOf(word, term) > 0));
}

function readQuery(query: string): Asked[] {
  const stems = new Map<string, string>();
  // A single letter ("3dd" and "dingen" both come down to "d") says nothing.
  for (const typed of foldedWords(query))
    for (const term of termsOf(typed)) if (term.length > 1 && !stems.has(term)) stems.set(term, typed);
  return [...stems].map(([stem, typed]) => ({ stem, typed }));
}

/** The same word, its beginning while it is being typed, or a part of a compound. */
function matchOf({ stem, typed }: Asked, term: string): number {
  if (stem === term) return 1;
  if (typed.length >= SHORTEST_START && term.startsWith(typed)) return 0.85;
  if (stem.length >= SHORTEST_PART && term.includes(stem)) return 0.6;
  return term.length >= SHORTEST_PART && stem.includes(term) ? 0.6 : 0;
}

function fitOfAge({ ages }: IcpcEntry, ageYears: number | undefined): number {
  if (ages === undefined || ageYears === undefined) return 1;
  return ageYears >= ages[0] && ageYears <= ages[1] ? 1 : 0.7;
}
