import { stat } from "node:fs/promises";
import { join } from "node:path";
import { filesOf, findModelPlaces, folderOf, type ModelEntry, readManifest, sizeOfModel } from "./manifest.ts";
import { type FileProblem, findProblems } from "./verify-files.ts";

/** A model and where it is; `incomplete`: some of its files are not there, or not of the right size. */
export interface ModelOnShelf {
  readonly name: string;
  readonly purpose: string;
  readonly licence: string;
  /** Bytes. */
  readonly size: number;
  readonly where: "shipped" | "downloaded" | "not here" | "incomplete";
  readonly folder: string;
}

/** Every model of the manifest, by a look at names and sizes; `verifyModels` reads the bytes. */
export async function listModels(places = findModelPlaces()): Promise<ModelOnShelf[]> {
  const manifest = await readManifest(places);
  return Promise.all(
    manifest.map(async (entry) => {
      const { name, purpose, licence } = entry;
      const folder = folderOf(entry, places);
      return { name, purpose, licence, size: sizeOfModel(entry), where: await findWhere(entry, folder), folder };
    }),
  );
}

async function findWhere(entry: ModelEntry, folder: string): Promise<ModelOnShelf["where"]> {
  const sizes = await Promise.all(
    entry.files.map((file) =>
      stat(join(folder, file.path)).then(
        (found) => found.size === file.size,
        () => undefined,
      ),
    ),
  );
  if (sizes.every((isRight) => isRight === true)) return entry.download === undefined ? "shipped" : "downloaded";
  return entry.download !== undefined && sizes.every((isRight) => isRight === undefined) ? "not here" : "incomplete";
}

export interface VerifiedModel {
  readonly name: string;
  readonly where: ModelOnShelf["where"];
  readonly problems: readonly FileProblem[];
}

/** Reads every byte of every model that ships or was fetched. */
export async function verifyModels(places = findModelPlaces()): Promise<VerifiedModel[]> {
  const verified: VerifiedModel[] = [];
  for (const entry of await readManifest(places)) {
    const folder = folderOf(entry, places);
    const where = await findWhere(entry, folder);
    if (where === "not here") continue;
    verified.push({ name: entry.name, where, problems: await findProblems(folder, await filesOf(entry, folder)) });
  }
  return verified;
}
