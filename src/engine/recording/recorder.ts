import { rmSync, statfsSync } from "node:fs";
import { SoepelError } from "../../contract/errors.ts";
import { type Actor, appendAudit } from "../store/audit.ts";
import { getConsult } from "../store/consult-rows.ts";
import type { Store } from "../store/store.ts";
import { cutUtterances } from "../store/transcripts.ts";
import {
  addGap,
  addPart,
  addRecording,
  deletePart,
  endGaps,
  findRecording,
  type GapReason,
  insertPart,
  listGaps,
  listParts,
  makePart,
  type RecordingRow,
  type SoundPart,
  setRecordingState,
} from "./recording-rows.ts";
import { measureSeconds, readSound, SoundWriter } from "./sound-file.ts";

/** A longer part would make the last minute slow to destroy: what stays of its part is written anew. */
const LONGEST_PART_S = 120;
/** Left free for the database and the rest of the machine. */
const RESERVE_BYTES = 200e6;

/** Seconds of sound at `rate` (Hz) that the disk of `folder` still takes, a reserve left free. */
export function roomSeconds(folder: string, rate: number): number {
  const { bavail, bsize } = statfsSync(folder);
  return Math.max(0, (bavail * bsize - RESERVE_BYTES) / (2 * rate));
}

export interface RecorderEvents {
  /** Seconds of the recording that are on disk: what the red light rests on. */
  onStored(seconds: number): void;
  /** The sound cannot be written; said once. Nothing more is taken until `resume`. What is on disk stays. */
  onFailure(error: unknown): void;
}

/** A part of which not all is on disk yet. */
interface OpenPart {
  readonly part: SoundPart;
  readonly writer: SoundWriter;
  /** Seconds of the recording, up to where this part is on disk. */
  storedS: number;
  /** Set when it takes no more; resolves when all of it is on disk. */
  closed?: Promise<void>;
}

/** Writes one consult's sound, encrypted, at whatever rate the device gives. */
export class Recorder {
  readonly #store: Store;
  readonly #recording: RecordingRow;
  readonly #events: RecorderEvents;
  /** In order; the current part, where there is one, is the last. */
  #open: OpenPart[] = [];
  #current: OpenPart | undefined;
  #storedS = 0;
  #destroying: Promise<unknown> = Promise.resolve();
  #endS: number;
  #isTaking = true;
  #hasFailed = false;

  private constructor(store: Store, recording: RecordingRow, endS: number, events: RecorderEvents) {
    this.#store = store;
    this.#recording = recording;
    this.#endS = endS;
    this.#events = events;
  }

  /**
   * Starts the recording of a consult, or goes on with the one that was interrupted. Its row and its first file are
   * there when it answers. Fails: disk-full (less than `minRoomS` seconds of room, default an hour), recording-missing
   * (destroyed), no-rights.
   */
  static async open(
    store: Store,
    consultId: string,
    options: RecorderEvents & { readonly rate: number; readonly minRoomS?: number },
  ): Promise<Recorder> {
    const room = roomSeconds(store.soundFolder, options.rate);
    if (room < (options.minRoomS ?? 3_600)) throw new SoepelError("disk-full", `room for ${Math.floor(room)} s`);
    const known = findRecording(store, consultId);
    if (known?.state === "destroyed") throw new SoepelError("recording-missing");
    if (known?.state === "unreadable") throw new SoepelError("recording-damaged");
    if (known?.state === "open") throw new SoepelError("not-now", "it is being recorded");
    const endS = known === undefined ? 0 : await endOf(store, known.id);
    const recording = store.db.transaction(() => {
      const row = known ?? addRecording(store, consultId);
      setRecordingState(store, row.id, "open");
      endGaps(store, row.id);
      return row;
    });
    const recorder = new Recorder(store, recording, endS, options);
    try {
      recorder.#openPart(options.rate);
    } catch (error) {
      setRecordingState(store, recording.id, "closed");
      throw error;
    }
    return recorder;
  }

  /** Seconds of the recording up to now, those in memory included. It never goes back. */
  get seconds(): number {
    return this.#current === undefined ? this.#endS : this.#current.part.startS + this.#current.writer.seconds;
  }

