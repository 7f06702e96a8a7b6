import type { Migration } from "../migrate.ts";

export const sentBundles: Migration = {
  version: 120,
  up(db) {
    db.execute(`
      -- As it went out, an amendment of what the HIS had then. Kept as long as the note: it alone tells what to amend or withdraw there.
      ALTER TABLE outbox ADD COLUMN sent TEXT CHECK (sent IS NULL OR json_valid(sent));
      -- The names given in it, for the version after it.
      ALTER TABLE outbox ADD COLUMN names TEXT CHECK (names IS NULL OR json_valid(names));
      -- The address of the HIS that it went to.
      ALTER TABLE outbox ADD COLUMN destination TEXT;
      UPDATE outbox SET sent = bundle;
    `);
  },
};
