import { SoepelError } from "../../contract/errors.ts";
import type { TransactionBundle } from "../../core/fhir/entries.ts";
import type { His } from "../../core/fhir/ports.ts";
import { HisFailure } from "../his/his-failure.ts";
import { makeAmendment } from "../his/make-bundle.ts";
import { appendAudit, SOEPEL } from "../store/audit.ts";
import { getConsult, moveConsult } from "../store/consult-rows.ts";
import type { Store } from "../store/store.ts";
import {
  keepSent,
  listTaken,
  nextReady,
  type OutboxItem,
  type ReadyItem,
  type Taken,
  updateItem,
} from "./outbox-rows.ts";

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const ATTEMPT_MS = 60_000;
const ATTEMPTS_BEFORE_LONGEST = 10;

const SENT = ["accept", "note-sent", "ok"] as const;
const REFUSED = ["refuse", "note-refused", "failed"] as const;

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

/**
 * Sends what was approved, one at a time, until the HIS has accepted or refused it, across restarts and crashes. After a
 * crash in between the same bundle goes twice, which changes nothing there.
 */
export class Outbox {
  readonly #store: Store;
  readonly #his: His;
  readonly #events: OutboxEvents;
  readonly #stopped = new AbortController();
  #cancelTimer: (() => void) | undefined;
  #running: Promise<void> | undefined;

  constructor(store: Store, his: His, events: OutboxEvents) {
    this.#store = store;
    this.#his = his;
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
      // A wait longer than any that is given: the clock was set back meanwhile, and what is due would wait for days.
      if (waitMs > 0 && waitMs <= 1.5 * LONGEST_WAIT_MS) {
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

  async #attempt(waiting: ReadyItem): Promise<void> {
    const { address } = this.#his;
    const taken = listTaken(this.#store, waiting.consultId).filter((each) => isBefore(each, waiting));
    // An amendment or a withdrawal of what another HIS has is nothing that this one can do.
    const other = address && taken.find(({ destination }) => isElsewhere(destination, address))?.destination;
    if (other) return this.#settle(waiting, "refused", `his-moved ${withoutUser(other)}`);
    const item = { ...waiting, attempts: waiting.attempts + 1 };
    updateItem(this.#store, item, {});
    try {
      const bundle = this.#write(item, taken, address);
      const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(ATTEMPT_MS)]);
      await this.#his.send(bundle, signal);
    } catch (error) {
      const { code, detail } = error instanceof SoepelError ? error : { code: "bug", detail: undefined };
      const answer = error instanceof HisFailure ? (error.answer ?? null) : null;
      if (code === "his-refused" || code === "his-missed")
        return this.#settle({ ...item, answer }, "refused", detail ?? code);
      // Not reached, or a bug in the adapter: either way the note waits and is seen to wait.
      const nextAt = new Date(this.#store.clock.now().getTime() + waitAfter(item.attempts));
      return updateItem(this.#store, item, { nextAt: nextAt.toISOString(), error: detail ?? code, answer });
    }
    this.#settle({ ...item, answer: null }, "sent", null);
  }

  /** What goes out, the same at each attempt: a version as an amendment of what the HIS has, for another may have been refused since. */
  #write(item: ReadyItem, taken: readonly Taken[], address: string | undefined): TransactionBundle {
    const queued = (): TransactionBundle => JSON.parse(item.bundle!);
    const amend = () =>
      makeAmendment(
        queued(),
        taken.flatMap(({ sent }) => sent ?? []),
      );
    const bundle: TransactionBundle =
      item.sent !== null ? JSON.parse(item.sent) : item.act === "withdraw" ? queued() : amend();
    keepSent(this.#store, item, JSON.stringify(bundle), address);
    return bundle;
  }

  #settle(item: OutboxItem, state: "sent" | "refused", error: string | null): void {
    const [store, { consultId, version, act }] = [this.#store, item];
    const [type, sent, outcome] = state === "sent" ? SENT : REFUSED;
    const action = act === "withdraw" ? "note-withdrawn" : sent;
    store.db.transaction(() => {
      updateItem(store, item, { state, error, settledAt: store.clock.now().toISOString() });
      // A withdrawn note is a draft already, whatever the HIS answers.
      const { patientId } =
        act === "withdraw" ? getConsult(store, consultId) : moveConsult(store, consultId, { type, version });
      appendAudit(store, { actor: SOEPEL, action, patientId, consultId, object: `version ${version}`, outcome });
    });
  }
}

function isBefore(a: Taken, b: OutboxItem): boolean {
  return a.version < b.version || (a.version === b.version && a.act < b.act);
}

/** An address as it may be shown: who signs in by it is nobody's business. */
function withoutUser(address: string): string {
  if (!URL.canParse(address)) return "?";
  const url = new URL(address);
  return `${url.origin}${url.pathname}`;
}

function isElsewhere(destination: string | null, address: string): boolean {
  const plain = (url: string) => (URL.canParse(url) ? new URL(url).href : url).replace(/\/+$/, "");
  return destination !== null && plain(destination) !== plain(address);
}
