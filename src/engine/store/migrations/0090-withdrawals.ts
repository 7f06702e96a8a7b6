import type { Migration } from "../migrate.ts";

export const withdrawals: Migration = {
  version: 90,
  up(db) {
    // A version may be sent and withdrawn: two deliveries, so the table is made anew with another key.
    db.execute(`
      CREATE TABLE delivery (
        consult_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        act TEXT NOT NULL CHECK (act IN ('send', 'withdraw')),
        -- Kept as it was approved: a second sending is the same bundle. Absent once the transcript's retention is over.
        bundle TEXT CHECK (bundle IS NULL OR json_valid(bundle)),
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'recalled')),
        attempts INTEGER NOT NULL DEFAULT 0,
        next_at TEXT NOT NULL,
        error TEXT,
        -- The HIS' own words of the last failure. They may name the patient: nowhere but here.
        answer TEXT,
        queued_at TEXT NOT NULL,
        settled_at TEXT,
        PRIMARY KEY (consult_id, version, act),
        FOREIGN KEY (consult_id, version) REFERENCES note_version (consult_id, version)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO delivery SELECT consult_id, version, 'send', bundle, state, attempts, next_at, error, NULL, queued_at, settled_at
        FROM outbox;
      DROP TABLE outbox;
      ALTER TABLE delivery RENAME TO outbox;
      CREATE INDEX outbox_due ON outbox (state, next_at);
    `);
  },
};
