import type { Migration } from "../migrate.ts";

export const closed: Migration = {
  version: 100,
  up(db) {
    // Closing Soepel is a reason of its own: a CHECK cannot be changed, so the table is made anew.
    db.execute(`
      CREATE TABLE gap_closed (
        recording_id TEXT NOT NULL REFERENCES recording (id),
        start_s REAL NOT NULL,
        end_s REAL NOT NULL CHECK (end_s >= start_s),
        reason TEXT NOT NULL CHECK (reason IN ('pause', 'closed', 'suspend', 'device', 'crash', 'disk', 'destroyed')),
        began_at TEXT NOT NULL,
        ended_at TEXT
      ) STRICT;
      INSERT INTO gap_closed SELECT recording_id, start_s, end_s, reason, began_at, ended_at FROM gap ORDER BY rowid;
      DROP TABLE gap;
      ALTER TABLE gap_closed RENAME TO gap;
      CREATE INDEX gap_recording ON gap (recording_id);
    `);
  },
};
