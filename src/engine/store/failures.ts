import { type ErrorCode, SoepelError } from "../../contract/errors.ts";

const OF_SQLITE: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ["SQLITE_FULL", "disk-full"],
  ["SQLITE_READONLY", "no-rights"],
  ["SQLITE_CANTOPEN", "no-rights"],
  ["SQLITE_PERM", "no-rights"],
  ["SQLITE_AUTH", "no-rights"],
  ["SQLITE_NOTADB", "store-unreadable"],
  ["SQLITE_CORRUPT", "store-damaged"],
  ["SQLITE_IOERR", "store-damaged"],
  ["SQLITE_BUSY", "store-in-use"],
];

const OF_FILES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EFBIG: "disk-full",
  EACCES: "no-rights",
  EPERM: "no-rights",
  EROFS: "no-rights",
  ENOTDIR: "no-rights",
  ENOENT: "file-not-found",
};

/** SQLite's failures as Soepel's; what is not expected goes on as it is (its message names tables, never values). */
export function translateSqliteError(error: unknown, file: string): unknown {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== "string") return error;
  const entry = OF_SQLITE.find(([prefix]) => code.startsWith(prefix));
  return entry === undefined ? error : new SoepelError(entry[1], `${file}, ${code}`, { cause: error });
}

/** The file system's failures as Soepel's; `file` is a name without its folder. */
export function translateFileError(error: unknown, file: string): unknown {
  if (error instanceof SoepelError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const known = OF_FILES[code];
  return known === undefined ? error : new SoepelError(known, `${file}, ${code}`, { cause: error });
}
