import { basename } from "node:path";
import SQLite from "better-sqlite3-multiple-ciphers";
import { SoepelError } from "../../contract/errors.ts";
import { translateError } from "./failures.ts";

/** Who has the data folder: the program ("app", "serve", "cli") and its process. */
export interface Owner {
  readonly program: string;
  readonly pid: number;
  readonly since: string;
}

/**
 * Takes the data folder for this process, or says who has it (store-in-use). The lock is a small SQLite file with a
 * write transaction left open: the operating system lets go of it when the process dies, however it dies, so there is
 * no stale lock and no pid that another program got since. Readers see the owner's name.
 */
export function takeOwnership(path: string, program: string, at: Date): { readonly owner: Owner; release(): void } {
  const owner: Owner = { program, pid: process.pid, since: at.toISOString() };
  let db: SQLite.Database | undefined;
  try {
    db = new SQLite(path, { timeout: 0 });
    db.exec("BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS owner(program TEXT, pid INTEGER, since TEXT) STRICT");
    db.exec("DELETE FROM owner");
    db.prepare("INSERT INTO owner VALUES (?, ?, ?)").run(owner.program, owner.pid, owner.since);
    // Between these two another may slip in; then this BEGIN fails and the other has it.
    db.exec("COMMIT; BEGIN IMMEDIATE");
  } catch (error) {
    const holder = (error as { code?: string }).code?.startsWith("SQLITE_BUSY") ? readOwner(path) : undefined;
    db?.close();
    if (holder !== undefined) {
      throw new SoepelError("store-in-use", `${holder.program}, process ${holder.pid}, since ${holder.since}`);
    }
    throw translateError(error, basename(path));
  }
  const held = db;
  return { owner, release: () => held.close() };
}

function readOwner(path: string): Owner | undefined {
  const db = new SQLite(path, { timeout: 200 });
  try {
    return db.prepare<[], Owner>("SELECT program, pid, since FROM owner").get();
  } catch {
    // The owner is writing its name this moment: it is in use, by whom is not known yet.
    return undefined;
  } finally {
    db.close();
  }
}
