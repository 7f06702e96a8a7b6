import type { Speaker, Transcript, Utterance, Word } from "../../core/transcript/transcript.ts";
import type { Store } from "./store.ts";

interface Row {
  id: string;
  start_s: number;
  end_s: number;
  speaker: Speaker;
  text: string;
  words: string;
}

/** Adds an utterance, or puts it in the place of the one of that id (heard again, or its speaker swapped). */
export function putUtterance(store: Store, consultId: string, utterance: Utterance): void {
  store.db.run(
    `INSERT INTO utterance VALUES (@consult, @id, @start, @end, @speaker, @text, @words)
      ON CONFLICT (consult_id, id) DO UPDATE SET start_s = excluded.start_s, end_s = excluded.end_s,
      speaker = excluded.speaker, text = excluded.text, words = excluded.words`,
    {
      consult: consultId,
      id: utterance.id,
      start: utterance.start,
      end: utterance.end,
      speaker: utterance.speaker,
      text: utterance.text,
      words: JSON.stringify(utterance.words),
    },
  );
}

/** What was said, in order. `durationS` is that of the sound, or the end of what was said where there is none. */
export function readTranscript(store: Store, consultId: string, durationS = 0): Transcript {
  const rows = store.db.all<Row>("SELECT * FROM utterance WHERE consult_id = @consult ORDER BY start_s, end_s, id", {
    consult: consultId,
  });
  const utterances = rows.map(({ id, start_s: start, end_s: end, speaker, text, words }) => ({
    id,
    start,
    end,
    speaker,
    text,
    words: JSON.parse(words) as Word[],
  }));
  return { language: "nl", durationS: Math.max(durationS, ...utterances.map((u) => u.end)), utterances };
}

/** Deletes what was said after `fromS` (a part of an utterance takes all of it along); the number of utterances gone. */
export function deleteUtterances(store: Store, consultId: string, fromS = Number.NEGATIVE_INFINITY): number {
  return store.db.run("DELETE FROM utterance WHERE consult_id = @consult AND end_s > @from", {
    consult: consultId,
    from: fromS,
  });
}
