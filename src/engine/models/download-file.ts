import { type FileHandle, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { SoepelError } from "../../contract/errors.ts";
import { translateError } from "../store/failures.ts";
import { Digest, type Expected, type WantedFile } from "./digest.ts";
import { causeOf, LineCut, type Published, request, type Source } from "./source-request.ts";

/** How long a download waits, and how often it tries again. */
export interface Patience {
  /** Milliseconds without a byte after which the line counts as cut. */
  readonly idleMs: number;
  /** Tries in a row that bring less than a mebibyte. */
  readonly attempts: number;
  /** Milliseconds before the second try; doubled each time, at most 30 s. */
  readonly firstWaitMs: number;
}

export const PATIENCE: Patience = { idleMs: 30_000, attempts: 5, firstWaitMs: 1000 };

export interface DownloadOptions {
  readonly signal: AbortSignal;
  /** Told how many bytes of this file are on disk. */
  readonly onBytes: (bytes: number) => void;
  readonly patience: Patience;
}

const REAL_PROGRESS = 2 ** 20;

/** What came in is of no use: it is thrown away before the error goes on. */
class Spoilt extends Error {
  readonly reason: Error;

  constructor(reason: Error) {
    super(reason.message);
    this.reason = reason;
  }
}

/**
 * Downloads one file to `place` and gives its SHA-256. What came in before is kept in `place`.part and is not asked for
 * again (Range, with If-Range, so that a file that changed meanwhile starts anew). The file gets its name only when size
 * and digest are right. Fails: model-source-unreached, model-source-refused, model-source-wrong, model-unverified,
 * disk-full, no-rights, aborted.
 */
export async function downloadFile(
  source: Source,
  wanted: WantedFile,
  place: string,
  options: DownloadOptions,
): Promise<string> {
  const { signal, patience } = options;
  const part = `${place}.part`;
  let reached = await sizeOf(part);
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryOnce(source, wanted, place, options);
    } catch (caught) {
      const error = caught instanceof Spoilt ? caught.reason : caught;
      if (caught instanceof Spoilt) await forget(part);
      if (signal.aborted) throw new SoepelError("aborted", undefined, { cause: error });
      if (!(error instanceof LineCut)) throw translateError(error, basename(place));
      const now = await sizeOf(part);
      if (now >= reached + REAL_PROGRESS) attempt = 1;
      reached = now;
      if (attempt >= patience.attempts) {
        const where = `${wanted.path}, ${now} of ${wanted.size} bytes`;
        throw new SoepelError("model-source-unreached", `${where}: ${error.message}`, { cause: error });
      }
      const ms = error.waitMs ?? Math.min(patience.firstWaitMs * 2 ** (attempt - 1), 30_000);
      await wait(ms, undefined, { signal }).catch(() => {});
    }
  }
}

