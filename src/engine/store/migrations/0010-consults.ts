import type { Migration } from "../migrate.ts";

export const consults: Migration = {
  version: 10,
  up(db) {
    db.execute(`
      CREATE TABLE clinician (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        role TEXT NOT NULL CHECK (role IN ('huisarts', 'waarnemer', 'poh-s', 'poh-ggz')),
        agb TEXT, uzi TEXT, big TEXT
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE patient (
        id TEXT PRIMARY KEY,
        given TEXT NOT NULL,
        family TEXT NOT NULL CHECK (family <> ''),
        birth_date TEXT NOT NULL,
        gender TEXT NOT NULL CHECK (gender IN ('male', 'female', 'other', 'unknown')),
        bsn TEXT UNIQUE
      ) STRICT, WITHOUT ROWID;

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
