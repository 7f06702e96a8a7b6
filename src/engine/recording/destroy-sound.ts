import { rmSync } from "node:fs";
import { type Actor, appendAudit } from "../store/audit.ts";
import { getConsult } from "../store/consult-rows.ts";
import type { Store } from "../store/store.ts";
import { type DestroyReason, destroyKeys, findRecording, listPaths } from "./recording-rows.ts";

/**
 * Gives up the keys of a consult's sound, and records that: from here on nobody can hear it. May be part of a larger
 * transaction; `finishDestruction` follows after it with the files answered. Undefined where there is no sound.
 */
export function giveUpSound(store: Store, consultId: string, why: DestroyReason, actor: Actor): string[] | undefined {
  const recording = findRecording(store, consultId);
  if (recording === undefined || recording.state === "destroyed") return undefined;
  return store.db.transaction(() => {
    const paths = listPaths(store, recording.id);
    destroyKeys(store, recording.id, why);
    const { patientId } = getConsult(store, consultId);
    appendAudit(store, { actor, action: "sound-destroyed", patientId, consultId, object: why });
    return paths;
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
