import { type DrugTable, findDrug } from "../../../src/core/checks/drugs.ts";
import { tokenize } from "../../../src/core/text/tokens.ts";

export type Kind = "number" | "side" | "negation" | "drug";

/** What an error is planted with: the numbers that the phrase's turns license, and the drugs that there are. */
export interface Ground {
  readonly said: ReadonlySet<string>;
  readonly drugs: DrugTable;
}

/** Plants one error of a kind in a phrase; undefined where it has nothing of that kind. The same phrase always gets the same error. */
export const PLANTS: Readonly<Record<Kind, (phrase: string, ground: Ground) => string | undefined>> = {
  /** The first number becomes the next higher that was not said. */
  number(phrase, { said }) {
    const match = /(?<![\p{L}\d,/.-])\d+(?![\d/,.-]?\d|e\b)/u.exec(phrase);
    if (match === null) return undefined;
    let wrong = Number(match[0]) + 1;
    while (said.has(String(wrong))) wrong++;
    return phrase.slice(0, match.index) + wrong + phrase.slice(match.index + match[0].length);
  },
  side(phrase) {
    const match = /(?<!\p{L})(?:li|re|links|rechts|linker|rechter)(?!\p{L})/iu.exec(phrase);
    if (match === null) return undefined;
    const other: Record<string, string> = {
      li: "re",
      re: "li",
      links: "rechts",
      rechts: "links",
      linker: "rechter",
      rechter: "linker",
    };
    return phrase.slice(0, match.index) + other[match[0].toLowerCase()] + phrase.slice(match.index + match[0].length);
  },
  /** What is denied is affirmed. */
  negation(phrase) {
    const match = /(?<!\p{L})[Gg]een\s+(?=\p{L}{3})/u.exec(phrase);
    return match === null ? undefined : phrase.slice(0, match.index) + phrase.slice(match.index + match[0].length);
  },
  /** The first drug becomes the next of the table that begins with the same letter. */
  drug(phrase, { drugs }) {
    const token = tokenize(phrase).find(({ text }) => text.length > 4 && findDrug(text, drugs)?.kind === "stof");
    if (token === undefined) return undefined;
    const names = [...drugs.names]
      .filter(([name, { kind }]) => kind === "stof" && /^\p{L}{6,}$/u.test(name))
      .map(([name]) => name);
    const first = token.text[0]!.toLowerCase();
    const alike = names.filter((name) => name[0] === first && name !== token.text.toLowerCase());
    const wrong = alike[token.text.length % Math.max(1, alike.length)];
    return wrong === undefined ? undefined : phrase.slice(0, token.start) + wrong + phrase.slice(token.end);
  },
};
