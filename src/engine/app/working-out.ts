import { SoepelError } from "../../contract/errors.ts";
import { type Consult, traitsAt } from "../../core/consult/consult.ts";
import type { DraftNote } from "../../core/note/note.ts";
import type { Transcript } from "../../core/transcript/transcript.ts";
import { isHeard } from "../../core/transcript/unheard.ts";
import { openSound } from "../recording/sound.ts";
import { SOEPEL } from "../store/audit.ts";
import { getConsult } from "../store/consult-rows.ts";
import { getPatient } from "../store/people.ts";
import { readTranscript } from "../store/transcripts.ts";
import type { Ground } from "./app.ts";
import { Hearing } from "./hearing.ts";
import { SoundTail } from "./sound-tail.ts";

interface Job {
  readonly abort: AbortController;
  hearing?: Hearing;
  done: Promise<void>;
}

/** What was heard while it was recorded. */
interface Heard {
  readonly hearing: Hearing;
  readonly heard: Promise<void>;
}

/**
 * Works out what was recorded: the rest of the speech, then the note. A job that was cancelled leaves nothing behind, however late
 * its result comes (HAZARDS.md, 31); one that a crash of speech or writer caught is tried once more.
 */
export class WorkingOut {
  readonly #ground: Ground;
  readonly #jobs = new Map<string, Job>();
  #isPreparing = false;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Is anything being worked out? */
  get isBusy(): boolean {
    return this.#jobs.size > 0;
  }

  /** Works out a consult that is `transcribing`: it was heard live, is to be heard from its file, or is written down already. */
  start(consultId: string, from: Heard | "sound" | "transcript" = "sound"): void {
    const job: Job = { abort: new AbortController(), done: Promise.resolve() };
    const before = this.#jobs.get(consultId);
    before?.abort.abort();
    before?.hearing?.abort();
    this.#jobs.set(consultId, job);
    job.done = (before?.done ?? Promise.resolve())
      .then(() => this.#run(consultId, job, from))
      .catch((error) => this.#fail(consultId, job, error))
      .finally(() => {
        if (this.#jobs.get(consultId) === job) this.#jobs.delete(consultId);
      });
  }

  /**
   * The writer reads what is written down for good, up to `upToS`, while the consult goes on: less is left to read at its end. Nobody
   * waits for it, and where it fails the note is only later.
   */
  prepare(consultId: string, upToS: number): void {
    if (this.#isPreparing) return;
    this.#isPreparing = true;
    this.#readAhead(consultId, upToS)
      .catch((error) => this.#ground.log("reading-ahead", error))
      .finally(() => {
        this.#isPreparing = false;
      });
  }

  async #readAhead(consultId: string, upToS: number): Promise<void> {
    const { store, models } = this.#ground;
    const maker = await models.notes();
    const { utterances, ...rest } = readTranscript(store, consultId);
    const transcript = { ...rest, utterances: utterances.filter(({ end }) => end <= upToS) };
    await maker.prepare(transcript, this.#describe(consultId));
  }

  /** Stops the job of a consult, if there is one, and waits until it has let go. */
  async cancel(consultId: string): Promise<void> {
    const job = this.#jobs.get(consultId);
    job?.abort.abort();
    job?.hearing?.abort();
    await job?.done;
  }

  /** Stops everything; what was not ready is worked out at the next start. */
  async close(): Promise<void> {
    await Promise.all([...this.#jobs.keys()].map((id) => this.cancel(id)));
  }

  async #run(consultId: string, job: Job, from: Heard | "sound" | "transcript"): Promise<void> {
    const { store, consults, tell } = this.#ground;
    const { signal } = job.abort;
    signal.throwIfAborted();
    // What is written down is not heard again; where nothing is, there is only the sound.
    if (from !== "transcript" || readTranscript(store, consultId).utterances.length === 0)
      await this.#hear(consultId, job, typeof from === "string" ? undefined : from);
    signal.throwIfAborted();
    const transcript = readTranscript(store, consultId);
    if (!transcript.utterances.some(isHeard)) throw new SoepelError("no-speech");
    const onProgress = stepwise((share) => tell({ type: "progress", consultId, step: "note", share }));
    const note = await this.#write(transcript, this.#describe(consultId), signal, onProgress);
    if (signal.aborted || consults.saveWritten(consultId, note) === undefined) return;
    this.#ground.tellConsult(consultId);
  }

  /** Hears what is not written down yet: live to its end, and from the file what that missed. */
  async #hear(consultId: string, job: Job, live: Heard | undefined): Promise<void> {
    const { store, log } = this.#ground;
    if (live !== undefined) {
      job.hearing = live.hearing;
      if (job.abort.signal.aborted) live.hearing.abort();
      try {
        return await live.heard;
      } catch (error) {
        job.abort.signal.throwIfAborted();
        log("hearing-again", error);
      }
    }
    let durationS: number;
    try {
      ({ durationS } = await openSound(store, consultId));
    } catch (error) {
      // The sound was destroyed after its time: what was heard of it is there, or nothing is.
      if (readTranscript(store, consultId).utterances.length > 0) return;
      throw error;
    }
    const tail = new SoundTail();
    tail.end(durationS);
    const hearing = new Hearing(this.#ground, consultId, tail, live?.hearing.finalS ?? 0, live?.hearing.speakers);
    job.hearing = hearing;
    const onProgress = stepwise((share) =>
      this.#ground.tell({ type: "progress", consultId, step: "transcribe", share }),
    );
    try {
      await hearing.run((upToS) => onProgress(upToS / Math.max(durationS, 1)));
    } catch (error) {
      throw error instanceof SoepelError ? error : new SoepelError("native-crashed", "speech", { cause: error });
    }
  }

  async #write(
    transcript: Transcript,
    consult: Consult,
    signal: AbortSignal,
    onProgress: (share: number) => void,
  ): Promise<DraftNote> {
    const maker = await this.#ground.models.notes();
    try {
      return await maker.make(transcript, consult, { signal, onProgress });
    } catch (error) {
      if (!(error instanceof SoepelError && error.code === "native-crashed")) throw error;
      this.#ground.log("writer", error);
      return await maker.make(transcript, consult, { signal, onProgress });
    }
  }

  #describe(consultId: string): Consult {
    const { setting, startedAt, patientId } = getConsult(this.#ground.store, consultId);
    const patient = traitsAt(getPatient(this.#ground.store, patientId), new Date(startedAt));
    return { id: consultId, setting, startedAt, ...(patient === undefined ? {} : { patient }) };
  }

  #fail(consultId: string, job: Job, error: unknown): void {
    if (job.abort.signal.aborted) return;
    const { consults, log, store, tellConsult } = this.#ground;
    log("working-out", error);
    try {
      if (getConsult(store, consultId).state.kind !== "transcribing") return;
      consults.apply(consultId, { type: "fail", code: error instanceof SoepelError ? error.code : "bug" }, SOEPEL);
      tellConsult(consultId);
    } catch (failure) {
      log("working-out", failure);
    }
  }
}

/** Passes a share on when it has grown by a hundredth. */
function stepwise(tell: (share: number) => void): (share: number) => void {
  let last = -1;
  return (share) => {
    const rounded = Math.min(1, Math.floor(100 * share) / 100);
    if (rounded <= last) return;
    last = rounded;
    tell(rounded);
  };
}
