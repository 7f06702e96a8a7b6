import { createHash } from "node:crypto";
import type { Store } from "./store.ts";

/** What is logged (NEN 7513: event, who, which patient, what, when, outcome). Codes, ids and numbers, never words of a patient. */
export type AuditAction =
  | `${"clinician" | "patient" | "note" | "settings"}-saved`
  | "patient-read"
  | `consult-${"created" | "read" | "changed"}`
  | `sound-${"played" | "cut" | "destroyed"}`
  | `note-${"approved" | "amended" | "sent" | "refused" | "recalled" | "withdrawn" | "copied"}`
  | "speaker-set"
  | `key-${"changed" | "shown"}`
  | `voice-print-${"saved" | "deleted"}`
  | "transcript-destroyed"
  | `consent-${"given" | "withdrawn"}`
  | "audit-read";

/** Who did it: a clinician, or Soepel by itself (retention, outbox, salvage). */
export interface Actor {
  readonly id: string;
  readonly role: string;
}
export const SOEPEL: Actor = { id: "soepel", role: "system" };

export interface AuditEvent {
  readonly actor: Actor;
  readonly action: AuditAction;
  readonly patientId?: string;
  readonly consultId?: string;
  /** Which thing of the consult: "version 3", "60 s". */
  readonly object?: string;
  readonly outcome?: "ok" | "failed";
}

export interface AuditEntry {
  readonly seq: number;
  readonly at: string;
  readonly actorId: string;
  readonly actorRole: string;
  /** The program that did it: "app", "serve", "cli". */
  readonly system: string;
  readonly action: AuditAction;
  readonly patientId: string | null;
  readonly consultId: string | null;
  readonly object: string | null;
  readonly outcome: "ok" | "failed";
  readonly hash: string;
}

const SELECT = `SELECT seq, at, actor_id AS actorId, actor_role AS actorRole, system, action, patient_id AS patientId,
  consult_id AS consultId, object, outcome, hash FROM audit_log`;

/** Over the hash before and every field, in the order of the table. */
function chain(previous: string, entry: AuditEntry): string {
  const { hash: _, seq, at, actorId, actorRole, system, action, patientId, consultId, object, outcome } = entry;
  const fields = [previous, seq, at, actorId, actorRole, system, action, patientId, consultId, object, outcome];
  return createHash("sha256").update(JSON.stringify(fields)).digest("hex");
}

/** Adds an event; call it inside the transaction of what it tells of, so that neither is there without the other. */
export function appendAudit({ db, clock, owner }: Store, event: AuditEvent): void {
  const last = db.get<AuditEntry>(`${SELECT} ORDER BY seq DESC LIMIT 1`);
  const entry: AuditEntry = {
    seq: (last?.seq ?? 0) + 1,
    at: clock.now().toISOString(),
    actorId: event.actor.id,
    actorRole: event.actor.role,
    system: owner.program,
    action: event.action,
    patientId: event.patientId ?? null,
    consultId: event.consultId ?? null,
    object: event.object ?? null,
    outcome: event.outcome ?? "ok",
    hash: "",
  };
  const values = Object.values({ ...entry, hash: chain(last?.hash ?? "", entry) });
  db.run("INSERT INTO audit_log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ...values);
}

/** The log, newest first: of one consult, or of all. */
export function readAudit({ db }: Store, { consultId = null as string | null, limit = 1_000 } = {}): AuditEntry[] {
  const where = "WHERE consult_id IS coalesce(?, consult_id) ORDER BY seq DESC LIMIT ?";
  return db.all(`${SELECT} ${where}`, consultId, limit);
}

/**
 * Walks the chain. `brokenAt` is the first entry that was changed, or that follows one that is gone. Entries cut off the
 * end show only against a `head` that was kept elsewhere.
 */
export function verifyAudit(
  { db }: Store,
  head = "",
): { readonly entries: number; readonly head: string; readonly brokenAt?: number } {
  let [seq, hash, isHeadSeen] = [0, "", head === ""];
  for (;;) {
    const page = db.all<AuditEntry>(`${SELECT} WHERE seq > ? ORDER BY seq LIMIT 1000`, seq);
    if (page.length === 0) break;
    for (const entry of page) {
      const isNext = entry.seq === seq + 1 && entry.hash === chain(hash, entry);
      if (!isNext) return { entries: seq, head: hash, brokenAt: seq + 1 };
      ({ seq, hash } = entry);
      isHeadSeen ||= hash === head;
    }
  }
  return { entries: seq, head: hash, ...(isHeadSeen ? {} : { brokenAt: seq + 1 }) };
}
