import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { SoepelError } from "../../contract/errors.ts";
import { translateError } from "../store/failures.ts";
import type { WantedFile } from "./digest.ts";
import { checkRoom, type InstallOptions, install, ownFetchedModels } from "./install.ts";
import { filesOf, type ModelEntry, readManifest, sizeOfModel } from "./manifest.ts";
import { readReceipt } from "./receipt.ts";

/**
 * Takes models from a folder or a stick that another Soepel filled: the folder of one model, or a folder of such
 * folders. Verified as a download is; gives the names. Fails: file-not-found, model-missing, model-damaged,
 * model-unverified, disk-full, no-rights, store-in-use, aborted.
 */
export async function importModels(folder: string, options: InstallOptions): Promise<readonly string[]> {
  const found = await findModels(folder, await readManifest(options.places));
  if (found.length === 0) throw new SoepelError("file-not-found", `${folder} holds no model that Soepel can fetch`);
  const total = found.reduce((sum, { entry }) => sum + sizeOfModel(entry), 0);
  await checkRoom(options.places, total);
  await ownFetchedModels(options.places, async () => {
    let before = 0;
    for (const { entry, from } of found) {
      await importModel(entry, from, {
        ...options,
        onProgress: (bytes) => options.onProgress((before + bytes) / total),
      });
      before += sizeOfModel(entry);
    }
  });
  return found.map(({ entry }) => entry.name);
}

interface Found {
  readonly entry: ModelEntry;
  readonly from: string;
}

async function findModels(folder: string, manifest: readonly ModelEntry[]): Promise<Found[]> {
  const fetchable = manifest.filter((entry) => entry.download !== undefined);
  const receipt = await readReceipt(folder);
  const itself = fetchable.find((entry) => entry.name === (receipt?.name ?? basename(resolve(folder))));
  if (itself !== undefined) return [{ entry: itself, from: folder }];
  const inside = await Promise.all(
    fetchable.map(async (entry): Promise<Found[]> => {
      const from = join(folder, entry.name);
      const isFolder = await stat(from).then(
        (there) => there.isDirectory(),
        () => false,
      );
      return isFolder ? [{ entry, from }] : [];
    }),
  );
  return inside.flat();
}

/** `onProgress` is told bytes here. */
async function importModel(
  entry: ModelEntry,
  from: string,
  { places, signal, onProgress }: InstallOptions,
): Promise<void> {
  const files = await filesOf(entry, from);
  const staging = join(places.fetched, `.${entry.name}.import`);
  try {
    let before = 0;
    for (const file of files) {
      const done = before;
      await copyFile(entry, file, from, staging, signal, (bytes) => onProgress(done + bytes));
      before += file.size;
    }
    await install(entry, staging, files, "folder", places);
  } catch (error) {
    if (signal.aborted) throw new SoepelError("aborted", undefined, { cause: error });
    throw translateError(error, entry.name);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function copyFile(
  entry: ModelEntry,
  file: WantedFile,
  from: string,
  to: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const name = `${entry.name}/${file.path}`;
  if (file.sha256 === null && file.gitBlob === undefined) throw new SoepelError("model-unverified", name);
  const size = await stat(join(from, file.path)).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) throw new SoepelError("model-missing", name);
  if (size !== file.size) throw new SoepelError("model-damaged", `${name}, ${size} bytes where ${file.size} are right`);
  const place = join(to, file.path);
  await mkdir(dirname(place), { recursive: true });
  let bytes = 0;
  const source = createReadStream(join(from, file.path), { highWaterMark: 2 ** 20 });
  source.on("data", (chunk) => {
    bytes += chunk.length;
    onBytes(bytes);
  });
  await pipeline(source, createWriteStream(place, { flush: true }), { signal });
}
