import { rmSync } from "node:fs";
import { type Actor, appendAudit } from "../store/audit.ts";
import type { ConsultRow } from "../store/consult-rows.ts";
import type { Store } from "../store/store.ts";
import { type DestroyReason, destroyKeys, findRecording, listPaths } from "./recording-rows.ts";

/**
 * Gives up the keys of a consult's sound, and records that: from here on nobody can hear it. May be part of a larger
 * transaction; `finishDestruction` follows after it with the files answered. Undefined where there is no sound.
 */
export function giveUpSound(store: Store, consult: ConsultRow, why: DestroyReason, actor: Actor): string[] | undefined {
  const recording = findRecording(store, consult.id);
  if (recording === undefined || recording.state === "destroyed") return undefined;
  return store.db.transaction(() => {
    destroyKeys(store, recording.id, why);
    const { patientId, id: consultId } = consult;
    appendAudit(store, { actor, action: "sound-destroyed", patientId, consultId, object: why });
    return listPaths(store, recording.id);
  });
}

/**
 * Removes the last traces: log and upgrade copies of the database, then the sound files. A crash before it leaves files
 * that no key opens; salvage sweeps them. Whoever records must have let go (`Recorder.abandon`).
 */
export function finishDestruction(store: Store, paths: readonly string[]): void {
  store.scrub();
  for (const path of paths) rmSync(path, { force: true });
}