  /** Takes mono samples (-1 to 1) at `rate` Hz; another rate than before begins a new part. Ignored while halted. */
  append(samples: Float32Array, rate: number): void {
    if (!this.#isTaking) return;
    try {
      const { part, writer } = this.#current ?? {};
      if (part?.rate !== rate || (writer?.seconds ?? 0) >= LONGEST_PART_S) {
        this.#closePart();
        this.#openPart(rate);
      }
      this.#current?.writer.append(samples);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Stops taking sound and says why: a pause, sleep, a device that went. Waits until what came is on disk. */
  async halt(reason: Exclude<GapReason, "destroyed" | "crash">): Promise<void> {
    if (!this.#isTaking) return;
    this.#isTaking = false;
    this.#closePart();
    addGap(this.#store, this.#recording.id, { startS: this.#endS, endS: this.#endS, reason });
    await this.#allClosed();
  }

  /** Takes sound again. */
  resume(): void {
    if (this.#isTaking) return;
    endGaps(this.#store, this.#recording.id);
    this.#hasFailed = false;
    this.#isTaking = true;
  }

  /** Ends the recording; the seconds that it has. */
  async stop(): Promise<number> {
    this.#isTaking = false;
    this.#closePart();
    await Promise.all([this.#allClosed(), this.#destroying]);
    setRecordingState(this.#store, this.#recording.id, "closed");
    return this.#endS;
  }

  /** Lets go of the files without writing what is in memory: before everything is destroyed. */
  async abandon(): Promise<void> {
    this.#isTaking = false;
    const writer = this.#current?.writer;
    this.#endS = this.seconds;
    this.#current = undefined;
    // What is being destroyed puts a part in the place of another: not after the rest is gone.
    await Promise.all([writer?.abandon(), this.#allClosed(), this.#destroying]);
  }

  /**
   * Destroys the last `seconds` of sound and what was heard in them, while the recording goes on ("schrap de laatste
   * minuut"). The part that it reaches into is written anew under a new key; the old keys are given up, then the
   * files. On the timeline the piece stays as a gap. Answers that piece, in seconds of the recording.
   */
  destroyLast(seconds: number, actor: Actor): Promise<{ readonly startS: number; readonly endS: number }> {
    // The next sample opens a new part after the piece; what is being destroyed has an end.
    this.#closePart();
    const endS = this.#endS;
    const destroyed = this.#destroying.then(() => this.#destroyBefore(endS, seconds, actor));
    // One after the other: a second press takes the minute before.
    this.#destroying = destroyed.catch(() => {});
    return destroyed;
  }

  async #destroyBefore(endS: number, seconds: number, actor: Actor): Promise<{ startS: number; endS: number }> {
    const store = this.#store;
    const { id, consultId } = this.#recording;
    await this.#allClosed();
    const parts = listParts(store, id).filter((part) => part.startS < endS);
    let left = seconds;
    let startS = endS;
    const gone: SoundPart[] = [];
    let head: { readonly part: SoundPart; readonly keepS: number } | undefined;
    for (const part of parts.toReversed()) {
      if (left <= 0) break;
      const length = await measureSeconds(part);
      const keepS = Math.max(0, length - left);
      left -= length;
      startS = part.startS + keepS;
      gone.push(part);
      if (keepS > 0) head = { part, keepS };
    }
    const kept = head && (await this.#copyHead(head.part, head.keepS));
    store.db.transaction(() => {
      for (const part of gone) deletePart(store, part.partId);
      if (kept !== undefined) insertPart(store, id, kept);
      addGap(store, id, { startS, endS, reason: "destroyed" });
      cutUtterances(store, consultId, { startS, endS });
      const { patientId } = getConsult(store, consultId);
      appendAudit(store, {
        actor,
        action: "sound-cut",
        patientId,
        consultId,
        object: `${Math.round(endS - startS)} s`,
      });
    });
    store.scrub();
    for (const part of gone) rmSync(part.path, { force: true });
    return { startS, endS };
  }

  /** The first `keepS` seconds of a part in a new file under a new key. Without a row it is noise that salvage sweeps. */
  async #copyHead(part: SoundPart, keepS: number): Promise<SoundPart> {
    const copy = makePart(this.#store, part.rate, part.startS, part.seq);
    let failure: unknown;
    const writer = new SoundWriter(
      copy,
      () => {},
      (error) => {
        failure = error;
      },
    );
    try {
      for await (const { isDamaged, samples, startS, endS } of readSound(part, 0, keepS)) {
        // A damaged chunk keeps its time.
        writer.append(isDamaged ? new Float32Array(Math.round((endS - startS) * part.rate)) : samples);
      }
      await writer.close();
      if (failure !== undefined) throw failure;
    } catch (error) {
      rmSync(copy.path, { force: true });
      throw error;
    }
    return copy;
  }

  #openPart(rate: number): void {
    const part = addPart(this.#store, this.#recording.id, rate, this.#endS);
    const onStored = (seconds: number) => {
      open.storedS = part.startS + seconds;
      this.#tellStored();
    };
    const writer = new SoundWriter(part, onStored, (error) => this.#fail(error));
    const open: OpenPart = { part, writer, storedS: part.startS };
    this.#current = open;
    this.#open.push(open);
  }

  #closePart(): void {
    const open = this.#current;
    if (open === undefined) return;
    this.#endS = this.seconds;
    this.#current = undefined;
    open.closed = open.writer
      .close()
      .catch((error) => this.#fail(error))
      .finally(() => {
        this.#open = this.#open.filter((other) => other !== open);
        this.#tellStored();
      });
  }

  /** Parts reach the disk in any order: what is told is where the first gap is. */
  #tellStored(): void {
    const first = this.#open[0];
    const storedS = first === undefined ? this.#endS : first.storedS;
    if (this.#hasFailed || storedS <= this.#storedS) return;
    this.#storedS = storedS;
    this.#events.onStored(storedS);
  }

  async #allClosed(): Promise<void> {
    await Promise.all(this.#open.map(({ closed }) => closed));
  }

  #fail(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#isTaking = false;
    this.#closePart();
    this.#events.onFailure(error);
    try {
      addGap(this.#store, this.#recording.id, { startS: this.#endS, endS: this.#endS, reason: "disk" });
    } catch {
      // The same full disk: that the recording has a hole was told just now.
    }
  }
}

/** Where a recording ends: the end of its last sound or of its last destroyed piece, in seconds. */
export async function endOf(store: Store, recordingId: string): Promise<number> {
  const last = listParts(store, recordingId).at(-1);
  const ends = listGaps(store, recordingId).map(({ endS }) => endS);
  return Math.max(0, ...ends, last === undefined ? 0 : last.startS + (await measureSeconds(last)));
}
