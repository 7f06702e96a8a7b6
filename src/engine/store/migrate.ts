import { closeSync, copyFileSync, fsyncSync, openSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { SoepelError } from "../../contract/errors.ts";
import type { Database } from "./database.ts";
import { translateError } from "./failures.ts";

/** One step of the schema. A step that was shipped is never edited; versions go in tens, so that branches do not collide. */
export interface Migration {
  readonly version: number;
  up(db: Database): void;
}

/** Versions must be multiples of ten and rise: a list that does not is a bug of ours. */
export function assertMonotonic(migrations: readonly Migration[]): void {
  migrations.reduce((last, { version }) => {
    if (version % 10 !== 0 || version <= last) throw new Error(`migration ${version} after ${last}: not a rising ten`);
    return version;
  }, 0);
}

/**
 * Brings the database at `path` to the newest schema, all pending steps in one transaction, after copying the file.
 * A database from a newer Soepel is refused untouched (store-newer).
 */
export function migrate(db: Database, path: string, migrations: readonly Migration[]): void {
  assertMonotonic(migrations);
  const newest = migrations.at(-1)?.version ?? 0;
  const current = db.pragma("user_version") as number;
  if (current > newest) {
    throw new SoepelError("store-newer", `${basename(path)} has version ${current}, this Soepel knows ${newest}`);
  }
  if (current === newest) return;
  if (current > 0) copyBeforeUpgrade(db, path, current);
  db.transaction(() => {
    for (const migration of migrations) if (migration.version > current) migration.up(db);
    db.pragma(`user_version = ${newest}`);
  });
}

const COPY = /\.before-\d+$/;

function copyBeforeUpgrade(db: Database, path: string, version: number): void {
  db.checkpoint();
  const copy = `${path}.before-${version}`;
  try {
    copyFileSync(path, copy);
    const file = openSync(copy, "r+");
    fsyncSync(file);
    closeSync(file);
  } catch (error) {
    throw translateError(error, basename(copy));
  }
}

/** Removes the copies made before upgrades: what is destroyed in the database must not live on in them. */
export function dropUpgradeCopies(path: string): void {
  for (const name of readdirSync(dirname(path))) {
    if (name.startsWith(basename(path)) && COPY.test(name)) rmSync(join(dirname(path), name), { force: true });
  }
}
