import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { SoepelError } from "../../contract/errors.ts";
import type { Store } from "../store/store.ts";
import type { SoundFile } from "./sound-file.ts";

export type GapReason = "pause" | "closed" | "suspend" | "device" | "crash" | "disk" | "destroyed";

export type DestroyReason = "withdrawn" | "retention";

/** Where sound is missing: seconds in the recording (a pause takes none), and the clock's times. */
export interface Gap {
  readonly startS: number;
  readonly endS: number;
  readonly reason: GapReason;
  readonly beganAt: string;
  readonly endedAt: string | null;
}

export interface RecordingRow {
  readonly id: string;
  readonly consultId: string;
  readonly state: "open" | "closed" | "salvaging" | "salvaged" | "unreadable" | "destroyed";
  readonly destroyedAt: string | null;
}

/** One file of a recording, at `startS` seconds of it. */
export interface SoundPart extends SoundFile {
  readonly seq: number;
  readonly startS: number;
}

const SELECT = "SELECT id, consult_id AS consultId, state, destroyed_at AS destroyedAt FROM recording";

export function findRecording({ db }: Store, consultId: string): RecordingRow | undefined {
  return db.get(`${SELECT} WHERE consult_id = ?`, consultId);
}

export function listRecordings({ db }: Store, state: RecordingRow["state"]): RecordingRow[] {
  return db.all(`${SELECT} WHERE state = ?`, state);
}

export function addRecording({ db, clock }: Store, consultId: string): RecordingRow {
  const id = randomUUID();
  const values = [id, consultId, clock.now().toISOString()];
  db.run("INSERT INTO recording (id, consult_id, started_at, state) VALUES (?, ?, ?, 'open')", ...values);
  return { id, consultId, state: "open", destroyedAt: null };
}

export function setRecordingState({ db }: Store, id: string, state: RecordingRow["state"]): void {
  db.run("UPDATE recording SET state = ? WHERE id = ?", state, id);
}

/** Makes a key and a place for a stretch of sound; `seq` is its place among the parts. Not a row yet. */
export function makePart(store: Store, rate: number, startS: number, seq: number): SoundPart {
  const partId = randomUUID();
  return { partId, path: soundPath(store, partId), rate, key: randomBytes(32), seq, startS };
}

export function insertPart({ db, wrappingKey }: Store, recordingId: string, part: SoundPart): void {
  const { partId, seq, rate, startS, key } = part;
  const values = [partId, recordingId, seq, rate, startS, wrapKey(wrappingKey, partId, key)];
  db.run("INSERT INTO sound_part VALUES (?, ?, ?, ?, ?, ?)", ...values);
}

/** A new part after the others. */
export function addPart(store: Store, recordingId: string, rate: number, startS: number): SoundPart {
  const sql = "SELECT coalesce(max(seq), 0) AS seq FROM sound_part WHERE recording_id = ?";
  const part = makePart(store, rate, startS, store.db.get<{ seq: number }>(sql, recordingId)!.seq + 1);
  insertPart(store, recordingId, part);
  return part;
}

/** The parts whose key is there, in order. */
export function listParts(store: Store, recordingId: string): SoundPart[] {
  return store.db
    .all<Omit<SoundPart, "key" | "path"> & { wrapped: Buffer }>(
      `SELECT id AS partId, seq, rate, start_s AS startS, wrapped_key AS wrapped FROM sound_part
        WHERE recording_id = ? AND wrapped_key IS NOT NULL ORDER BY seq`,
      recordingId,
    )
    .map(({ wrapped, ...part }) => {
      return { ...part, path: soundPath(store, part.partId), key: unwrapKey(store.wrappingKey, part.partId, wrapped) };
    });
}

/** The files of a recording, whether or not their keys are there. */
export function listPaths(store: Store, recordingId: string): string[] {
  const rows = store.db.all<{ id: string }>("SELECT id FROM sound_part WHERE recording_id = ?", recordingId);
  return rows.map(({ id }) => soundPath(store, id));
}

export function deletePart({ db }: Store, partId: string): void {
  db.run("DELETE FROM sound_part WHERE id = ?", partId);
}

/** Gives up the keys of a recording: from here on nobody can hear it. */
export function destroyKeys({ db, clock }: Store, recordingId: string, why: DestroyReason): void {
  db.run("UPDATE sound_part SET wrapped_key = NULL WHERE recording_id = ?", recordingId);
  const sql = "UPDATE recording SET state = 'destroyed', destroyed_at = ?, destroyed_why = ? WHERE id = ?";
  db.run(sql, clock.now().toISOString(), why, recordingId);
}

export function hasKey({ db }: Store, partId: string): boolean {
  return db.get("SELECT 1 FROM sound_part WHERE id = ? AND wrapped_key IS NOT NULL", partId) !== undefined;
}

/** Marks a gap that begins now, or began at `beganAt`. It is open until `endGaps`; a destroyed piece has its end. */
export function addGap(
  store: Store,
  recordingId: string,
  gap: Omit<Gap, "beganAt" | "endedAt"> & { beganAt?: string },
): void {
  const { startS, endS, reason, beganAt = store.clock.now().toISOString() } = gap;
  const values = [recordingId, startS, endS, reason, beganAt, reason === "destroyed" ? beganAt : null];
  store.db.run("INSERT INTO gap VALUES (?, ?, ?, ?, ?, ?)", ...values);
}

/** The sound goes on: whatever gap was open ends now. */
export function endGaps({ db, clock }: Store, recordingId: string): void {
  const sql = "UPDATE gap SET ended_at = ? WHERE recording_id = ? AND ended_at IS NULL";
  db.run(sql, clock.now().toISOString(), recordingId);
}

export function listGaps({ db }: Store, recordingId: string): Gap[] {
  return db.all(
    `SELECT start_s AS startS, end_s AS endS, reason, began_at AS beganAt, ended_at AS endedAt FROM gap
      WHERE recording_id = ? ORDER BY start_s, rowid`,
    recordingId,
  );
}

/** What of a consult's recording was destroyed while it went on, in seconds of the recording. */
export function listDestroyed({ db }: Store, consultId: string): Pick<Gap, "startS" | "endS">[] {
  const sql = `SELECT start_s AS startS, end_s AS endS FROM gap JOIN recording ON recording.id = gap.recording_id
    WHERE consult_id = ? AND reason = 'destroyed' ORDER BY start_s`;
  return db.all(sql, consultId);
}

/** Does a piece (seconds of the recording) touch what was destroyed? */
export function isDestroyed(store: Store, consultId: string, startS: number, endS: number): boolean {
  return listDestroyed(store, consultId).some((gap) => gap.startS < endS && gap.endS > startS);
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
