import type { Built } from "../../core/fhir/bundle.ts";
import type { TransactionBundle } from "../../core/fhir/entries.ts";
import type { GivenNames } from "../../core/fhir/naming.ts";
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
  { bundle, names }: Built,
  act: OutboxItem["act"] = "send",
): void {
  const at = clock.now().toISOString();
  const sql = `INSERT INTO outbox (consult_id, version, act, bundle, names, state, next_at, queued_at)
    VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?) ON CONFLICT DO NOTHING`;
  db.run(sql, consultId, version, act, JSON.stringify(bundle), JSON.stringify(names), at, at);
}

export function listOutbox({ db }: Store, consultId: string): OutboxItem[] {
  return db.all(`SELECT ${COLUMNS} FROM outbox WHERE consult_id = ? ORDER BY version, act`, consultId);
}

/** A bundle that the HIS took, or will have taken: what it has of a consult is read from these and nothing else. */
export interface Taken {
  readonly version: number;
  readonly act: OutboxItem["act"];
  /** As it went out; `queued` is what waits to be made an amendment. Neither where it was kept too short (before migration 120). */
  readonly sent: TransactionBundle | undefined;
  readonly queued: TransactionBundle | undefined;
  readonly names: GivenNames;
  readonly destination: string | null;
}

/** What the HIS took of a consult, oldest first; with `alsoWaiting` what it will have taken then too. */
export function listTaken({ db }: Store, consultId: string, alsoWaiting = false): Taken[] {
  type Row = Record<"sent" | "bundle" | "names" | "destination", string | null> & Pick<Taken, "version" | "act">;
  const sql = `SELECT version, act, sent, bundle, names, destination FROM outbox
    WHERE consult_id = ? AND (state = 'sent' OR (state = 'refused' AND error = 'his-missed') OR (? AND state = 'waiting'))
    ORDER BY version, act`;
  const read = <T>(json: string | null) => (json === null ? undefined : (JSON.parse(json) as T));
  return db.all<Row>(sql, consultId, alsoWaiting ? 1 : 0).map(({ version, act, sent, bundle, names, destination }) => ({
    version,
    act,
    sent: read<TransactionBundle>(sent),
    queued: read<TransactionBundle>(bundle),
    names: read<GivenNames>(names) ?? {},
    destination,
  }));
}

/**
 * The next item to send, with its bundle, whether or not its time has come. A version waits for those before it, and for a withdrawal
 * that the HIS refused: it was made for a HIS that has nothing of the note any more.
 */
export function nextReady({ db }: Store): ReadyItem | undefined {
  return db.get(`SELECT ${COLUMNS}, bundle, sent FROM outbox WHERE state = 'waiting' AND NOT EXISTS (SELECT 1 FROM outbox earlier
    WHERE earlier.consult_id = outbox.consult_id AND (earlier.version, earlier.act) < (outbox.version, outbox.act)
      AND (earlier.state = 'waiting' OR (earlier.act = 'withdraw' AND earlier.state = 'refused' AND earlier.error IS NOT 'his-missed')))
    ORDER BY next_at LIMIT 1`);
}

/** An item with its bundle as it was queued, and as it went out where it was tried. */
export type ReadyItem = OutboxItem & { readonly bundle: string | null; readonly sent: string | null };

/** Writes, before it goes, what goes out and where to. */
export function keepSent(
  { db }: Store,
  { consultId, version, act }: OutboxItem,
  sent: string,
  destination: string | undefined,
): void {
  const sql = "UPDATE outbox SET sent = ?, destination = ? WHERE consult_id = ? AND version = ? AND act = ?";
  db.run(sql, sent, destination ?? null, consultId, version, act);
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

/** Puts an item that was refused or recalled back in the queue, due now; it goes out as an amendment of what the HIS has by then. */
export function requeue(
  { db, clock }: Store,
  consultId: string,
  version: number,
  act: OutboxItem["act"] = "send",
): void {
  const sql = `UPDATE outbox SET state = 'waiting', next_at = ?, error = NULL, answer = NULL, settled_at = NULL, sent = NULL
    WHERE consult_id = ? AND version = ? AND act = ? AND state IN ('refused', 'recalled')`;
  db.run(sql, clock.now().toISOString(), consultId, version, act);
}

/** Takes an item back; false where it was tried: it may have arrived. */
export function recallItem({ db, clock }: Store, consultId: string, version: number): boolean {
  const sql = `UPDATE outbox SET state = 'recalled', settled_at = ? WHERE consult_id = ? AND version = ? AND act = 'send'
    AND state = 'waiting' AND attempts = 0`;
  return db.run(sql, clock.now().toISOString(), consultId, version) > 0;
}

/** Gives up the withdrawals that the HIS refused: what it has is amended instead. */
export function giveUpWithdrawals({ db }: Store, consultId: string): void {
  db.run(
    "UPDATE outbox SET state = 'recalled' WHERE consult_id = ? AND act = 'withdraw' AND state = 'refused' AND error IS NOT 'his-missed'",
    consultId,
  );
}

/** Deletes the bundles of a consult that need no sending any more, and what the HIS said of them; says how many. What was sent stays. */
export function dropBundles({ db }: Store, consultId: string): number {
  return db.run(
    "UPDATE outbox SET bundle = NULL, answer = NULL WHERE consult_id = ? AND state IN ('sent', 'recalled') AND bundle NOT NULL",
    consultId,
  );
}
