import { type ErrorCode, SoepelError } from "../../contract/errors.ts";

/** Codes of SQLite (which add to these: SQLITE_READONLY_DIRECTORY) and of the file system, as Soepel's. */
const KNOWN: readonly (readonly [start: RegExp, code: ErrorCode])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT|EFBIG)/, "disk-full"],
  [/^(SQLITE_(READONLY|CANTOPEN|PERM|AUTH)|EACCES|EPERM|EROFS|ENOTDIR)/, "no-rights"],
  [/^SQLITE_NOTADB/, "store-unreadable"],
  [/^SQLITE_(CORRUPT|IOERR)/, "store-damaged"],
  [/^SQLITE_BUSY/, "store-in-use"],
  [/^ENOENT/, "file-not-found"],
];

/**
 * An expected failure of SQLite or the file system as Soepel's; `file` is a name without its folder. What is not
 * expected goes on as it is: SQLite's own messages name tables and columns, never values.
 */
export function translateError(error: unknown, file: string): unknown {
  const { code } = error as { code?: unknown };
  if (error instanceof SoepelError || typeof code !== "string") return error;
  const known = KNOWN.find(([start]) => start.test(code));
  return known === undefined ? error : new SoepelError(known[1], `${file}, ${code}`, { cause: error });
}
