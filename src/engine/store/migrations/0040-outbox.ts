import type { Migration } from "../migrate.ts";

export const outbox: Migration = {
  version: 40,
  up(db) {
    db.execute(`
      CREATE TABLE outbox (
        consult_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        -- Kept as it was approved: a second sending is the same bundle. Absent once the transcript's retention is over.
        bundle TEXT CHECK (bundle IS NULL OR json_valid(bundle)),
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'recalled')),
        attempts INTEGER NOT NULL DEFAULT 0,
        next_at TEXT NOT NULL,
        error TEXT,
        queued_at TEXT NOT NULL,
        settled_at TEXT,
        PRIMARY KEY (consult_id, version),
        FOREIGN KEY (consult_id, version) REFERENCES note_version (consult_id, version)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX outbox_due ON outbox (state, next_at);
    `);
  },
};
