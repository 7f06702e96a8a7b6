import { SoepelError } from "../../contract/errors.ts";
import { appendAudit, SOEPEL } from "../store/audit.ts";
import { getConsult, moveConsult } from "../store/consult-rows.ts";
import type { Store } from "../store/store.ts";
import { countAttempt, nextReady, type OutboxItem, postpone, settleItem } from "./outbox-rows.ts";

/**
 * Sends a bundle to the HIS; resolves when the HIS has accepted it. The same bundle a second time must change nothing
 * there. Fails: his-refused (it said no), his-unreached (nobody knows).
 */
export interface NoteSender {
  send(bundle: object, signal: AbortSignal): Promise<void>;
}

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const ATTEMPT_MS = 60_000;
const ATTEMPTS_BEFORE_LONGEST = 10;

/** How long to wait after so many attempts in vain: doubling, at most a quarter of an hour, spread by half either way. */
export function waitAfter(attempts: number, random: () => number = Math.random): number {
  const doubled = FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, ATTEMPTS_BEFORE_LONGEST);
  return Math.min(doubled, LONGEST_WAIT_MS) * (0.5 + random());
}

export interface OutboxEvents {
  /** A consult's sending went on, failed or ended. */
  onChange(consultId: string): void;
  /** The outbox itself failed (the disk is full, say); it tries again. */
  onError(error: unknown): void;
}

/** Sends what was approved, one at a time, until the HIS has accepted or refused it, across restarts and crashes. */
export class Outbox {
  readonly #store: Store;
  readonly #sender: NoteSender;
  readonly #events: OutboxEvents;
  readonly #stopped = new AbortController();
  #cancelTimer: (() => void) | undefined;
  #running: Promise<void> | undefined;

  constructor(store: Store, sender: NoteSender, events: OutboxEvents) {
    this.#store = store;
    this.#sender = sender;
    this.#events = events;
  }

  /** Sends what is due and waits for the rest. Call it at the start, and again when something was queued. */
  wake(): Promise<void> {
    this.#running ??= this.#run()
      .catch((error: unknown) => {
        this.#events.onError(error);
        this.#wakeAfter(FIRST_WAIT_MS);
      })
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  /** Breaks off what is being sent (it is sent again next time) and waits for nothing more. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#cancelTimer?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    this.#cancelTimer?.();
    while (!this.#stopped.signal.aborted) {
      const item = nextReady(this.#store);
      if (item === undefined) return;
      const waitMs = Date.parse(item.nextAt) - this.#store.clock.now().getTime();
      if (waitMs > 0) {
        this.#wakeAfter(waitMs);
        return;
      }
      await this.#attempt(item);
      this.#events.onChange(item.consultId);
    }
  }

  #wakeAfter(ms: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#store.clock.after(ms, () => void this.wake());
  }

  async #attempt(item: OutboxItem & { readonly bundle: string }): Promise<void> {
    countAttempt(this.#store, item);
    try {
      const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(ATTEMPT_MS)]);
      await this.#sender.send(JSON.parse(item.bundle) as object, signal);
    } catch (error) {
      if (error instanceof SoepelError && error.code === "his-refused") {
        this.#settle(item, "refused", error.detail ?? error.code);
      } else {
        // Not reached, or a bug in the adapter: either way the note waits and is seen to wait.
        const nextAt = new Date(this.#store.clock.now().getTime() + waitAfter(item.attempts + 1));
        postpone(this.#store, item, nextAt, error instanceof SoepelError ? error.code : "bug");
      }
      return;
    }
    this.#settle(item, "sent", null);
  }

  #settle(item: OutboxItem, state: "sent" | "refused", error: string | null): void {
    const { consultId, version } = item;
    this.#store.db.transaction(() => {
      settleItem(this.#store, item, state, error);
      moveConsult(this.#store, consultId, { type: state === "sent" ? "accept" : "refuse", version });
      appendAudit(this.#store, {
        actor: SOEPEL,
        action: state === "sent" ? "note-sent" : "note-refused",
        patientId: getConsult(this.#store, consultId).patientId,
        consultId,
        object: `version ${version}`,
        outcome: state === "sent" ? "ok" : "failed",
      });
    });
  }
}
