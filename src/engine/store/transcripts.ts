import type { Transcript, Utterance, Word } from "../../core/transcript/transcript.ts";
import type { Store } from "./store.ts";

/** Adds an utterance, or puts it in the place of the one of that id (heard again, or its speaker swapped). */
export function putUtterance({ db }: Store, consultId: string, utterance: Utterance): void {
  const { id, start, end, speaker, text, words } = utterance;
  const values = [consultId, id, start, end, speaker, text, JSON.stringify(words)];
  db.run("INSERT OR REPLACE INTO utterance VALUES (?, ?, ?, ?, ?, ?, ?)", ...values);
}

/** What was said, in order; it lasts to the end of the last utterance. */
export function readTranscript({ db }: Store, consultId: string): Transcript {
  const rows = db.all<Omit<Utterance, "words"> & { words: string }>(
    `SELECT id, start_s AS start, end_s AS end, speaker, text, words FROM utterance
      WHERE consult_id = ? ORDER BY start_s, end_s, id`,
    consultId,
  );
  const utterances = rows.map((row) => ({ ...row, words: JSON.parse(row.words) as Word[] }));
  return { language: "nl", durationS: Math.max(0, ...utterances.map(({ end }) => end)), utterances };
}

/** Deletes what was said after `fromS` (a part of an utterance takes all of it along); the number of utterances gone. */
export function deleteUtterances({ db }: Store, consultId: string, fromS = 0): number {
  return db.run("DELETE FROM utterance WHERE consult_id = ? AND end_s > ?", consultId, fromS);
}

/** Deletes one utterance: heard again with its neighbours, nobody said it. */
export function deleteUtterance({ db }: Store, consultId: string, id: string): void {
  db.run("DELETE FROM utterance WHERE consult_id = ? AND id = ?", consultId, id);
}
