import type { Interruption } from "../../core/consult/state.ts";
import { Recorder, roomSeconds } from "../recording/recorder.ts";
import type { Actor } from "../store/audit.ts";
import type { Ground } from "./app.ts";
import { Hearing } from "./hearing.ts";
import { LevelMeter } from "./level-meter.ts";
import { SoundTail } from "./sound-tail.ts";

/** A window that sends no sound for so long is gone, or its microphone is. */
const NO_SOUND_MS = 5_000;
const LOOK_EVERY_MS = 1_000;
/** After so long without speech somebody is asked; an examination is silent, so the consult goes on (HAZARDS.md, 23). */
const LONG_SILENCE_S = 180;
/** Less room than this (seconds of sound) is told while there is still time to do something. */
const LOW_ROOM_S = 1_800;
const LOOK_AT_ROOM_EVERY_S = 10;

export interface LiveRecordingEvents {
  /** No sound comes any more though nobody paused. */
  onLost(): void;
  /** All that was said up to there (seconds of the recording) is written down for good. */
  onWritten(upToS: number): void;
  /** The sound cannot be written; nothing more is taken. */
  onFailure(error: unknown): void;
}

/** A consult that is being recorded, heard while it is: from its start until it is stopped, through pauses and interruptions. */
export class LiveRecording {
  readonly consultId: string;
  /** Who started it: she acts where the window is locked. */
  readonly actor: Actor;
  readonly hearing: Hearing;
  /** Resolves when all is written down. */
  readonly heard: Promise<void>;
  readonly #ground: Ground;
  readonly #recorder: Recorder;
  readonly #tail: SoundTail;
  readonly #events: LiveRecordingEvents;
  readonly #meter = new LevelMeter();
  #rate: number;
  #isTaking = true;
  #isFollowing = true;
  #lastSoundMs: number;
  #cancelWatch = () => {};
  #roomLookedS = Number.NEGATIVE_INFINITY;
  #isLow = false;
  #askedS = 0;

  private constructor(
    ground: Ground,
    recorder: Recorder,
    consult: { readonly consultId: string; readonly rate: number; readonly actor: Actor },
    tail: SoundTail,
    events: LiveRecordingEvents,
  ) {
    this.consultId = consult.consultId;
    this.actor = consult.actor;
    this.#ground = ground;
    this.#recorder = recorder;
    this.#rate = consult.rate;
    this.#tail = tail;
    this.#events = events;
    this.#lastSoundMs = this.#nowMs();
    this.#askedS = recorder.seconds;
    this.hearing = new Hearing(ground, consult.consultId, tail, 0);
    this.heard = this.hearing.run((upToS) => this.#isTaking && events.onWritten(upToS));
    // What fails here is heard again from the file when the recording stops.
    this.heard.catch(() => {
      this.#isFollowing = false;
    });
    this.#watch();
  }

  /** Opens the recording on disk, or goes on with one that was interrupted. Fails: as `Recorder.open`. */
  static async open(
    ground: Ground,
    consult: { readonly consultId: string; readonly rate: number; readonly actor: Actor },
    events: LiveRecordingEvents,
  ): Promise<LiveRecording> {
    const opened: { live?: LiveRecording } = {};
    const recorder = await Recorder.open(ground.store, consult.consultId, {
      rate: consult.rate,
      onStored: (seconds) => opened.live === undefined || opened.live.#onStored(seconds),
      onFailure: (error) => opened.live === undefined || opened.live.#onFailure(error),
    });
    const tail = new SoundTail(recorder.seconds);
    if (recorder.seconds > 0) tail.break();
    opened.live = new LiveRecording(ground, recorder, consult, tail, events);
    return opened.live;
  }

  get isTaking(): boolean {
    return this.#isTaking;
  }

  take(frame: Float32Array): void {
    if (!this.#isTaking) return;
    this.#lastSoundMs = this.#nowMs();
    this.#meter.push(frame, this.#rate);
    this.#recorder.append(frame, this.#rate);
  }

  /** Takes no more until `resume`; resolves when all that came is on disk. */
  async halt(reason: "pause" | Exclude<Interruption, "crash">): Promise<void> {
    this.#isTaking = false;
    this.#cancelWatch();
    await this.#recorder.halt(reason);
    this.#tail.break();
  }

  resume(rate: number): void {
    this.#rate = rate;
    this.#recorder.resume();
    this.#isTaking = true;
    this.#lastSoundMs = this.#nowMs();
    this.#askedS = this.#recorder.seconds;
    this.#watch();
  }

  /** Ends the recording; hearing goes on up to its end. */
  async stop(): Promise<void> {
    this.#isTaking = false;
    this.#cancelWatch();
    this.#tail.end(await this.#recorder.stop());
  }

  /** Lets go of everything: what was recorded is about to be destroyed. */
  async abandon(): Promise<void> {
    this.#isTaking = false;
    this.#cancelWatch();
    this.hearing.abort();
    await this.#recorder.abandon();
    await this.heard.catch(() => {});
  }

  /** "Schrap de laatste minuut", while the recording goes on. Answers the piece, in seconds of the recording. */
  cut(seconds: number, actor: Actor): Promise<{ readonly startS: number; readonly endS: number }> {
    return this.#recorder.destroyLast(seconds, actor);
  }

  #onStored(storedS: number): void {
    this.#tail.grow(storedS);
    const { consultId } = this;
    const { levelDb } = this.#meter;
    const spokenAgoS = this.hearing.speechS > 0 ? storedS - this.hearing.speechS : Number.POSITIVE_INFINITY;
    const warning = this.#meter.warn(spokenAgoS) ?? (this.#isRoomLow(storedS) ? "disk-low" : null);
    this.#ground.tell({ type: "recording", consultId, storedS, levelDb, warning });
    const speechS =
      this.#isFollowing && this.#ground.models.state === "ready" ? this.hearing.speechS : storedS - this.#meter.quietS;
    const seconds = Math.floor(storedS - Math.max(speechS, this.#askedS));
    if (seconds < LONG_SILENCE_S) return;
    this.#askedS = storedS;
    this.#ground.tell({ type: "long-silence", consultId, seconds });
  }

  #isRoomLow(storedS: number): boolean {
    if (storedS - this.#roomLookedS >= LOOK_AT_ROOM_EVERY_S) {
      this.#roomLookedS = storedS;
      this.#isLow = roomSeconds(this.#ground.store.soundFolder, this.#rate) < LOW_ROOM_S;
    }
    return this.#isLow;
  }

  #onFailure(error: unknown): void {
    this.#isTaking = false;
    this.#cancelWatch();
    this.#events.onFailure(error);
  }

  #watch(): void {
    const dueMs = this.#nowMs() + LOOK_EVERY_MS;
    this.#cancelWatch = this.#ground.store.clock.after(LOOK_EVERY_MS, () => {
      if (!this.#isTaking) return;
      // The engine itself was held up: what came meanwhile is not read yet.
      if (this.#nowMs() - dueMs > LOOK_EVERY_MS) this.#lastSoundMs = this.#nowMs();
      // The clock was set back: by it no silence would be long enough.
      this.#lastSoundMs = Math.min(this.#lastSoundMs, this.#nowMs());
      if (this.#nowMs() - this.#lastSoundMs >= NO_SOUND_MS) this.#events.onLost();
      else this.#watch();
    });
  }

  #nowMs(): number {
    return this.#ground.store.clock.now().getTime();
  }
}
