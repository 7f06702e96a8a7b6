import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SoepelError } from "../../contract/errors.ts";
import { type LicenceTables, readLicenceTables } from "../../core/note/licence/licence-tables.ts";
import { findModelPlaces } from "../models/manifest.ts";

/** Loads what licenses the writer's words from models/tables. Fails: model-missing. */
export async function loadLicenceTables(folder = join(findModelPlaces().shipped, "tables")): Promise<LicenceTables> {
  const read = (name: string): Promise<string> =>
    readFile(join(folder, name), "utf8").catch((cause) => {
      throw new SoepelError("model-missing", `tables/${name}`, { cause });
    });
  const [lexicon, alignment, telegram] = await Promise.all(["lexicon.tsv", "alignment.tsv", "telegram.txt"].map(read));
  return readLicenceTables({ lexicon: lexicon!, alignment: alignment!, telegram: telegram! });
}
