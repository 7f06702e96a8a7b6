import type { Migration } from "../migrate.ts";

export const consults: Migration = {
  version: 10,
  up(db) {
    db.execute(`
      CREATE TABLE clinician (id TEXT PRIMARY KEY, profile TEXT NOT NULL CHECK (json_valid(profile))) STRICT;
      CREATE TABLE patient (
        id TEXT PRIMARY KEY,
        bsn TEXT UNIQUE,
        file TEXT NOT NULL CHECK (json_valid(file))
      ) STRICT;
      CREATE TABLE consult (
        id TEXT PRIMARY KEY,
        patient_id TEXT NOT NULL REFERENCES patient (id),
        clinician_id TEXT NOT NULL REFERENCES clinician (id),
        setting TEXT NOT NULL,
        started_at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (json_valid(state)),
        -- When it was sent, discarded or withdrawn; retention counts from here.
        settled_at TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX consult_started ON consult (started_at);
      CREATE INDEX consult_settled ON consult (settled_at);
    `);
  },
};
