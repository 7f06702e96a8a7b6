import type { Migration } from "../migrate.ts";

export const notes: Migration = {
  version: 30,
  up(db) {
    db.execute(`
      CREATE TABLE utterance (
        consult_id TEXT NOT NULL REFERENCES consult (id),
        id TEXT NOT NULL,
        start_s REAL NOT NULL,
        end_s REAL NOT NULL,
        speaker TEXT NOT NULL,
        text TEXT NOT NULL,
        words TEXT NOT NULL CHECK (json_valid(words)),
        PRIMARY KEY (consult_id, id)
      ) STRICT, WITHOUT ROWID;

      -- Every save is a new version. 'amended' is an approval after an earlier one.
      CREATE TABLE note_version (
        consult_id TEXT NOT NULL REFERENCES consult (id),
        version INTEGER NOT NULL CHECK (version > 0),
        kind TEXT NOT NULL CHECK (kind IN ('draft', 'approved', 'amended')),
        note TEXT NOT NULL CHECK (json_valid(note)),
        -- The clinician; absent where the writer made it.
        clinician_id TEXT REFERENCES clinician (id),
        created_at TEXT NOT NULL,
        PRIMARY KEY (consult_id, version),
        CHECK (kind = 'draft' OR clinician_id IS NOT NULL)
      ) STRICT, WITHOUT ROWID;

      CREATE TRIGGER note_version_is_final BEFORE UPDATE ON note_version
      BEGIN SELECT RAISE(ABORT, 'a note version is never changed'); END;
      CREATE TRIGGER approved_note_stays BEFORE DELETE ON note_version WHEN OLD.kind <> 'draft'
      BEGIN SELECT RAISE(ABORT, 'an approved note is never deleted'); END;
    `);
  },
};
