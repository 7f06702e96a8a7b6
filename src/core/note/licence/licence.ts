import { licenseNumbers } from "../../text/number-licence.ts";
import { foldedWords, foldWord, tokenize } from "../../text/tokens.ts";
import type { Utterance } from "../../transcript/transcript.ts";
import { whatIsAnswered } from "./asked.ts";
import { type LicenceTables, notedFor } from "./licence-tables.ts";
import { isNumberAllowed, mayBecomeNumber } from "./licensed-numbers.ts";
import { isBareNo, notedForms, protectedKind, saidKinds, splitSide } from "./protected-words.ts";
import { mayBecome, rootOf } from "./word-root.ts";

/** What a phrase may say that rests on an utterance and the one before it. */
export interface Licence {
  /** May this beginning of a phrase be written, its last word perhaps unfinished? All words before the last are taken as permitted. */
  allows(begun: string): boolean;
  /** Is every word of this phrase licensed? */
  completes(phrase: string): boolean;
  /** The words, numbers and signs of a phrase that are not licensed. */
  violations(phrase: string): string[];
}

type Said = Pick<Utterance, "text">;

/**
 * The licence of what `utterance` adds: its words and those of `previous` (the question) in any form, what the lexicon and the
 * alignment learnt from the corpus let stand for them, telegram words, and compounds of these. Numbers, sides and negations only as said.
 */
export function licenceFor(utterance: Said, previous: Said | undefined, tables: LicenceTables): Licence {
  const asked = previous === undefined ? "" : whatIsAnswered(previous.text, utterance.text);
  const text = asked === "" ? utterance.text : `${asked}\n${utterance.text}`;
  return new WordLicence(text, isBareNo(foldedWords(utterance.text)), tables);
}

class WordLicence implements Licence {
  readonly #tables: LicenceTables;
  /** The answer was a bare "nee": the phrase must say so, within its first words. */
  readonly #mustNegate: boolean;
  readonly #numbers: ReadonlySet<string>;
  /** Something was counted by the minute. */
  readonly #isRate: boolean;
  readonly #kinds: ReturnType<typeof saidKinds>;
  /** Licensed words, folded, as they stand. */
  readonly #words = new Set<string>();
  /** Roots whose forms are licensed. */
  readonly #roots = new Set<string>();
  readonly #begun = new Map<string, boolean>();
  readonly #whole = new Map<string, boolean>();

