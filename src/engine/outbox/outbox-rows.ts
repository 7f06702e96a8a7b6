import type { TransactionBundle } from "../../core/fhir/entries.ts";
import type { Store } from "../store/store.ts";

/** A note version on its way to the HIS. `recalled`: taken back before it was sent. */
export interface OutboxItem {
  readonly consultId: string;
  readonly version: number;
  readonly state: "waiting" | "sent" | "refused" | "recalled";
  readonly attempts: number;
  /** When it is tried (again). */
  readonly nextAt: string;
  /** Why the last attempt failed: an error's code or, refused, what the HIS' adapter says of it. */
  readonly error: string | null;
  readonly settledAt: string | null;
}

const COLUMNS = "consult_id AS consultId, version, state, attempts, next_at AS nextAt, error, settled_at AS settledAt";

/** Queues a bundle for an approved version; a second time changes nothing. Call it in the approval's transaction. */
export function enqueue({ db, clock }: Store, consultId: string, version: number, bundle: TransactionBundle): void {
  const at = clock.now().toISOString();
  const sql = `INSERT INTO outbox (consult_id, version, bundle, state, next_at, queued_at)
    VALUES (?, ?, ?, 'waiting', ?, ?) ON CONFLICT DO NOTHING`;
  db.run(sql, consultId, version, JSON.stringify(bundle), at, at);
}

export function listOutbox({ db }: Store, consultId: string): OutboxItem[] {
  return db.all(`SELECT ${COLUMNS} FROM outbox WHERE consult_id = ? ORDER BY version`, consultId);
}

/** The next item to send, with its bundle, whether or not its time has come. A version waits for those before it. */
export function nextReady({ db }: Store): (OutboxItem & { readonly bundle: string }) | undefined {
  return db.get(`SELECT ${COLUMNS}, bundle FROM outbox WHERE state = 'waiting' AND NOT EXISTS (SELECT 1 FROM outbox earlier
    WHERE earlier.consult_id = outbox.consult_id AND earlier.version < outbox.version AND earlier.state = 'waiting')
    ORDER BY next_at LIMIT 1`);
}

/** Writes how an item fares. An attempt is counted before it is made: after a crash it shows that it may have arrived. */
export function updateItem(
  { db }: Store,
  item: OutboxItem,
  change: Partial<Pick<OutboxItem, "state" | "attempts" | "nextAt" | "error" | "settledAt">>,
): void {
  const { consultId, version, state, attempts, nextAt, error, settledAt } = { ...item, ...change };
  const sql = `UPDATE outbox SET state = ?, attempts = ?, next_at = ?, error = ?, settled_at = ?
    WHERE consult_id = ? AND version = ?`;
  db.run(sql, state, attempts, nextAt, error, settledAt, consultId, version);
}

/** Puts an item that was refused or recalled back in the queue, due now. */
export function requeue({ db, clock }: Store, consultId: string, version: number): void {
  const sql = `UPDATE outbox SET state = 'waiting', next_at = ?, error = NULL, settled_at = NULL
    WHERE consult_id = ? AND version = ? AND state IN ('refused', 'recalled')`;
  db.run(sql, clock.now().toISOString(), consultId, version);
}

/** Takes an item back; false where it was tried (it may have arrived) or is sent. A refused one never arrived. */
export function recallItem({ db, clock }: Store, consultId: string, version: number): boolean {
  const sql = `UPDATE outbox SET state = 'recalled', settled_at = ? WHERE consult_id = ? AND version = ?
    AND (state = 'refused' OR (state = 'waiting' AND attempts = 0))`;
  return db.run(sql, clock.now().toISOString(), consultId, version) > 0;
}

/** Deletes the bundles of a consult that need no sending any more, and says how many. */
export function dropBundles({ db }: Store, consultId: string): number {
  return db.run(
    "UPDATE outbox SET bundle = NULL WHERE consult_id = ? AND state IN ('sent', 'recalled') AND bundle NOT NULL",
    consultId,
  );
}
