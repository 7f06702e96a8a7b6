import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type ErrorCode, SoepelError } from "../contract/errors.ts";

/** Reads a text file; a missing or unreadable one is file-not-found. */
export function readText(path: string): string {
  try {
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

/** Writes files all or none: each is written beside its place first, then all are moved. Keys are paths. */
export function writeAll(files: ReadonlyMap<string, string>): void {
  const written: string[] = [];
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(path), { recursive: true });
      const beside = `${path}.part`;
      written.push(beside);
      writeFileSync(beside, text, { mode: 0o600 });
    }
    for (const path of files.keys()) renameSync(`${path}.part`, path);
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
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
