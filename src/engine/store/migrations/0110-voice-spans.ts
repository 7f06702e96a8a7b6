import type { Migration } from "../migrate.ts";

export const voiceSpans: Migration = {
  version: 110,
  up(db) {
    // A voice's label is another when the recording is heard again: what she said of a voice stands by when that voice spoke.
    db.execute(`
      ALTER TABLE attribution ADD COLUMN spans TEXT CHECK (spans IS NULL OR json_valid(spans));
      UPDATE attribution SET spans = (
        SELECT json_group_array(json_array(start_s, end_s)) FROM utterance u
        WHERE u.consult_id = attribution.consult_id AND u.voice = attribution.label
      ) WHERE scope = 'voice';
    `);
  },
};
