import type { Migration } from "../migrate.ts";

export const settings: Migration = {
  version: 60,
  up(db) {
    // In the encrypted database, as the HIS' secret is among them.
    db.execute(`
      CREATE TABLE setting (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
