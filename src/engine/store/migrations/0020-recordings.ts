import type { Migration } from "../migrate.ts";

export const recordings: Migration = {
  version: 20,
  up(db) {
    db.execute(`
      CREATE TABLE recording (
        id TEXT PRIMARY KEY,
        consult_id TEXT NOT NULL UNIQUE REFERENCES consult (id),
        started_at TEXT NOT NULL,
        -- 'salvaging' stays behind where salvage itself crashed: it is then not tried a second time.
        state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'salvaging', 'salvaged', 'unreadable', 'destroyed')),
        destroyed_at TEXT,
        destroyed_why TEXT CHECK (destroyed_why IN ('withdrawn', 'retention'))
      ) STRICT, WITHOUT ROWID;

      -- A stretch of sound at one rate in one file with one key. A key that is gone is sound that is gone.
      CREATE TABLE sound_part (
        id TEXT PRIMARY KEY,
        recording_id TEXT NOT NULL REFERENCES recording (id),
        seq INTEGER NOT NULL,
        rate INTEGER NOT NULL CHECK (rate BETWEEN 8000 AND 384000),
        start_s REAL NOT NULL,
        wrapped_key BLOB,
        UNIQUE (recording_id, seq)
      ) STRICT, WITHOUT ROWID;

      -- Where and why sound is missing: times of the recording in seconds, and of the clock.
      CREATE TABLE gap (
        recording_id TEXT NOT NULL REFERENCES recording (id),
        start_s REAL NOT NULL,
        end_s REAL NOT NULL CHECK (end_s >= start_s),
        reason TEXT NOT NULL CHECK (reason IN ('pause', 'suspend', 'device', 'crash', 'disk', 'destroyed')),
        began_at TEXT NOT NULL,
        ended_at TEXT
      ) STRICT;
      CREATE INDEX gap_recording ON gap (recording_id);
    `);
  },
};
