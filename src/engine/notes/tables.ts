import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { SoepelError } from "../../contract/errors.ts";
import { type DrugTable, readDrugTable, readOrdinaryWords } from "../../core/checks/drugs.ts";
import { type IcpcEntry, readIcpcTable } from "../../core/icpc/icpc-table.ts";
import { IcpcProposer, readIcpcExamples } from "../../core/icpc/propose.ts";
import { readRanker } from "../../core/icpc/ranker.ts";
import type { NoteTables } from "../../core/note/build-note.ts";
import { KnownWords } from "../../core/text/known-words.ts";
import { findModelPlaces, openModel } from "../models/manifest.ts";
import { loadLicenceTables } from "./licence-files.ts";

/** Loads what notes are made with from models/: the ICPC table and its re-ranker, drugs, what licenses words. Fails: model-missing, model-damaged. */
export async function loadNoteTables(): Promise<NoteTables> {
  const folder = join(findModelPlaces().shipped, "tables");
  const [ranker, licence, drugs, icpc, words] = await Promise.all([
    openModel("icpc-ranker"),
    loadLicenceTables(folder),
    loadDrugTable(),
    loadIcpcTable(),
    read(folder, "known-words.txt"),
  ]);
  const weights = readRanker(await read(ranker, "ranker.json"));
  if (weights === undefined) throw new SoepelError("model-damaged", "icpc-ranker/ranker.json");
  const examples = readIcpcExamples(await read(ranker, "examples.tsv"));
  return {
    icpc: new IcpcProposer(icpc, examples, weights),
    drugs,
    licence,
    words: new KnownWords(words),
  };
}

/** The drugs that ship, with the words of everyday talk that they are told from. Fails: model-missing. */
export async function loadDrugTable(): Promise<DrugTable> {
  const folder = join(findModelPlaces().shipped, "tables");
  const [drugs, words, lexicon] = await Promise.all(
    ["drugs/drugs.tsv", "words.txt", "lexicon.tsv"].map((name) => read(folder, name)),
  );
  return readDrugTable(drugs!, readOrdinaryWords(words!, lexicon!));
}

/** The ICPC table that ships. Fails: model-missing. */
export async function loadIcpcTable(): Promise<IcpcEntry[]> {
  const folder = join(findModelPlaces().shipped, "tables", "icpc");
  const names = await readdir(folder).catch((cause) => {
    throw new SoepelError("model-missing", "tables/icpc", { cause });
  });
  const files = await Promise.all(names.filter((name) => name.endsWith(".tsv")).map((name) => read(folder, name)));
  return files.flatMap(readIcpcTable);
}

const read = (folder: string, name: string): Promise<string> =>
  readFile(join(folder, name), "utf8").catch((cause) => {
    throw new SoepelError("model-missing", name, { cause });
  });
