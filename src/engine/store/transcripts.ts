import type { Speaker, Transcript, Utterance, Word } from "../../core/transcript/transcript.ts";
import type { Store } from "./store.ts";

/** Adds an utterance, or puts it in the place of the one of that id (heard again). The clinician's word on who spoke it stays. */
export function putUtterance({ db }: Store, consultId: string, utterance: Utterance): void {
  const { id, start, end, speaker, text, words, voice = null, speakerConfidence = null } = utterance;
  const values = [consultId, id, start, end, speaker, text, JSON.stringify(words), voice, speakerConfidence];
  db.run("INSERT OR REPLACE INTO utterance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", ...values);
}

interface Row extends Pick<Utterance, "id" | "start" | "end" | "speaker" | "text"> {
  readonly words: string;
  readonly voice: string | null;
  readonly speakerConfidence: number | null;
  readonly byHand: Speaker | null;
}

// The clinician's word on this utterance comes before that on its voice, and both before what was heard.
const SELECT = `SELECT u.id, start_s AS start, end_s AS end, u.speaker, text, words, voice, speaker_confidence AS speakerConfidence,
  coalesce(own.speaker, shared.speaker) AS byHand FROM utterance u
  LEFT JOIN attribution own ON own.consult_id = u.consult_id AND own.scope = 'utterance' AND own.label = u.id
  LEFT JOIN attribution shared ON shared.consult_id = u.consult_id AND shared.scope = 'voice' AND shared.label = u.voice`;

function toUtterance({ words, voice, speakerConfidence, byHand, speaker, ...row }: Row): Utterance {
  return {
    ...row,
    speaker: byHand ?? speaker,
    ...(voice === null ? {} : { voice }),
    ...(byHand !== null ? { byHand: true } : speakerConfidence === null ? {} : { speakerConfidence }),
    words: JSON.parse(words) as Word[],
  };
}

/** What was said, in order; it lasts to the end of the last utterance. */
export function readTranscript({ db }: Store, consultId: string): Transcript {
  const rows = db.all<Row>(`${SELECT} WHERE u.consult_id = ? ORDER BY start_s, end_s, u.id`, consultId);
  const utterances = rows.map(toUtterance);
  return { language: "nl", durationS: Math.max(0, ...utterances.map(({ end }) => end)), utterances };
}

export function findUtterance({ db }: Store, consultId: string, id: string): Utterance | undefined {
  const row = db.get<Row>(`${SELECT} WHERE u.consult_id = ? AND u.id = ?`, consultId, id);
  return row === undefined ? undefined : toUtterance(row);
}

/** The clinician's word on who spoke: of one utterance, or of a whole voice, which then holds for each of its utterances. */
export function attribute(
  { db, clock }: Store,
  consultId: string,
  { scope, label, speaker }: { scope: "utterance" | "voice"; label: string; speaker: Speaker },
  clinicianId: string,
): void {
  if (scope === "voice") {
    const ofVoice = "SELECT id FROM utterance WHERE consult_id = ? AND voice = ?";
    const sql = `DELETE FROM attribution WHERE consult_id = ? AND scope = 'utterance' AND label IN (${ofVoice})`;
    db.run(sql, consultId, consultId, label);
  }
  const values = [consultId, scope, label, speaker, clinicianId, clock.now().toISOString()];
  db.run("INSERT OR REPLACE INTO attribution VALUES (?, ?, ?, ?, ?, ?)", ...values);
}

/** The utterances on whose speaker the clinician gave her word after `moment`. */
export function listAttributedAfter({ db }: Store, consultId: string, moment: string): string[] {
  const rows = db.all<{ id: string }>(
    `SELECT u.id FROM utterance u WHERE u.consult_id = ? AND EXISTS (SELECT 1 FROM attribution a
      WHERE a.consult_id = u.consult_id AND a.at > ?
        AND ((a.scope = 'utterance' AND a.label = u.id) OR (a.scope = 'voice' AND a.label = u.voice)))
      ORDER BY u.start_s`,
    consultId,
    moment,
  );
  return rows.map(({ id }) => id);
}

/** Deletes what was said after `fromS` (a part of an utterance takes all of it along); the number of utterances gone. */
export function deleteUtterances({ db }: Store, consultId: string, fromS = 0): number {
  return db.run("DELETE FROM utterance WHERE consult_id = ? AND end_s > ?", consultId, fromS);
}

/** Deletes the transcript for good, the clinician's word on its speakers included; the number of utterances gone. */
export function destroyTranscript(store: Store, consultId: string): number {
  store.db.run("DELETE FROM attribution WHERE consult_id = ?", consultId);
  return deleteUtterances(store, consultId);
}

/** Deletes one utterance: heard again with its neighbours, nobody said it. */
export function deleteUtterance({ db }: Store, consultId: string, id: string): void {
  db.run("DELETE FROM utterance WHERE consult_id = ? AND id = ?", consultId, id);
}
