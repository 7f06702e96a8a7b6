import type { Store } from "../store/store.ts";

/** A note version on its way to the HIS. `recalled`: taken back before it was sent. */
export interface OutboxItem {
  readonly consultId: string;
  readonly version: number;
  readonly state: "waiting" | "sent" | "refused" | "recalled";
  readonly attempts: number;
  /** When it is tried (again). */
  readonly nextAt: string;
  /** Why the last attempt failed: an error code, or the HIS' refusal in its own words without patient data. */
  readonly error: string | null;
  readonly settledAt: string | null;
}

const COLUMNS = `consult_id AS consultId, version, state, attempts, next_at AS nextAt, error, settled_at AS settledAt`;

// A version may replace an earlier one in the HIS: that one goes first.
const READY = `state = 'waiting' AND NOT EXISTS (SELECT 1 FROM outbox earlier WHERE earlier.consult_id = outbox.consult_id
  AND earlier.version < outbox.version AND earlier.state = 'waiting')`;

/** Queues a bundle for an approved version; a second time changes nothing. Call it in the approval's transaction. */
export function enqueue(store: Store, consultId: string, version: number, bundle: object): void {
  const at = store.clock.now().toISOString();
  store.db.run(
    `INSERT INTO outbox (consult_id, version, bundle, state, next_at, queued_at)
      VALUES (@consult, @version, @bundle, 'waiting', @at, @at) ON CONFLICT DO NOTHING`,
    { consult: consultId, version, bundle: JSON.stringify(bundle), at },
  );
}

export function listOutbox(store: Store, consultId: string): OutboxItem[] {
  return store.db.all(`SELECT ${COLUMNS} FROM outbox WHERE consult_id = @consult ORDER BY version`, {
    consult: consultId,
  });
}

/** The next item to send, with its bundle, whether or not its time has come. */
export function nextReady(store: Store): (OutboxItem & { readonly bundle: string }) | undefined {
  return store.db.get(`SELECT ${COLUMNS}, bundle FROM outbox WHERE ${READY} ORDER BY next_at LIMIT 1`);
}

/** The newest version that the HIS has or is going to have. */
export function newestAtHis(store: Store, consultId: string): number | undefined {
  const row = store.db.get<{ version: number | null }>(
    "SELECT max(version) AS version FROM outbox WHERE consult_id = @consult AND state IN ('waiting', 'sent')",
    { consult: consultId },
  );
  return row?.version ?? undefined;
}

/** Written before the attempt: after a crash it shows that the bundle may have arrived. */
export function countAttempt(store: Store, { consultId, version }: OutboxItem): void {
  store.db.run("UPDATE outbox SET attempts = attempts + 1 WHERE consult_id = @consult AND version = @version", {
    consult: consultId,
    version,
  });
}

export function postpone(store: Store, { consultId, version }: OutboxItem, nextAt: Date, error: string): void {
  store.db.run("UPDATE outbox SET next_at = @at, error = @error WHERE consult_id = @consult AND version = @version", {
    consult: consultId,
    version,
    at: nextAt.toISOString(),
    error,
  });
}

export function settleItem(
  store: Store,
  { consultId, version }: OutboxItem,
  state: "sent" | "refused",
  error: string | null,
): void {
  store.db.run(
    `UPDATE outbox SET state = @state, error = @error, settled_at = @at
      WHERE consult_id = @consult AND version = @version`,
    { consult: consultId, version, state, error, at: store.clock.now().toISOString() },
  );
}

/** Puts an item that was refused or recalled back in the queue, due now; false where there is none. */
export function requeue(store: Store, consultId: string, version: number, from: "refused" | "recalled"): boolean {
  const changed = store.db.run(
    `UPDATE outbox SET state = 'waiting', next_at = @at, error = NULL, settled_at = NULL
      WHERE consult_id = @consult AND version = @version AND state = @from`,
    { consult: consultId, version, from, at: store.clock.now().toISOString() },
  );
  return changed > 0;
}

/** Takes an item back; false where it was tried (it may have arrived) or is sent. A refused one never arrived. */
export function recallItem(store: Store, consultId: string, version: number): boolean {
  const changed = store.db.run(
    `UPDATE outbox SET state = 'recalled', settled_at = @at WHERE consult_id = @consult AND version = @version
      AND (state = 'refused' OR (state = 'waiting' AND attempts = 0))`,
    { consult: consultId, version, at: store.clock.now().toISOString() },
  );
  return changed > 0;
}

/** Deletes the bundles of a consult that are not needed for sending any more. */
export function dropBundles(store: Store, consultId: string): number {
  return store.db.run(
    "UPDATE outbox SET bundle = NULL WHERE consult_id = @consult AND state IN ('sent', 'recalled') AND bundle NOT NULL",
    { consult: consultId },
  );
}
