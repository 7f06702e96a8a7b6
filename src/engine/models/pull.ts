import { mkdir, rm, stat } from "node:fs/promises";
import * as http from "node:http";
import { join } from "node:path";
import { SoepelError } from "../../contract/errors.ts";
import { translateError } from "../store/failures.ts";
import type { WantedFile } from "./digest.ts";
import { downloadFile, PATIENCE, type Patience } from "./download-file.ts";
import { checkRoom, type InstallOptions, install, ownFetchedModels } from "./install.ts";
import { filesOf, findEntry, folderOf, type ModelEntry, openModel, readManifest, sizeOfModel } from "./manifest.ts";
import { parseReceipt, RECEIPT_FILE, type Receipt, readReceipt, writeReceipt } from "./receipt.ts";
import { isTrusted, request, type Source } from "./source-request.ts";
import { findProblems } from "./verify-files.ts";

export interface PullOptions extends InstallOptions {
  readonly patience?: Patience;
  /** A practice's own copy: the base of folders that are named as the models are. */
  readonly mirror?: string | undefined;
}

/**
 * Fetches a model of the manifest and gives its folder. What is there and whole is not fetched again; what an earlier
 * try brought in is kept. Reaches nothing but the manifest's source or the mirror. Fails: model-unknown, usage,
 * disk-full, no-rights, store-in-use, aborted, and as downloadFile does.
 */
export async function pullModel(name: string, options: PullOptions): Promise<string> {
  const { places, signal } = options;
  const entry = findEntry(await readManifest(places), name);
  // One that ships is verified: when it is damaged, no source can mend it.
  if (entry.download === undefined) return openModel(name, places);
  const source = findSource(entry, options.mirror);
  const leaveProxy = enterProxy();
  return ownFetchedModels(places, async () => {
    const folder = folderOf(entry, places);
    if ((await findProblems(folder, await filesOf(entry, folder))).length === 0) return folder;
    const staging = join(places.fetched, `.${name}.partial`);
    try {
      await mkdir(staging, { recursive: true });
    } catch (error) {
      throw translateError(error, name);
    }
    const done = await keptFrom(staging, source);
    await checkRoom(places, await missingBytes(entry, staging));
    const published = await digestsOfMirror(entry, source, options);
    const files: WantedFile[] = [];
    let bytesBefore = 0;
    for (const file of entry.files) {
      const wanted = { ...file, sha256: file.sha256 ?? published.get(file.path) ?? null };
      const sha256 = await obtain(wanted, staging, source, done, {
        signal,
        patience: options.patience ?? PATIENCE,
        onBytes: (bytes) => options.onProgress((bytesBefore + bytes) / sizeOfModel(entry)),
      });
      files.push({ ...wanted, sha256 });
      done.set(file.path, sha256);
      bytesBefore += file.size;
      await writeReceipt(staging, toReceipt(entry, source, done));
    }
    return install(entry, staging, files, source.base.href, places);
  }).finally(leaveProxy);
}

/**
 * The proxy of HTTPS_PROXY, HTTP_PROXY and NO_PROXY for as long as it is needed: Node's fetch does not look at them by itself, and what
 * goes to the HIS keeps its own way. (Node before 24.14 has no such call, and needs NODE_USE_ENV_PROXY=1.)
 */
function enterProxy(): () => void {
  if (process.env.NODE_USE_ENV_PROXY === "1") return () => {};
  return http.setGlobalProxyFromEnv?.() ?? (() => {});
}

function findSource(entry: ModelEntry, mirror: string | undefined): Source {
  if (mirror === undefined)
    return { base: new URL(entry.download!.base), redirectHosts: entry.download!.redirectHosts };
  const base = URL.parse(`${mirror.replace(/\/+$/, "")}/${entry.name}/`);
  if (base === null || !["http:", "https:"].includes(base.protocol))
    throw new SoepelError("usage", "SOEPEL_MODEL_MIRROR is not an http or https address");
  return { base, redirectHosts: [] };
}

/** The file's SHA-256, after it lies whole in `staging`. */
async function obtain(
  wanted: WantedFile,
  staging: string,
  source: Source,
  done: ReadonlyMap<string, string>,
  options: Parameters<typeof downloadFile>[3],
): Promise<string> {
  const place = join(staging, wanted.path);
  const known = wanted.sha256 ?? done.get(wanted.path);
  if (known !== undefined && (await findProblems(staging, [{ ...wanted, sha256: known }])).length === 0) return known;
  await rm(place, { force: true });
  return downloadFile(source, wanted, place, options);
}

/** The digests of the files that an earlier try brought in, where it fetched from the same place. */
async function keptFrom(staging: string, source: Source): Promise<Map<string, string>> {
  const receipt = await readReceipt(staging);
  return new Map(receipt?.from === source.base.href ? receipt.files.map((file) => [file.path, file.sha256]) : []);
}

function toReceipt(entry: ModelEntry, source: Source, done: ReadonlyMap<string, string>): Receipt {
  const files = entry.files.flatMap(({ path, size }) => {
    const sha256 = done.get(path);
    return sha256 === undefined ? [] : [{ path, size, sha256 }];
  });
  return { name: entry.name, from: source.base.href, at: new Date().toISOString(), files };
}

async function missingBytes(entry: ModelEntry, staging: string): Promise<number> {
  const sizeOf = (path: string): Promise<number> =>
    stat(path).then(
      (found) => found.size,
      () => 0,
    );
  const missing = entry.files.map(async ({ path, size }) => {
    const place = join(staging, path);
    return Math.max(0, size - (await sizeOf(place)) - (await sizeOf(`${place}.part`)));
  });
  return (await Promise.all(missing)).reduce((sum, bytes) => sum + bytes, 0);
}

/** A mirror publishes no digests of its own, but the receipt that came with the model: where the way to it is safe. */
async function digestsOfMirror(
  entry: ModelEntry,
  source: Source,
  { mirror, signal, patience = PATIENCE }: PullOptions,
): Promise<ReadonlyMap<string, string>> {
  const isNeeded = entry.files.some((file) => file.sha256 === null);
  if (mirror === undefined || !isNeeded || !isTrusted(source.base)) return new Map();
  try {
    const both = AbortSignal.any([signal, AbortSignal.timeout(patience.idleMs)]);
    const { response } = await request(source, RECEIPT_FILE, {}, both);
    const receipt = parseReceipt(await response.text());
    return new Map(receipt?.files.map((file) => [file.path, file.sha256]));
  } catch {
    // Whatever it is, the files' own requests meet it too and say so.
    return new Map();
  }
}
