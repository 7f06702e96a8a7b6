import { finishDestruction, giveUpSound } from "../recording/destroy-sound.ts";
import { appendAudit, SOEPEL } from "../store/audit.ts";
import { listSettledBefore } from "../store/consult-rows.ts";
import { deleteDrafts } from "../store/note-versions.ts";
import type { Store } from "../store/store.ts";
import { destroyTranscript } from "../store/transcripts.ts";
import { dropBundles } from "./outbox-rows.ts";

/** How long things stay after the HIS accepted the note, or the consult was discarded (DESIGN.md, section 1, step 7). */
export interface Retention {
  /** 0 to 720 (30 days). */
  readonly soundHours: number;
  readonly transcriptDays: number;
}

export const DEFAULT_RETENTION: Retention = { soundHours: 24, transcriptDays: 30 };

const HOUR_MS = 3_600_000;

/**
 * Destroys what was kept long enough, and records it. What is neither accepted nor discarded is never touched, nor what
 * is being amended. Answers the consults that lost something.
 */
export function applyRetention(store: Store, retention: Retention): string[] {
  const { soundHours, transcriptDays } = retention;
  if (!(soundHours >= 0 && soundHours <= 720 && transcriptDays >= 0)) throw new RangeError("retention out of range");
  const before = (hours: number) => new Date(store.clock.now().getTime() - hours * HOUR_MS);
  const changed = new Set<string>();
  const paths: string[] = [];
  for (const consult of listSettledBefore(store, before(soundHours))) {
    const gone = giveUpSound(store, consult, "retention", SOEPEL);
    if (gone !== undefined) changed.add(consult.id);
    paths.push(...(gone ?? []));
  }
  for (const { id, patientId } of listSettledBefore(store, before(24 * transcriptDays))) {
    store.db.transaction(() => {
      if (destroyTranscript(store, id) + deleteDrafts(store, id) + dropBundles(store, id) === 0) return;
      appendAudit(store, {
        actor: SOEPEL,
        action: "transcript-destroyed",
        patientId,
        consultId: id,
        object: "retention",
      });
      changed.add(id);
    });
  }
  if (changed.size > 0) finishDestruction(store, paths);
  return [...changed];
}

/** Applies retention now and every hour, and tells which consults lost something; the answer stops it. `read` gives the settings of the moment. */
export function keepRetention(
  store: Store,
  read: () => Retention,
  onChange: (consultId: string) => void,
  onError: (error: unknown) => void,
): () => void {
  let cancel = () => {};
  const tick = () => {
    try {
      for (const consultId of applyRetention(store, read())) onChange(consultId);
    } catch (error) {
      onError(error);
    }
    cancel = store.clock.after(HOUR_MS, tick);
  };
  tick();
  return () => cancel();
}
