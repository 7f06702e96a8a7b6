import type { SpeechWindow } from "../speech/window-plan.ts";

/** How long a recording that has ended waits for its second hearing; what is not heard by then stays as it was written live. */
const MOST_PATIENCE_MS = 60_000;

export interface SecondPassOptions {
  /** Hears one window again, and puts what it hears in the place of what was written. */
  hear(window: SpeechWindow, signal: AbortSignal): Promise<void>;
  /** Told why it gave up; what was written live is there all the same. */
  onFailure(error: unknown): void;
  readonly patienceMs?: number;
}

/**
 * A better speech model that is too slow to hear live hears each window once more: behind the live one while the recording goes on,
 * and for a while after it ended. It may fail or come too late: then the live text stays. A consult never fails by it.
 */
export class SecondPass {
  readonly #options: SecondPassOptions;
  readonly #stop = new AbortController();
  readonly #waiting: SpeechWindow[] = [];
  #work: Promise<void> = Promise.resolve();
  #isWorking = false;
  #taken = 0;
  #done = 0;

  constructor(options: SecondPassOptions, signal: AbortSignal) {
    this.#options = options;
    signal.addEventListener("abort", () => this.stop(), { once: true });
    if (signal.aborted) this.stop();
  }

  /** A window that is written down live. */
  push(window: SpeechWindow): void {
    if (this.#stop.signal.aborted) return;
    this.#waiting.push(window);
    this.#taken++;
    if (this.#isWorking) return;
    this.#isWorking = true;
    this.#work = this.#hearAll();
  }

  /** Nothing is heard or changed any more. */
  stop(): void {
    this.#stop.abort();
    this.#waiting.length = 0;
  }

  /** The recording has ended: resolves when all was heard again, or as much as patience allows. Never rejects. */
  async finish(onProgress: (share: number) => void = () => {}): Promise<void> {
    const { patienceMs = MOST_PATIENCE_MS } = this.#options;
    const tell = () => onProgress(this.#taken === 0 ? 1 : this.#done / this.#taken);
    const telling = setInterval(tell, 500);
    const patience = setTimeout(() => this.stop(), patienceMs);
    try {
      await this.#work;
      tell();
    } finally {
      clearInterval(telling);
      clearTimeout(patience);
      this.stop();
    }
  }

  async #hearAll(): Promise<void> {
    const { signal } = this.#stop;
    try {
      for (let window = this.#waiting.shift(); window !== undefined; window = this.#waiting.shift()) {
        await this.#options.hear(window, signal);
        this.#done++;
      }
    } catch (error) {
      const isFailure = !signal.aborted;
      this.stop();
      if (isFailure) this.#options.onFailure(error);
    } finally {
      this.#isWorking = false;
    }
  }
}
