import { SoepelError } from "../../contract/errors.ts";
import { next, type RecordingEvent } from "../../core/consult/state.ts";
import type { Actor } from "../store/audit.ts";
import { getConsult } from "../store/consult-rows.ts";
import type { Ground } from "./app.ts";
import { LiveRecording } from "./live-recording.ts";
import type { WorkingOut } from "./working-out.ts";

/** Where and at what rate (Hz) a window records. */
interface Microphone {
  readonly consultId: string;
  readonly rate: number;
}

/** The recording of consults: one at a time, one file each (HAZARDS.md, 23). What is asked is done in the order of asking. */
export class Recordings {
  readonly #ground: Ground;
  readonly #workingOut: WorkingOut;
  #live: LiveRecording | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(ground: Ground, workingOut: WorkingOut) {
    this.#ground = ground;
    this.#workingOut = workingOut;
  }

  /** The consult that is recorded at this moment: one that is paused or interrupted is not. */
  get currentId(): string | null {
    return this.#live?.isTaking === true ? this.#live.consultId : null;
  }

  /** Sound for a consult that is not being recorded, or is paused, is dropped. */
  take(consultId: string, frame: Float32Array): void {
    if (this.#live?.consultId === consultId) this.#live.take(frame);
  }

  /** "Nieuw consult": what was recorded before is stopped first. Fails: not-now, consult-unknown, and as `Recorder.open`. */
  start({ consultId, rate }: Microphone, actor: Actor): Promise<void> {
    return this.#inTurn(async () => {
      this.#assertPossible(consultId, { type: "start" });
      await this.#stopLive(actor);
      await this.#open({ consultId, rate }, { type: "start" }, actor);
    });
  }

  /** Goes on after a pause, sleep, a lost microphone or a crash. */
  resume({ consultId, rate }: Microphone, actor: Actor): Promise<void> {
    return this.#inTurn(async () => {
      this.#assertPossible(consultId, { type: "resume" });
      if (this.#live?.consultId === consultId) {
        this.#live.resume(rate);
        this.#apply(consultId, { type: "resume" }, actor);
        return;
      }
      await this.#stopLive(actor);
      await this.#open({ consultId, rate }, { type: "resume" }, actor);
    });
  }

  pause(consultId: string, actor: Actor): Promise<void> {
    return this.#inTurn(async () => {
      this.#assertPossible(consultId, { type: "pause" });
      await this.#of(consultId)?.halt("pause");
      this.#apply(consultId, { type: "pause" }, actor);
    });
  }

  /** Ends the recording; the rest is written down and the note is made. */
  stop(consultId: string, actor: Actor): Promise<void> {
    return this.#inTurn(async () => {
      this.#assertPossible(consultId, { type: "stop" });
      if (this.#of(consultId) !== undefined) return this.#stopLive(actor);
      this.#apply(consultId, { type: "stop" }, actor);
      this.#workingOut.start(consultId);
    });
  }

  /** The machine sleeps, or the microphone is gone. */
  interrupt(consultId: string, cause: "suspend" | "device" | "disk"): Promise<void> {
    return this.#inTurn(async () => {
      const live = this.#of(consultId);
      if (live === undefined || !live.isTaking) return;
      await live.halt(cause);
      this.#apply(consultId, { type: "interrupt", cause }, live.actor);
    });
  }

  /** Fails: not-now where it is not being recorded. */
  cut(consultId: string, seconds: number, actor: Actor): Promise<{ fromS: number; toS: number }> {
    return this.#inTurn(async () => {
      const live = this.#of(consultId);
      if (live === undefined) throw new SoepelError("not-now", "it is not being recorded");
      const { startS, endS } = await live.cut(seconds, actor);
      this.#ground.tell({ type: "cut", consultId, fromS: startS, toS: endS });
      return { fromS: startS, toS: endS };
    });
  }

  /** Consent withdrawn: lets go of sound and work, then everything is destroyed. Fails: not-now. */
  withdraw(consultId: string, actor: Actor): Promise<void> {
    return this.#inTurn(async () => {
      if (next(getConsult(this.#ground.store, consultId).state, { type: "withdraw" }) === undefined)
        throw new SoepelError("not-now", "withdraw");
      await this.#of(consultId)?.abandon();
      if (this.#live?.consultId === consultId) this.#live = undefined;
      await this.#workingOut.cancel(consultId);
      this.#ground.consults.withdraw(consultId, actor);
      this.#ground.tellConsult(consultId);
    });
  }

  /** No note is needed of a consult that may still be open. Fails: not-now. */
  discard(consultId: string, actor: Actor): Promise<void> {
    return this.#inTurn(async () => {
      this.#ground.consults.discard(consultId, actor);
      await this.#workingOut.cancel(consultId);
      const live = this.#of(consultId);
      if (live !== undefined) {
        live.hearing.abort();
        await live.stop();
        this.#live = undefined;
      }
      this.#ground.tellConsult(consultId);
    });
  }

  /** Soepel closes: what is recorded is kept, and offered at the next start. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      const live = this.#live;
      if (live === undefined) return;
      this.#live = undefined;
      if (live.isTaking) {
        await live.halt("closed");
        this.#apply(live.consultId, { type: "interrupt", cause: "closed" }, live.actor);
      }
      live.hearing.abort();
      await live.stop();
      await live.heard.catch(() => {});
    });
  }

  async #open(microphone: Microphone, event: RecordingEvent, actor: Actor): Promise<void> {
    const { consultId } = microphone;
    const { log, tell } = this.#ground;
    const live = await LiveRecording.open(
      this.#ground,
      { ...microphone, actor },
      {
        onLost: () => {
          tell({ type: "recording-failed", consultId, code: "mic-lost" });
          this.interrupt(consultId, "device").catch((error) => log("recording-lost", error));
        },
        onWritten: (upToS) => this.#workingOut.prepare(consultId, upToS),
        onFailure: (error) => {
          log("recording", error);
          tell({ type: "recording-failed", consultId, code: error instanceof SoepelError ? error.code : "no-rights" });
          this.#interruptFailed(consultId, actor);
        },
      },
    );
    // What was broken off (Soepel closes, consent was withdrawn) did not fail.
    live.heard.catch((error) => live.hearing.isAborted || log("hearing", error));
    this.#live = live;
    this.#apply(consultId, event, actor);
  }

  /** The recorder has let go by itself; the row may not be writable either. */
  #interruptFailed(consultId: string, actor: Actor): void {
    this.#inTurn(async () => this.#apply(consultId, { type: "interrupt", cause: "disk" }, actor)).catch((error) =>
      this.#ground.log("recording-failed", error),
    );
  }

  async #stopLive(actor: Actor): Promise<void> {
    const live = this.#live;
    if (live === undefined) return;
    this.#live = undefined;
    await live.stop();
    this.#apply(live.consultId, { type: "stop" }, actor);
    this.#workingOut.start(live.consultId, live);
  }

  #of(consultId: string): LiveRecording | undefined {
    return this.#live?.consultId === consultId ? this.#live : undefined;
  }

  #assertPossible(consultId: string, event: RecordingEvent): void {
    const { state } = getConsult(this.#ground.store, consultId);
    if (next(state, event) === undefined)
      throw new SoepelError("not-now", `${event.type} of a consult that is ${state.kind}`);
  }

  #apply(consultId: string, event: RecordingEvent, actor: Actor): void {
    this.#ground.consults.apply(consultId, event, actor);
    this.#ground.tellConsult(consultId);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }
}
