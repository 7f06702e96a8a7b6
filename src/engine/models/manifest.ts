import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { SoepelError } from "../../contract/errors.ts";
import { findDataFolder } from "../data-folder.ts";
import type { WantedFile } from "./digest.ts";
import { readReceipt } from "./receipt.ts";
import { findProblems } from "./verify-files.ts";

const Name = z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
/** Relative, with `/`, and never out of the model's folder. */
const RelativePath = z
  .string()
  .regex(/^[\w.-]+(\/[\w.-]+)*$/)
  .refine((path) => !path.split("/").some((part) => part === ".." || part === "."));

const Entry = z.object({
  name: Name,
  /** What it is for, in English. */
  purpose: z.string().min(1),
  licence: z.string().min(1),
  /** Where it comes from, for people. */
  sources: z.array(z.string().min(1)).min(1),
  /** A model that does not ship: where `models pull` finds its files, and the hosts that this place may send on to. */
  download: z
    .object({ base: z.url({ protocol: /^https$/ }), redirectHosts: z.array(z.string()).default([]) })
    .optional(),
  files: z
    .array(
      z.object({
        path: RelativePath,
        size: z.int().positive(),
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .nullable(),
        gitBlob: z
          .string()
          .regex(/^[0-9a-f]{40}$/)
          .optional(),
      }),
    )
    .min(1),
});

const Manifest = z.object({ models: z.array(Entry) }).refine(({ models }) => {
  const shippedAreWhole = models.every((m) => m.download !== undefined || m.files.every((f) => f.sha256 !== null));
  return shippedAreWhole && new Set(models.map((m) => m.name)).size === models.length;
}, "names must differ, and every file that ships has its sha256");

/** A model of models/manifest.json. */
export type ModelEntry = z.infer<typeof Entry>;

/** Where models lie: those that ship, and those that were fetched. */
export interface ModelPlaces {
  readonly shipped: string;
  readonly fetched: string;
}

/** SOEPEL_MODELS stands in for the folder that ships, SOEPEL_HOME for the data folder. */
export function findModelPlaces(): ModelPlaces {
  const shipped = process.env.SOEPEL_MODELS || fileURLToPath(new URL("../../../models/", import.meta.url));
  return { shipped, fetched: join(findDataFolder(), "models") };
}

/** Every model that Soepel knows. Fails: model-missing, model-damaged. */
export async function readManifest(places: ModelPlaces = findModelPlaces()): Promise<readonly ModelEntry[]> {
  const path = join(places.shipped, "manifest.json");
  const text = await readFile(path, "utf8").catch((cause) => {
    throw new SoepelError("model-missing", "models/manifest.json", { cause });
  });
  try {
    return Manifest.parse(JSON.parse(text)).models;
  } catch (cause) {
    throw new SoepelError("model-damaged", "models/manifest.json", { cause });
  }
}

export function findEntry(manifest: readonly ModelEntry[], name: string): ModelEntry {
  const entry = manifest.find((model) => model.name === name);
  if (entry === undefined) throw new SoepelError("model-unknown", name);
  return entry;
}

/** Bytes of all its files. */
export function sizeOfModel(entry: ModelEntry): number {
  return entry.files.reduce((sum, file) => sum + file.size, 0);
}

/** The folder that this model has, or would have. */
export function folderOf(entry: ModelEntry, places: ModelPlaces): string {
  return join(entry.download === undefined ? places.shipped : places.fetched, entry.name);
}

/** Its files with their digests: pinned in the manifest, or kept in the receipt of the first download. */
export async function filesOf(entry: ModelEntry, folder: string): Promise<readonly WantedFile[]> {
  const receipt = entry.files.every((file) => file.sha256 !== null) ? undefined : await readReceipt(folder);
  return entry.files.map((file) => ({
    ...file,
    sha256: file.sha256 ?? receipt?.files.find((kept) => kept.path === file.path)?.sha256 ?? null,
  }));
}

/**
 * The folder of a model whose every file was found whole, by size and SHA-256 (HAZARDS.md, 20).
 * Fails: model-unknown, model-missing, model-damaged.
 */
export async function openModel(name: string, places: ModelPlaces = findModelPlaces()): Promise<string> {
  const entry = findEntry(await readManifest(places), name);
  const folder = folderOf(entry, places);
  const problems = await findProblems(folder, await filesOf(entry, folder));
  const worst = problems.find((p) => p.problem === "missing") ?? problems[0];
  if (worst !== undefined)
    throw new SoepelError(worst.problem === "missing" ? "model-missing" : "model-damaged", `${name}/${worst.path}`);
  return folder;
}
