import { readdirSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { Store } from "../store/store.ts";
import { endOf } from "./recorder.ts";
import { addGap, hasKey, listParts, listRecordings, setRecordingState } from "./recording-rows.ts";

/** A recording that a crash cut off. Where it is not readable, salvage crashed on it before: discarding it is offered. */
export interface Salvaged {
  readonly consultId: string;
  /** Seconds saved. */
  readonly seconds: number;
  readonly isReadable: boolean;
}

/**
 * At the start of Soepel: closes the recordings that were open when it died. Each is tried once, so that one that
 * brings Soepel down cannot do so for ever. No sound is deleted.
 */
export async function salvageRecordings(store: Store): Promise<Salvaged[]> {
  const found: Salvaged[] = [];
  for (const { id, consultId } of listRecordings(store, "salvaging")) {
    setRecordingState(store, id, "unreadable");
    found.push({ consultId, seconds: 0, isReadable: false });
  }
  for (const { id, consultId } of listRecordings(store, "open")) {
    setRecordingState(store, id, "salvaging");
    const seconds = await endOf(store, id);
    store.db.transaction(() => {
      addGap(store, id, { startS: seconds, endS: seconds, reason: "crash", beganAt: lastWrite(store, id) });
      setRecordingState(store, id, "salvaged");
    });
    found.push({ consultId, seconds, isReadable: true });
  }
  sweepKeyless(store);
  return found;
}

/** Removes files that no key opens: left by a crash between giving up a key and removing its file. */
function sweepKeyless(store: Store): void {
  for (const name of readdirSync(store.soundFolder)) {
    if (name.endsWith(".sound") && !hasKey(store, basename(name, ".sound"))) {
      rmSync(join(store.soundFolder, name), { force: true });
    }
  }
}

function lastWrite(store: Store, recordingId: string): string {
  const last = listParts(store, recordingId).at(-1);
  const stat = last && statSync(last.path, { throwIfNoEntry: false });
  return (stat?.mtime ?? store.clock.now()).toISOString();
}
