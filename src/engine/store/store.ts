import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { SoepelError } from "../../contract/errors.ts";
import { type Clock, systemClock } from "../clock.ts";
import { Database } from "./database.ts";
import { translateError } from "./failures.ts";
import { deriveKey, type KeyProvider } from "./key.ts";
import { dropUpgradeCopies, type Migration, migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/migrations.ts";
import { type Owner, takeOwnership } from "./owner-lock.ts";

/** For whoever looks into the folder. */
const BEGUN = "Soepel has data here. Where soepel.db is gone it does not begin anew: put soepel.db or a backup back.\n";

/** An open data folder: ours alone until it is closed. */
export interface Store {
  readonly db: Database;
  readonly clock: Clock;
  readonly owner: Owner;
  /** Where the encrypted sound lies. */
  readonly soundFolder: string;
  /** Wraps the recordings' own keys. */
  readonly wrappingKey: Buffer;
  /** After a destruction: nothing of it stays in the write-ahead log or in a copy made before an upgrade. */
  scrub(): void;
  close(): void;
}

/**
 * Opens a data folder, making it where it is not there. Fails: store-in-use, store-newer, store-unreadable,
 * store-damaged, store-missing, key-missing, key-invalid, no-rights, disk-full; whichever it is, nothing is changed.
 */
export async function openStore(options: {
  readonly folder: string;
  readonly keys: KeyProvider;
  /** Who asks, for whoever finds the folder taken: "app", "serve", "cli". */
  readonly program: string;
  readonly clock?: Clock;
  readonly migrations?: readonly Migration[];
}): Promise<Store> {
  const { folder, keys, program, clock = systemClock, migrations = MIGRATIONS } = options;
  const path = join(folder, "soepel.db");
  const soundFolder = join(folder, "sound");
  const begun = `${path}.begun`;
  try {
    mkdirSync(soundFolder, { recursive: true, mode: 0o700 });
    if (process.platform !== "win32") chmodSync(folder, 0o700);
  } catch (error) {
    throw translateError(error, basename(folder));
  }
  const lock = takeOwnership(join(folder, "owner.lock"), program, clock.now());
  let db: Database | undefined;
  try {
    const isNew = !existsSync(path) || statSync(path).size === 0;
    // Traces of a database that is elsewhere now: an empty one in its place would hide that, and its sound would be swept away.
    if (isNew && (existsSync(begun) || readdirSync(soundFolder).length > 0))
      throw new SoepelError("store-missing", basename(path));
    const master = await keys.load(isNew);
    db = new Database(path, deriveKey(master, "database"));
    migrate(db, path, migrations);
    mark(begun);
    const open = db;
    return {
      db,
      clock,
      owner: lock.owner,
      soundFolder,
      wrappingKey: deriveKey(master, "recordings"),
      scrub() {
        open.checkpoint();
        dropUpgradeCopies(path);
      },
      close() {
        open.close();
        lock.release();
      },
    };
  } catch (error) {
    db?.close();
    lock.release();
    throw error;
  }
}

/** That there was a database. */
function mark(path: string): void {
  if (existsSync(path)) return;
  try {
    writeFileSync(path, BEGUN, { mode: 0o600 });
  } catch (error) {
    throw translateError(error, basename(path));
  }
}
