import { basename } from "node:path";
import SQLite from "better-sqlite3-multiple-ciphers";
import { translateError } from "./failures.ts";

export type Value = string | number | Buffer | null;

/**
 * The encrypted database of a data folder. Cipher: `sqlcipher` in the layout of SQLCipher 4 (AES-256-CBC, HMAC-SHA512 a
 * page), chosen by name because the library's default is ChaCha20; the key is 32 random bytes, so no key derivation.
 * The only file that speaks SQL's errors: they leave as SoepelErrors.
 */
export class Database {
  readonly #db: SQLite.Database;
  readonly #file: string;
  readonly #statements = new Map<string, SQLite.Statement<unknown[]>>();

  /** Fails: store-unreadable (wrong key, or not a database), store-damaged, no-rights, disk-full. */
  constructor(path: string, key: Buffer) {
    this.#file = basename(path);
    let db: SQLite.Database | undefined;
    try {
      db = new SQLite(path);
      db.pragma("cipher = 'sqlcipher'");
      db.pragma("legacy = 4");
      db.pragma(`key = "x'${key.toString("hex")}'"`);
      // The first read: here a wrong key shows.
      db.pragma("journal_mode = WAL");
      // A note that was approved must survive a power cut.
      db.pragma("synchronous = FULL");
      db.pragma("foreign_keys = ON");
      db.pragma("secure_delete = ON");
      db.pragma("trusted_schema = OFF");
      // Otherwise a sort may spill rows, in the clear, into a temp file.
      db.pragma("temp_store = MEMORY");
    } catch (error) {
      db?.close();
      throw translateError(error, this.#file);
    }
    this.#db = db;
  }

  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.#guard(() => this.#prepare(sql).all(...values) as Row[]);
  }

  get<Row>(sql: string, ...values: Value[]): Row | undefined {
    return this.#guard(() => this.#prepare(sql).get(...values) as Row | undefined);
  }

  /** The number of rows changed. */
  run(sql: string, ...values: Value[]): number {
    return this.#guard(() => this.#prepare(sql).run(...values).changes);
  }

  /** Runs statements as they are; for the migrations. */
  execute(sql: string): void {
    this.#guard(() => this.#db.exec(sql));
  }

  pragma(name: string): unknown {
    return this.#guard(() => this.#db.pragma(name, { simple: true }));
  }

  /** All or nothing. Inside another transaction it is part of that one. */
  transaction<T>(work: () => T): T {
    return this.#guard(() => this.#db.transaction(work).immediate());
  }

  /** Empties the write-ahead log, so that what was deleted is not in there either. */
  checkpoint(): void {
    this.pragma("wal_checkpoint(TRUNCATE)");
  }

  close(): void {
    this.#db.close();
  }

  #prepare(sql: string): SQLite.Statement<unknown[]> {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw translateError(error, this.#file);
    }
  }
}
