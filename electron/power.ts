/** What of Electron's powerSaveBlocker is needed. */
export interface Blocker {
  start(type: "prevent-display-sleep"): number;
  stop(id: number): void;
}

/** Why nothing more is heard. */
type Cause = "suspend" | "device";

/**
 * Keeps the machine awake while a consult is recorded (HAZARDS.md, 15): the display too, since a screen that locks itself in the middle
 * of a talk without a key would hide the transcript. What the machine does all the same (a lid that closes) interrupts the recording.
 */
export class Wakefulness {
  readonly #blocker: Blocker;
  readonly #interrupt: (consultId: string, cause: Cause) => void;
  #recordingId: string | undefined;
  #block: number | undefined;

  /** `interrupt` is called with the consult that was being recorded when its sound was cut off. */
  constructor(blocker: Blocker, interrupt: (consultId: string, cause: Cause) => void) {
    this.#blocker = blocker;
    this.#interrupt = interrupt;
  }

  get isRecording(): boolean {
    return this.#recordingId !== undefined;
  }

  /** The consult that is recorded now, if any. */
  follow(recordingId: string | null): void {
    this.#recordingId = recordingId ?? undefined;
    if (this.isRecording) this.#block ??= this.#blocker.start("prevent-display-sleep");
    else this.#release();
  }

  /** The machine goes to sleep, or the page with its microphone is gone: the recording says so instead of going on as if all were there. */
  interrupt(cause: Cause): void {
    if (this.#recordingId !== undefined) this.#interrupt(this.#recordingId, cause);
  }

  #release(): void {
    if (this.#block !== undefined) this.#blocker.stop(this.#block);
    this.#block = undefined;
  }
}
