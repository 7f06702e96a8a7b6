import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type ErrorCode, SoepelError } from "../contract/errors.ts";

/** Reads a text file; a missing or unreadable one is file-not-found. */
export function readText(path: string): string {
  try {
    // Asked before it is opened: opening a pipe waits for whoever writes to it, for ever.
    if (!statSync(path).isFile()) throw new Error("not a file");
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new SoepelError("file-not-found", path, { cause: error });
  }
}

/** Reads a JSON file; what is not JSON is the error `invalid`. The parser's message is dropped: it quotes the text. */
export function readJson(path: string, invalid: ErrorCode): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch {
    throw new SoepelError(invalid, `${path} is not JSON`);
  }
}

/** Fails with no-rights where a folder is none or cannot be made: asked before long work, so that its result has a place to go. */
export function checkFolder(folder: string): void {
  const path = resolve(folder);
  try {
    if (!statSync(path).isDirectory()) throw new SoepelError("no-rights", `${folder} is not a folder`);
    accessSync(path, constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT" && dirname(path) !== path) checkFolder(dirname(path));
    else throw diskError(error, folder);
  }
}

/** Writes files all or none: each is written beside its place first, then all are moved. Keys are paths. */
export function writeAll(files: ReadonlyMap<string, string>): void {
  // Two runs into one folder do not write into each other's.
  const besides = new Map([...files.keys()].map((path) => [path, `${path}.${process.pid}.part`]));
  const written: string[] = [];
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(path), { recursive: true });
      written.push(besides.get(path)!);
      writeFileSync(besides.get(path)!, text, { mode: 0o600 });
    }
    for (const [path, beside] of besides) renameSync(beside, path);
  } catch (error) {
    for (const beside of written) rmSync(beside, { force: true });
    throw diskError(error, dirname([...files.keys()][0] ?? "."));
  }
}

/** The SoepelError of a file system failure; anything unknown is passed on as it is. */
export function diskError(error: unknown, place: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === "ENOSPC" || code === "EDQUOT") return new SoepelError("disk-full", place, { cause: error });
  if (code !== undefined && ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "EISDIR"].includes(code))
    return new SoepelError("no-rights", place, { cause: error });
  return error;
}
