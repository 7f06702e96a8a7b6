import { createHash } from "node:crypto";
import type { Store } from "./store.ts";

/** What is logged (NEN 7513: event, who, which patient, what, when, outcome). Codes, ids and numbers, never words of a patient. */
export type AuditAction =
  | "clinician-saved"
  | "patient-saved"
  | "consult-created"
  | "consult-read"
  | "consult-changed"
  | "transcript-read"
  | "sound-played"
  | "sound-cut"
  | "sound-destroyed"
  | "transcript-destroyed"
  | "note-saved"
  | "note-approved"
  | "note-amended"
  | "note-sent"
  | "note-refused"
  | "note-recalled"
  | "note-copied"
  | "consent-withdrawn"
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

export interface AuditEntry extends Required<Omit<AuditEvent, "patientId" | "consultId" | "object">> {
  readonly seq: number;
  readonly at: string;
  /** The program that did it: "app", "serve", "cli". */
  readonly system: string;
  readonly patientId: string | null;
  readonly consultId: string | null;
  readonly object: string | null;
  readonly hash: string;
}

interface Row {
  seq: number;
  at: string;
  actor_id: string;
  actor_role: string;
  system: string;
  action: AuditAction;
  patient_id: string | null;
  consult_id: string | null;
  object: string | null;
  outcome: "ok" | "failed";
  hash: string;
}

const START = "";

function chain(previous: string, row: Omit<Row, "hash">): string {
  const fields = [
    previous,
    row.seq,
    row.at,
    row.actor_id,
    row.actor_role,
    row.system,
    row.action,
    row.patient_id,
    row.consult_id,
    row.object,
    row.outcome,
  ];
  return createHash("sha256").update(JSON.stringify(fields)).digest("hex");
}

/** Adds an event to the log; call it inside the transaction of what it tells of, so that neither is there without the other. */
export function appendAudit(store: Store, event: AuditEvent): void {
  const last = store.db.get<{ seq: number; hash: string }>("SELECT seq, hash FROM audit_log ORDER BY seq DESC LIMIT 1");
  const row = {
    seq: (last?.seq ?? 0) + 1,
    at: store.clock.now().toISOString(),
    actor_id: event.actor.id,
    actor_role: event.actor.role,
    system: store.owner.program,
    action: event.action,
    patient_id: event.patientId ?? null,
    consult_id: event.consultId ?? null,
    object: event.object ?? null,
    outcome: event.outcome ?? "ok",
  };
  store.db.run(
    `INSERT INTO audit_log VALUES
      (@seq, @at, @actor_id, @actor_role, @system, @action, @patient_id, @consult_id, @object, @outcome, @hash)`,
    { ...row, hash: chain(last?.hash ?? START, row) },
  );
}

/** The log, newest first. */
export function readAudit(store: Store, filter: { consultId?: string; limit?: number } = {}): AuditEntry[] {
  const rows = store.db.all<Row>(
    `SELECT * FROM audit_log WHERE @consult IS NULL OR consult_id = @consult ORDER BY seq DESC LIMIT @limit`,
    { consult: filter.consultId ?? null, limit: filter.limit ?? 1_000 },
  );
  return rows.map(({ actor_id, actor_role, patient_id, consult_id, ...row }) => ({
    ...row,
    actor: { id: actor_id, role: actor_role },
    patientId: patient_id,
    consultId: consult_id,
  }));
}

/**
 * Walks the chain. `brokenAt` is the first entry that was changed, or that follows one that is gone. Entries cut off the
 * end show only against a `head` that was kept elsewhere.
 */
export function verifyAudit(
  store: Store,
  head?: string,
): { readonly entries: number; readonly head: string; readonly brokenAt?: number } {
  const PAGE = 1_000;
  let hash = START;
  let seq = 0;
  let isHeadSeen = head === undefined;
  for (;;) {
    const rows = store.db.all<Row>("SELECT * FROM audit_log WHERE seq > @seq ORDER BY seq LIMIT @page", {
      seq,
      page: PAGE,
    });
    for (const row of rows) {
      if (row.seq !== seq + 1 || row.hash !== chain(hash, row)) return { entries: seq, head: hash, brokenAt: seq + 1 };
      seq = row.seq;
      hash = row.hash;
      isHeadSeen ||= hash === head;
    }
    if (rows.length < PAGE) break;
  }
  return isHeadSeen ? { entries: seq, head: hash } : { entries: seq, head: hash, brokenAt: seq + 1 };
}