async function tryOnce(source: Source, wanted: WantedFile, place: string, options: DownloadOptions): Promise<string> {
  const { signal, patience } = options;
  signal.throwIfAborted();
  const part = `${place}.part`;
  await mkdir(dirname(place), { recursive: true });
  const kept = await readKept(part, wanted);
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(), patience.idleMs);
  try {
    const { response, published } = await request(
      source,
      wanted.path,
      rangeHeaders(kept),
      AbortSignal.any([signal, idle.signal]),
    );
    try {
      const digest = new Digest(expectDigest(wanted, published), wanted.size);
      const from = startOf(response, wanted, kept.bytes);
      await writeFile(`${part}.etag`, response.headers.get("etag") ?? "");
      if (from > 0) await digest.updateFromFile(part);
      await receive(response, part, from, wanted, digest, () => timer.refresh(), options.onBytes);
      const sha256 = digest.check();
      if (sha256 === undefined) throw new Spoilt(wrongDigest(wanted, from));
      await rename(part, place);
      await forget(part);
      return sha256;
    } finally {
      await response.body?.cancel().catch(() => {});
    }
  } catch (error) {
    if (idle.signal.aborted && !signal.aborted)
      throw new LineCut(`nothing came for ${patience.idleMs / 1000} s`, { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Appends the body to the part file, as many bytes as the manifest allows. */
async function receive(
  response: Response,
  part: string,
  from: number,
  wanted: WantedFile,
  digest: Digest,
  onSignOfLife: () => void,
  onBytes: (bytes: number) => void,
): Promise<void> {
  let bytes = from;
  let file: FileHandle | undefined;
  try {
    file = await open(part, from > 0 ? "a" : "w");
    for await (const chunk of readBody(response)) {
      onSignOfLife();
      if (bytes === 0) refusePage(chunk, wanted);
      if (bytes + chunk.length > wanted.size)
        throw new Spoilt(new SoepelError("model-source-wrong", `${wanted.path}: more than ${wanted.size} bytes`));
      await file.appendFile(chunk);
      digest.update(chunk);
      bytes += chunk.length;
      onBytes(bytes);
    }
    if (bytes < wanted.size) throw new LineCut("the line was cut");
    await file.sync();
  } finally {
    await file?.close();
  }
}

/** The body's chunks; whatever breaks it off is a LineCut. */
async function* readBody(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new LineCut(causeOf(error), { cause: error });
      });
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

interface Kept {
  readonly bytes: number;
  /** The strong ETag that the kept bytes came with, if any. */
  readonly etag: string | undefined;
}

async function readKept(part: string, wanted: WantedFile): Promise<Kept> {
  const bytes = await sizeOf(part);
  const etag = await readFile(`${part}.etag`, "utf8").catch(() => "");
  const isStrong = etag !== "" && !etag.startsWith("W/");
  // Without a name for the version, only a pinned digest tells in the end whether the pieces fit.
  const isUsable = bytes > 0 && bytes < wanted.size && (isStrong || wanted.sha256 !== null);
  return { bytes: isUsable ? bytes : 0, etag: isStrong ? etag : undefined };
}

function rangeHeaders({ bytes, etag }: Kept): Record<string, string> {
  if (bytes === 0) return {};
  return { range: `bytes=${bytes}-`, ...(etag === undefined ? {} : { "if-range": etag }) };
}

/** The byte at which the answer's body starts: where we were, or 0 where the source sends all. A wrong length fails at once. */
function startOf(response: Response, wanted: WantedFile, kept: number): number {
  if (/^(text\/html|application\/xhtml)/i.test(response.headers.get("content-type") ?? ""))
    throw new SoepelError("model-source-wrong", `${wanted.path}: a web page came`);
  if (response.status === 200) {
    const length = response.headers.get("content-length");
    if (length !== null && Number(length) !== wanted.size) throw wrongLength(wanted, length);
    return 0;
  }
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get("content-range") ?? "");
  const isOurs = response.status === 206 && kept > 0 && Number(range?.[1]) === kept;
  if (!isOurs) throw new Spoilt(new LineCut(`the source did not go on where we were (HTTP ${response.status})`));
  if (range?.[2] !== "*" && Number(range?.[2]) !== wanted.size) throw wrongLength(wanted, range?.[2]);
  return kept;
}

function expectDigest(wanted: WantedFile, published: Published): Expected {
  if (published.size !== undefined && published.size !== wanted.size) throw wrongLength(wanted, published.size);
  if (wanted.sha256 === null && wanted.gitBlob === undefined) {
    if (published.sha256 === undefined && published.gitBlob === undefined)
      throw new SoepelError("model-unverified", wanted.path);
    return published;
  }
  if (wanted.sha256 !== null && published.sha256 !== undefined && published.sha256 !== wanted.sha256)
    throw new SoepelError("model-source-wrong", `${wanted.path}: the source publishes another digest`);
  return { sha256: wanted.sha256 ?? undefined, gitBlob: wanted.gitBlob };
}

function wrongLength(wanted: WantedFile, found: unknown): SoepelError {
  return new SoepelError("model-source-wrong", `${wanted.path}: ${found} bytes where ${wanted.size} are right`);
}

/** What was kept may have been of another version: from the start once more, before the source is to blame. */
function wrongDigest(wanted: WantedFile, from: number): Error {
  return from > 0
    ? new LineCut("the pieces did not fit together")
    : new SoepelError("model-source-wrong", `${wanted.path}: its digest differs`);
}

/** A page that a proxy or portal sends in the file's place, or the pointer that stands for a large file in Git. */
function refusePage(first: Uint8Array, wanted: WantedFile): void {
  const start = Buffer.from(first.subarray(0, 64)).toString("latin1").trimStart().toLowerCase();
  if (["<!doctype", "<html", "version https://git-lfs"].some((sign) => start.startsWith(sign)))
    throw new Spoilt(
      new SoepelError("model-source-wrong", `${wanted.path}: a web page or a Git LFS pointer came in its place`),
    );
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.size,
    () => 0,
  );
}

async function forget(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.etag`, { force: true });
}
