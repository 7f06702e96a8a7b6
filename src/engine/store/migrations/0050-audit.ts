import type { Migration } from "../migrate.ts";

export const audit: Migration = {
  version: 50,
  up(db) {
    // No foreign keys: the log outlives what it tells of.
    db.execute(`
      CREATE TABLE audit_log (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor_id TEXT NOT NULL,
        actor_role TEXT NOT NULL,
        system TEXT NOT NULL,
        action TEXT NOT NULL,
        patient_id TEXT,
        consult_id TEXT,
        object TEXT,
        outcome TEXT NOT NULL,
        hash TEXT NOT NULL
      ) STRICT;
      CREATE INDEX audit_consult ON audit_log (consult_id);
      CREATE INDEX audit_patient ON audit_log (patient_id);

      CREATE TRIGGER audit_log_is_final BEFORE UPDATE ON audit_log
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
      CREATE TRIGGER audit_log_stays BEFORE DELETE ON audit_log
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
    `);
  },
};
