import { type Actor, appendAudit } from "./audit.ts";
import type { Store } from "./store.ts";

/** What a clinician's voice is like: a direction of 256 numbers, from which no word and no sound can be made again. */
export interface VoicePrint {
  readonly print: Float32Array;
  /** Seconds of speech that it rests on. */
  readonly speechS: number;
  readonly madeAt: string;
}

/** Keeps a clinician's voice print in the place of the one before. */
export function saveVoicePrint(
  store: Store,
  clinicianId: string,
  print: Float32Array,
  speechS: number,
  actor: Actor,
): void {
  store.db.transaction(() => {
    const bytes = Buffer.from(print.buffer, print.byteOffset, print.byteLength);
    const madeAt = store.clock.now().toISOString();
    store.db.run("INSERT OR REPLACE INTO voice_print VALUES (?, ?, ?, ?)", clinicianId, bytes, speechS, madeAt);
    appendAudit(store, { actor, action: "voice-print-saved", object: clinicianId });
  });
}

export function readVoicePrint({ db }: Store, clinicianId: string): VoicePrint | undefined {
  const sql = "SELECT print, speech_s AS speechS, made_at AS madeAt FROM voice_print WHERE clinician_id = ?";
  const row = db.get<{ print: Uint8Array; speechS: number; madeAt: string }>(sql, clinicianId);
  if (row === undefined) return undefined;
  return { ...row, print: new Float32Array(Uint8Array.from(row.print).buffer) };
}

/** Deletes it; from the next consult on voices are told apart without. */
export function deleteVoicePrint(store: Store, clinicianId: string, actor: Actor): void {
  store.db.transaction(() => {
    if (store.db.run("DELETE FROM voice_print WHERE clinician_id = ?", clinicianId) === 0) return;
    appendAudit(store, { actor, action: "voice-print-deleted", object: clinicianId });
  });
}
