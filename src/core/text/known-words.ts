import { stem } from "../icpc/terms.ts";
import { foldWord } from "./tokens.ts";

/** Letters that may join the parts of a compound: "hoestdrank", "zwangerschapstest", "klachtenpatroon". */
const LINKS = ["", "s", "e", "en", "n"];
/** Shorter parts would make a compound of anything; shorter words are not looked at. */
const SHORTEST_PART = 4;
export const SHORTEST_WORD = 5;
const PREFIX =
  /^(?:aan|achter|af|be|bij|door|ge|her|hyper|hypo|in|inter|intra|mee|micro|mis|multi|na|niet|om|on|onder|op|over|peri|post|pre|sub|terug|toe|uit|ver|voor|weg)(?=\p{L}{5})/u;

/** The words that the tables know, with their forms and compounds. Built once; asked in microseconds. */
export class KnownWords {
  readonly #words: ReadonlySet<string>;
  #stems: ReadonlySet<string> | undefined;

  /** `list`: models/tables/known-words.txt, one folded word a line. */
  constructor(list: string) {
    this.#words = new Set(list.split("\n").filter((line) => line !== "" && !line.startsWith("#")));
  }

  /** Is this a word of the tables, a form of one, or made up of them? Short words always are. */
  has(word: string): boolean {
    const folded = foldWord(word).replace(/[^a-z]/g, "");
    if (folded.length < SHORTEST_WORD || this.#isPart(folded) || this.#isCompound(folded)) return true;
    const bare = folded.replace(PREFIX, "");
    return bare !== folded && (this.#isPart(bare) || this.#isPart(bare.replace(/^ge(?=\p{L}{4})/u, "")));
  }

  #isPart(folded: string): boolean {
    if (this.#words.has(folded)) return true;
    if (folded.length < SHORTEST_WORD) return false;
    this.#stems ??= new Set([...this.#words].map(stem));
    return (
      this.#stems.has(stem(folded)) ||
      (folded.length > SHORTEST_WORD && /[td]$/.test(folded) && this.#words.has(folded.slice(0, -1)))
    );
  }

  #isCompound(folded: string): boolean {
    for (let at = SHORTEST_PART; at <= folded.length - SHORTEST_PART; at++) {
      const first = folded.slice(0, at);
      const isWord = LINKS.some(
        (link) => first.endsWith(link) && this.#words.has(first.slice(0, first.length - link.length)),
      );
      if (isWord && (this.#isPart(folded.slice(at)) || this.#isCompound(folded.slice(at)))) return true;
    }
    return false;
  }
}
