import { mkdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { SoepelError } from "../../contract/errors.ts";
import { freeDisk } from "../free-disk.ts";
import { translateError } from "../store/failures.ts";
import { takeOwnership } from "../store/owner-lock.ts";
import type { WantedFile } from "./digest.ts";
import { folderOf, type ModelEntry, type ModelPlaces } from "./manifest.ts";
import { type Receipt, writeReceipt } from "./receipt.ts";
import { findProblems } from "./verify-files.ts";

// What the file system itself needs, and the window beside us.
const MARGIN = 100e6;

/** How a pull or an import is done. */
export interface InstallOptions {
  readonly places: ModelPlaces;
  readonly signal: AbortSignal;
  /** Told the share that is done, 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** Lets one process at a time change the fetched models: two would write into the same files. Fails: store-in-use. */
export async function ownFetchedModels<T>(places: ModelPlaces, work: () => Promise<T>): Promise<T> {
  try {
    await mkdir(places.fetched, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw translateError(error, basename(places.fetched));
  }
  const lock = takeOwnership(join(places.fetched, "pull.lock"), "models", new Date());
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Fails with disk-full before the first byte, where `bytes` more would not fit. */
export async function checkRoom(places: ModelPlaces, bytes: number): Promise<void> {
  const free = await freeDisk(places.fetched);
  if (free < bytes + MARGIN) {
    const inMb = (n: number): string => `${Math.round(n / 1e6)} MB`;
    throw new SoepelError("disk-full", `the model needs ${inMb(bytes + MARGIN)}, ${inMb(free)} is free`);
  }
}

/**
 * Gives a model its place, whole or not at all: every file is read back and verified, then the folder gets its name in
 * one move. Fails: model-damaged.
 */
export async function install(
  entry: ModelEntry,
  staging: string,
  files: readonly WantedFile[],
  from: string,
  places: ModelPlaces,
): Promise<string> {
  const [problem] = await findProblems(staging, files);
  if (problem !== undefined)
    throw new SoepelError("model-damaged", `${entry.name}/${problem.path}, ${problem.problem}`);
  const kept = files.flatMap(({ path, size, sha256 }) => (sha256 === null ? [] : [{ path, size, sha256 }]));
  const receipt: Receipt = { name: entry.name, from, at: new Date().toISOString(), files: kept };
  const folder = folderOf(entry, places);
  const old = `${staging}.old`;
  try {
    await writeReceipt(staging, receipt);
    await rm(old, { recursive: true, force: true });
    // On Windows a folder cannot be moved over another.
    await rename(folder, old).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
    await rename(staging, folder);
    await rm(old, { recursive: true, force: true });
  } catch (error) {
    throw translateError(error, entry.name);
  }
  return folder;
}
