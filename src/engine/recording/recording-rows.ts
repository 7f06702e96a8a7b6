import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { SoepelError } from "../../contract/errors.ts";
import type { Store } from "../store/store.ts";
import type { SoundFile } from "./sound-file.ts";

export type GapReason = "pause" | "suspend" | "device" | "crash" | "disk" | "destroyed";

export type DestroyReason = "withdrawn" | "retention";

/** Where sound is missing: seconds in the recording (a pause takes none), and the clock's times. */
export interface Gap {
  readonly startS: number;
  readonly endS: number;
  readonly reason: GapReason;
  readonly beganAt: string;
  readonly endedAt?: string;
}

export interface RecordingRow {
  readonly id: string;
  readonly consultId: string;
  readonly state: "open" | "closed" | "salvaging" | "salvaged" | "unreadable" | "destroyed";
}

/** One file of a recording, at `startS` seconds of it. */
export interface SoundPart extends SoundFile {
  readonly seq: number;
  readonly startS: number;
}

const COLUMNS = "id, consult_id AS consultId, state";

export function findRecording(store: Store, consultId: string): RecordingRow | undefined {
  return store.db.get(`SELECT ${COLUMNS} FROM recording WHERE consult_id = @consult`, { consult: consultId });
}

export function listRecordings(store: Store, state: RecordingRow["state"]): RecordingRow[] {
  return store.db.all(`SELECT ${COLUMNS} FROM recording WHERE state = @state`, { state });
}

export function addRecording(store: Store, consultId: string): RecordingRow {
  const id = randomUUID();
  const at = store.clock.now().toISOString();
  store.db.run("INSERT INTO recording (id, consult_id, started_at, state) VALUES (@id, @consult, @at, 'open')", {
    id,
    consult: consultId,
    at,
  });
  return { id, consultId, state: "open" };
}

export function setRecordingState(store: Store, id: string, state: RecordingRow["state"]): void {
  store.db.run("UPDATE recording SET state = @state WHERE id = @id", { id, state });
}

/** Makes a key and a place for a stretch of sound; `seq` is its place among the parts. Not a row yet. */
export function makePart(store: Store, rate: number, startS: number, seq: number): SoundPart {
  const partId = randomUUID();
  return { partId, path: soundPath(store, partId), rate, key: randomBytes(32), seq, startS };
}

export function insertPart(store: Store, recordingId: string, part: SoundPart): void {
  store.db.run("INSERT INTO sound_part VALUES (@part, @recording, @seq, @rate, @start, @key)", {
    part: part.partId,
    recording: recordingId,
    seq: part.seq,
    rate: part.rate,
    start: part.startS,
    key: wrapKey(store.wrappingKey, part.partId, part.key),
  });
}

/** A new part after the others. */
export function addPart(store: Store, recordingId: string, rate: number, startS: number): SoundPart {
  const last = store.db.get<{ seq: number | null }>("SELECT max(seq) AS seq FROM sound_part WHERE recording_id = @id", {
    id: recordingId,
  });
  const part = makePart(store, rate, startS, (last?.seq ?? 0) + 1);
  insertPart(store, recordingId, part);
  return part;
}

/** The parts whose key is there, in order. */
export function listParts(store: Store, recordingId: string): SoundPart[] {
  return store.db
    .all<{ id: string; seq: number; rate: number; startS: number; wrapped: Buffer }>(
      `SELECT id, seq, rate, start_s AS startS, wrapped_key AS wrapped FROM sound_part
        WHERE recording_id = @id AND wrapped_key IS NOT NULL ORDER BY seq`,
      { id: recordingId },
    )
    .map(({ id, seq, rate, startS, wrapped }) => ({
      partId: id,
      path: soundPath(store, id),
      rate,
      key: unwrapKey(store.wrappingKey, id, wrapped),
      seq,
      startS,
    }));
}

/** The files of a recording, whether or not their keys are there. */
export function listPaths(store: Store, recordingId: string): string[] {
  return store.db
    .all<{ id: string }>("SELECT id FROM sound_part WHERE recording_id = @id", { id: recordingId })
    .map(({ id }) => soundPath(store, id));
}

export function deletePart(store: Store, partId: string): void {
  store.db.run("DELETE FROM sound_part WHERE id = @id", { id: partId });
}

/** Gives up the keys of a recording: from here on nobody can hear it. */
export function destroyKeys(store: Store, recordingId: string, why: DestroyReason): void {
  store.db.run("UPDATE sound_part SET wrapped_key = NULL WHERE recording_id = @id", { id: recordingId });
  store.db.run("UPDATE recording SET state = 'destroyed', destroyed_at = @at, destroyed_why = @why WHERE id = @id", {
    id: recordingId,
    at: store.clock.now().toISOString(),
    why,
  });
}

export function hasKey(store: Store, partId: string): boolean {
  return (
    store.db.get("SELECT 1 FROM sound_part WHERE id = @id AND wrapped_key IS NOT NULL", { id: partId }) !== undefined
  );
}

export function addGap(store: Store, recordingId: string, gap: Gap): void {
  store.db.run("INSERT INTO gap VALUES (@id, @start, @end, @reason, @began, @ended)", {
    id: recordingId,
    start: gap.startS,
    end: gap.endS,
    reason: gap.reason,
    began: gap.beganAt,
    ended: gap.endedAt ?? null,
  });
}

/** The sound goes on: whatever gap was open ends now. */
export function endGaps(store: Store, recordingId: string): void {
  store.db.run("UPDATE gap SET ended_at = @at WHERE recording_id = @id AND ended_at IS NULL", {
    id: recordingId,
    at: store.clock.now().toISOString(),
  });
}

export function listGaps(store: Store, recordingId: string): Gap[] {
  return store.db
    .all<Gap & { endedAt: string | null }>(
      `SELECT start_s AS startS, end_s AS endS, reason, began_at AS beganAt, ended_at AS endedAt FROM gap
        WHERE recording_id = @id ORDER BY start_s, rowid`,
      { id: recordingId },
    )
    .map(({ endedAt, ...gap }) => (endedAt === null ? gap : { ...gap, endedAt }));
}

/** Does a piece (seconds of the recording) touch what was destroyed? */
export function isDestroyed(store: Store, consultId: string, startS: number, endS: number): boolean {
  return (
    store.db.get(
      `SELECT 1 FROM gap JOIN recording ON recording.id = gap.recording_id WHERE consult_id = @consult
        AND reason = 'destroyed' AND start_s < @end AND end_s > @start`,
      { consult: consultId, start: startS, end: endS },
    ) !== undefined
  );
}

export function soundPath(store: Store, partId: string): string {
  return join(store.soundFolder, `${partId}.sound`);
}

function wrapKey(wrapping: Buffer, partId: string, key: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", wrapping, nonce).setAAD(Buffer.from(partId));
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), wrapped]);
}

function unwrapKey(wrapping: Buffer, partId: string, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", wrapping, wrapped.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(partId)).setAuthTag(wrapped.subarray(12, 28));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()]);
  } catch (cause) {
    throw new SoepelError("recording-damaged", `key of ${partId}`, { cause });
  }
}
