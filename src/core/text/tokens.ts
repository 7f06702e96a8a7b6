/** A word, a number in digits, or a punctuation mark, with its place [start, end) in the text. */
export interface Token {
  readonly text: string;
  /** Lower case, typographic apostrophes made plain; diacritics kept ("één" differs from "een"). */
  readonly norm: string;
  readonly start: number;
  readonly end: number;
  readonly kind: "word" | "digits" | "mark";
}

const TOKEN =
  /\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|['’][\p{L}\p{M}]+|[^\s\p{L}\p{M}\d]/gu;

/** Cuts Dutch text into words, digits and marks; hyphens and glued units ("500mg", "2x") are cut apart. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const piece = match[0];
    const kind = /^\d/.test(piece) ? "digits" : /^['’]?[\p{L}\p{M}]/u.test(piece) ? "word" : "mark";
    tokens.push({
      text: piece,
      norm: piece.toLowerCase().replaceAll("’", "'").normalize("NFC"),
      start: match.index,
      end: match.index + piece.length,
      kind,
    });
  }
  return tokens;
}

/** Lower case without diacritics: the form under which words are compared. */
export function foldWord(word: string): string {
  return word.toLowerCase().replaceAll("’", "'").normalize("NFD").replace(/\p{M}/gu, "");
}

/** The folded words of a text, marks left out, numbers as they stand. */
export function foldedWords(text: string): string[] {
  return tokenize(text)
    .filter((token) => token.kind !== "mark")
    .map((token) => foldWord(token.text));
}
