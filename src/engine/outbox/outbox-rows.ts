import type { TransactionBundle } from "../../core/fhir/entries.ts";
import type { Store } from "../store/store.ts";

/** A note version on its way to the HIS, or the word that it is withdrawn there. `recalled`: taken back before it was sent. */
export interface OutboxItem {
  readonly consultId: string;
  readonly version: number;
  readonly act: "send" | "withdraw";
  readonly state: "waiting" | "sent" | "refused" | "recalled";
  readonly attempts: number;
  /** When it is tried (again). */
  readonly nextAt: string;
  /** Why the last attempt failed: an error's code or, refused, what the HIS' adapter says of it. */
  readonly error: string | null;
  /** What the HIS said of it in its own words; may name the patient. */
  readonly answer: string | null;
  readonly settledAt: string | null;
}

const COLUMNS = `consult_id AS consultId, version, act, state, attempts, next_at AS nextAt, error, answer,
  settled_at AS settledAt`;

/** Queues a bundle for an approved version; a second time changes nothing. Call it in the transaction of the clinician's act. */
export function enqueue(
  { db, clock }: Store,
  consultId: string,
  version: number,
  bundle: TransactionBundle,
  act: OutboxItem["act"] = "send",
): void {
  const at = clock.now().toISOString();
  const sql = `INSERT INTO outbox (consult_id, version, act, bundle, state, next_at, queued_at)
    VALUES (?, ?, ?, ?, 'waiting', ?, ?) ON CONFLICT DO NOTHING`;
  db.run(sql, consultId, version, act, JSON.stringify(bundle), at, at);
}

export function listOutbox({ db }: Store, consultId: string): OutboxItem[] {
  return db.all(`SELECT ${COLUMNS} FROM outbox WHERE consult_id = ? ORDER BY version, act`, consultId);
}

/**
 * The next item to send, with its bundle, whether or not its time has come. A version waits for those before it, and for a withdrawal
 * that the HIS refused: it was made for a HIS that has nothing of the note any more.
 */
export function nextReady({ db }: Store): (OutboxItem & { readonly bundle: string }) | undefined {
  return db.get(`SELECT ${COLUMNS}, bundle FROM outbox WHERE state = 'waiting' AND NOT EXISTS (SELECT 1 FROM outbox earlier
    WHERE earlier.consult_id = outbox.consult_id AND (earlier.version, earlier.act) < (outbox.version, outbox.act)
      AND (earlier.state = 'waiting' OR (earlier.act = 'withdraw' AND earlier.state = 'refused')))
    ORDER BY next_at LIMIT 1`);
}

/** Writes how an item fares. An attempt is counted before it is made: after a crash it shows that it may have arrived. */
export function updateItem(
  { db }: Store,
  item: OutboxItem,
  change: Partial<Pick<OutboxItem, "state" | "attempts" | "nextAt" | "error" | "answer" | "settledAt">>,
): void {
  const { consultId, version, act, state, attempts, nextAt, error, answer, settledAt } = { ...item, ...change };
  const sql = `UPDATE outbox SET state = ?, attempts = ?, next_at = ?, error = ?, answer = ?, settled_at = ?
    WHERE consult_id = ? AND version = ? AND act = ?`;
  db.run(sql, state, attempts, nextAt, error, answer, settledAt, consultId, version, act);
}

/** Puts an item that was refused or recalled back in the queue, due now. */
export function requeue(
  { db, clock }: Store,
  consultId: string,
  version: number,
  act: OutboxItem["act"] = "send",
): void {
  const sql = `UPDATE outbox SET state = 'waiting', next_at = ?, error = NULL, answer = NULL, settled_at = NULL
    WHERE consult_id = ? AND version = ? AND act = ? AND state IN ('refused', 'recalled')`;
  db.run(sql, clock.now().toISOString(), consultId, version, act);
}

/** Takes an item back; false where it was tried (it may have arrived) or is sent. A refused one never arrived. */
export function recallItem({ db, clock }: Store, consultId: string, version: number): boolean {
  const sql = `UPDATE outbox SET state = 'recalled', settled_at = ? WHERE consult_id = ? AND version = ? AND act = 'send'
    AND (state = 'refused' OR (state = 'waiting' AND attempts = 0))`;
  return db.run(sql, clock.now().toISOString(), consultId, version) > 0;
}

/** Gives up the withdrawals that the HIS refused: what it has is amended instead. */
export function giveUpWithdrawals({ db }: Store, consultId: string): void {
  db.run(
    "UPDATE outbox SET state = 'recalled' WHERE consult_id = ? AND act = 'withdraw' AND state = 'refused'",
    consultId,
  );
}

/** Deletes the bundles of a consult that need no sending any more, and what the HIS said of them; says how many. */
export function dropBundles({ db }: Store, consultId: string): number {
  return db.run(
    "UPDATE outbox SET bundle = NULL, answer = NULL WHERE consult_id = ? AND state IN ('sent', 'recalled') AND bundle NOT NULL",
    consultId,
  );
}
