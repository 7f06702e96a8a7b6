import type { Migration } from "../migrate.ts";

export const speakers: Migration = {
  version: 70,
  up(db) {
    db.execute(`
      -- What was heard of who spoke. What the clinician says of it stands apart, so that hearing again does not undo it.
      ALTER TABLE utterance ADD COLUMN voice TEXT;
      ALTER TABLE utterance ADD COLUMN speaker_confidence REAL;

      CREATE TABLE attribution (
        consult_id TEXT NOT NULL REFERENCES consult (id),
        scope TEXT NOT NULL CHECK (scope IN ('utterance', 'voice')),
        -- The utterance's id, or the voice's label.
        label TEXT NOT NULL,
        speaker TEXT NOT NULL,
        clinician_id TEXT NOT NULL REFERENCES clinician (id),
        at TEXT NOT NULL,
        PRIMARY KEY (consult_id, scope, label)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
