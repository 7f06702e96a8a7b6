import type { Migration } from "../migrate.ts";

export const voicePrints: Migration = {
  version: 80,
  up(db) {
    db.execute(`
      -- What a clinician's voice is like: float32, little-endian. No sound of it is kept.
      CREATE TABLE voice_print (
        clinician_id TEXT PRIMARY KEY REFERENCES clinician (id),
        print BLOB NOT NULL,
        -- Seconds of speech that it rests on.
        speech_s REAL NOT NULL,
        made_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