  constructor(text: string, mustNegate: boolean, tables: LicenceTables) {
    this.#tables = tables;
    this.#mustNegate = mustNegate;
    this.#numbers = licenseNumbers(text);
    this.#isRate = RATE_SAID.test(text);
    this.#kinds = saidKinds(text);
    for (const word of notedForms(this.#kinds, text)) this.#words.add(word);
    for (const { norm, kind } of tokenize(text)) if (kind === "word") this.#license(norm);
    for (const line of text.split("\n")) for (const form of notedFor(line, tables)) this.#addNoted(form);
  }

  allows(begun: string): boolean {
    const chunk = /\S*$/.exec(begun)![0];
    const before = begun.slice(0, begun.length - chunk.length).trimEnd();
    // A blank ends a word: it must be a whole one.
    if (chunk === "" && !this.#isWhole(lastChunk(before))) return false;
    if (chunk !== "" && before !== "" && !this.#isWhole(lastChunk(before))) return false;
    return (chunk === "" || this.#isBegun(chunk)) && !(this.#mustNegate && this.#affirms(begun) > MOST_BEFORE_NO);
  }

  completes(phrase: string): boolean {
    return this.violations(phrase).length === 0 && !(this.#mustNegate && this.#affirms(phrase) > 0);
  }

  violations(phrase: string): string[] {
    return phrase.split(/\s+/).filter((chunk) => chunk !== "" && !this.#isWhole(chunk));
  }

  /** How many words that state something a phrase has without a negation; 0 where it has one. */
  #affirms(phrase: string): number {
    const words = foldedWords(phrase);
    if (words.some((word) => protectedKind(word) === "negation")) return 0;
    return words.filter((word) => !this.#tables.telegram.has(word)).length;
  }

  #license(word: string): void {
    if (protectedKind(word) !== undefined) return;
    const side = splitSide(word);
    // "linkerknie" is the knee, whatever is said of its side.
    if (side !== undefined) this.#license(side.rest);
    const folded = foldWord(word);
    this.#words.add(folded);
    if (folded.length > 3) this.#roots.add(rootOf(word));
    // The parts of a compound that was said: "rugpijn" is pijn of the rug.
    for (let i = 4; i <= folded.length - 4; i++) {
      const [a, b] = [folded.slice(0, i), folded.slice(i)];
      if (this.#tables.known.has(a) && this.#tables.known.has(b)) this.#words.add(a).add(b);
    }
  }

  #addNoted(form: string): void {
    for (const { norm, kind } of tokenize(form))
      if (kind === "word" && protectedKind(norm) === undefined) {
        this.#words.add(foldWord(norm));
        if (norm.length > 3) this.#roots.add(rootOf(norm));
      }
    if (protectedKind(form) === undefined) this.#words.add(foldWord(form));
  }

  #isWhole(chunk: string): boolean {
    return remember(this.#whole, chunk, () => this.#check(chunk, false));
  }

  #isBegun(chunk: string): boolean {
    return remember(this.#begun, chunk, () => this.#check(chunk, true));
  }

  /** A chunk between blanks: "(li)", "4dd", "mictie-/defecatiestoornis", "150/92;". With `begun` its last part may be unfinished. */
  #check(chunk: string, begun: boolean): boolean {
    // "5," may end a number that was said, or be on its way to "5,4".
    const isNumberOpen = begun && /\d[.,:/-]$/.test(chunk);
    if (isNumberOpen && this.#check(chunk.slice(0, -1), false)) return true;
    const ending = isNumberOpen ? /(?!)/ : begun ? /[).,;:'"?!]+$/ : /[).,;:'"?!+-]+$/;
    const bare = chunk.replace(/^[("+<>=~-]+/, "").replace(ending, "");
    if (bare === "") return /^[("'+<>=~).,;:?!/-]{1,2}$/.test(chunk);
    if (/\/m(?:in)?$/.test(bare) && !this.#isRate) return false;
    const isOpen = begun && chunk.endsWith(bare);
    if (this.#isWord(bare) || (isOpen && this.#mayBecomeWord(bare))) return true;
    const parts = bare.match(/\d+(?:[.,:/-]\d+)*(?:[.,:/-]$)?|[\p{L}\p{M}'’]+|[^\p{L}\p{M}\d]/gu) ?? [];
    return parts.every((part, i) => {
      const open = isOpen && i === parts.length - 1;
      if (/^\d/.test(part)) return open ? mayBecomeNumber(part, this.#numbers) : isNumberAllowed(part, this.#numbers);
      if (/\d$/.test(parts[i - 1] ?? "") && /^(?:e|de|ste)$/.test(part)) return true;
      if (/^[\p{L}\p{M}'’]/u.test(part)) return this.#isWord(part) || (open && this.#mayBecomeWord(part));
      return /^[-/+()&%°.,:;'"<>=~²³]$/.test(part);
    });
  }

  #isWord(word: string): boolean {
    const kind = protectedKind(word);
    // The noted forms of what was said are among the words.
    if (kind !== undefined) return this.#words.has(foldWord(word));
    const side = splitSide(word);
    if (side !== undefined) return this.#kinds.has(side.kind) && this.#isWord(side.rest);
    const folded = foldWord(word);
    if (this.#isSimple(folded)) return true;
    for (let i = 3; i <= folded.length - 3; i++) {
      if (this.#isPart(folded.slice(0, i)) && this.#isSimple(folded.slice(i))) return true;
    }
    return false;
  }

  #isSimple(folded: string): boolean {
    return (
      this.#words.has(folded) ||
      this.#tables.telegram.has(folded) ||
      (folded.length > 3 && this.#roots.has(rootOf(folded)))
    );
  }

  /** The first part of a compound, with the letters that may join it: a word that states something, not a telegram word. */
  #isPart(folded: string): boolean {
    return this.#words.has(folded) || (folded.length > 3 && this.#roots.has(rootOf(folded)));
  }

  #mayBecomeWord(word: string): boolean {
    const folded = foldWord(word);
    for (const w of this.#words) if (w.startsWith(folded)) return true;
    for (const w of this.#tables.telegram) if (w.startsWith(folded)) return true;
    for (const root of this.#roots) if (mayBecome(folded, root)) return true;
    for (let i = 3; i < folded.length; i++) {
      if (!this.#isPart(folded.slice(0, i))) continue;
      const rest = folded.slice(i);
      for (const w of this.#words) if (w.startsWith(rest)) return true;
      for (const root of this.#roots) if (mayBecome(rest, root)) return true;
    }
    const side = splitSide(word);
    return side !== undefined && this.#kinds.has(side.kind) && this.#mayBecomeWord(side.rest);
  }
}

/** What is counted by the minute: a number with "/min" says so. */
const RATE_SAID = /(?<!\p{L})(?:hart|pols|slag|adem|tik)\p{L}*|minuut/iu;
/** "Uitstraling been neg": so many words may stand before the negation. */
const MOST_BEFORE_NO = 2;
const lastChunk = (text: string): string => /\S*$/.exec(text)![0];

function remember(map: Map<string, boolean>, key: string, find: () => boolean): boolean {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = find();
  map.set(key, value);
  return value;
}
