import { foldedWords, foldWord } from "../../text/tokens.ts";
import { rootOf } from "./word-root.ts";

/** A lexicon entry as the licence uses it: what is said, in roots, and the words that it lets a note write. */
interface LexiconEntry {
  readonly said: readonly (readonly string[])[];
  readonly note: readonly string[];
}

/** What licenses words beyond those that were said. Built once from models/tables. */
export interface LicenceTables {
  /** Lexicon entries by the first root of something said. */
  readonly lexicon: ReadonlyMap<
    string,
    readonly { readonly said: readonly string[]; readonly note: readonly string[] }[]
  >;
  /** Learnt: root, or two neighbouring roots, to note words. */
  readonly alignment: ReadonlyMap<string, readonly string[]>;
  /** Words that state nothing of their own, folded. */
  readonly telegram: ReadonlySet<string>;
  /** All words that the tables know, folded: the parts into which a said compound may fall. */
  readonly known: ReadonlySet<string>;
}

/** Little words that say nothing about what entry is meant: "last van zijn been" is "last been". */
const SKIPPED = new Set([
  "de",
  "het",
  "een",
  "m'n",
  "mijn",
  "zijn",
  "z'n",
  "haar",
  "uw",
  "je",
  "van",
  "in",
  "op",
  "te",
  "is",
]);

/** Roots of what was said, little words left out: the form in which lexicon and alignment are looked up. */
export function saidRoots(text: string): string[] {
  return foldedWords(text)
    .filter((word) => !SKIPPED.has(word))
    .map(rootOf);
}

/** Reads models/tables/lexicon.tsv, alignment.tsv and telegram.txt. */
export function readLicenceTables(files: { lexicon: string; alignment: string; telegram: string }): LicenceTables {
  const entries = rows(files.lexicon).map(
    ([said = "", note = ""]): LexiconEntry => ({
      said: said.split(";").map(saidRoots),
      note: note.split(";").flatMap((form) => form.split(/\s+/)),
    }),
  );
  const lexicon = new Map<string, { said: readonly string[]; note: readonly string[] }[]>();
  for (const { said, note } of entries) {
    for (const roots of said) {
      if (roots.length === 0) continue;
      const list = lexicon.get(roots[0]!) ?? [];
      list.push({ said: roots, note });
      lexicon.set(roots[0]!, list);
    }
  }
  const alignment = new Map<string, string[]>();
  for (const [said = "", note = ""] of rows(files.alignment)) {
    const key = said.split(" ").map(rootOf).join(" ");
    alignment.set(key, [...(alignment.get(key) ?? []), ...note.split(";")]);
  }
  const telegram = new Set(
    files.telegram
      .split("\n")
      .filter((line) => !line.startsWith("#"))
      .flatMap((line) => line.split(/\s+/))
      .filter((word) => word !== "")
      .map(foldWord),
  );
  const known = new Set(telegram);
  for (const line of [files.lexicon, files.alignment]) {
    for (const [said = "", note = ""] of rows(line)) for (const word of foldedWords(`${said} ${note}`)) known.add(word);
  }
  return { lexicon, alignment, telegram, known };
}

/** A table's lines after its heading, cut at tabs. */
function rows(table: string): string[][] {
  return table
    .split("\n")
    .slice(1)
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));
}

/** How many words further the second of two that were learnt together may stand. */
const PAIR_REACH = 3;

/** What lexicon and alignment let a note write for a line of talk: words and short forms ("dyspneu", "RR"). */
export function notedFor(line: string, { lexicon, alignment }: LicenceTables): string[] {
  const roots = saidRoots(line);
  const there = new Set(roots);
  return roots.flatMap((root, i) => {
    const entries = (lexicon.get(root) ?? []).filter(({ said }) => said.every((r) => there.has(r)));
    // Two words that belong together may have little ones between them: "bloed bij het plassen".
    const pairs = roots.slice(i + 1, i + 1 + PAIR_REACH).map((next) => `${root} ${next}`);
    return [...entries.flatMap(({ note }) => note), ...[root, ...pairs].flatMap((key) => alignment.get(key) ?? [])];
  });
}
