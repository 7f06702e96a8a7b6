import type { Transcript, Utterance, Word } from "../../core/transcript/transcript.ts";
import type { Store } from "./store.ts";

/** Adds an utterance, or puts it in the place of the one of that id (heard again, or its speaker named). */
export function putUtterance({ db }: Store, consultId: string, utterance: Utterance): void {
  const { id, start, end, speaker, text, words, voice = null, speakerConfidence = null, byHand = false } = utterance;
  const said = [consultId, id, start, end, speaker, text, JSON.stringify(words)];
  db.run(
    "INSERT OR REPLACE INTO utterance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ...said,
    voice,
    speakerConfidence,
    Number(byHand),
  );
}

interface Row extends Pick<Utterance, "id" | "start" | "end" | "speaker" | "text"> {
  readonly words: string;
  readonly voice: string | null;
  readonly speakerConfidence: number | null;
  readonly byHand: number;
}

/** What was said, in order; it lasts to the end of the last utterance. */
export function readTranscript({ db }: Store, consultId: string): Transcript {
  const rows = db.all<Row>(
    `SELECT id, start_s AS start, end_s AS end, speaker, text, words, voice, speaker_confidence AS speakerConfidence,
        by_hand AS byHand
      FROM utterance WHERE consult_id = ? ORDER BY start_s, end_s, id`,
    consultId,
  );
  const utterances = rows.map(
    ({ words, voice, speakerConfidence, byHand, ...row }): Utterance => ({
      ...row,
      ...(voice === null ? {} : { voice }),
      ...(speakerConfidence === null ? {} : { speakerConfidence }),
      ...(byHand === 0 ? {} : { byHand: true }),
      words: JSON.parse(words) as Word[],
    }),
  );
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
