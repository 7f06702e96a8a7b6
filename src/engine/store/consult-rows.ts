import { SoepelError } from "../../contract/errors.ts";
import type { Setting } from "../../core/consult/consult.ts";
import { type ConsultEvent, type ConsultState, isSettled, next } from "../../core/consult/state.ts";
import type { Store } from "./store.ts";

/** A consult as it is kept. */
export interface ConsultRow {
  readonly id: string;
  readonly patientId: string;
  readonly clinicianId: string;
  readonly setting: Setting;
  readonly startedAt: string;
  readonly state: ConsultState;
  readonly settledAt: string | null;
}

const SELECT = `SELECT id, patient_id AS patientId, clinician_id AS clinicianId, setting, started_at AS startedAt, state,
  settled_at AS settledAt FROM consult`;

type Raw = Omit<ConsultRow, "state"> & { readonly state: string };
const toRow = (raw: Raw): ConsultRow => ({ ...raw, state: JSON.parse(raw.state) as ConsultState });

export function addConsult({ db }: Store, row: Omit<ConsultRow, "state" | "settledAt">): ConsultRow {
  const state: ConsultState = { kind: "prepared" };
  const values = [row.id, row.patientId, row.clinicianId, row.setting, row.startedAt, JSON.stringify(state)];
  db.run("INSERT INTO consult VALUES (?, ?, ?, ?, ?, ?, NULL)", ...values);
  return { ...row, state, settledAt: null };
}

/** Fails: consult-unknown. */
export function getConsult({ db }: Store, id: string): ConsultRow {
  const raw = db.get<Raw>(`${SELECT} WHERE id = ?`, id);
  if (raw === undefined) throw new SoepelError("consult-unknown");
  return toRow(raw);
}

/** Every consult that is not settled, whenever it was, and those that began at `since` or later. */
export function listConsultsSince({ db }: Store, since: Date): ConsultRow[] {
  const where = "WHERE settled_at IS NULL OR started_at >= ? ORDER BY started_at, id";
  return db.all<Raw>(`${SELECT} ${where}`, since.toISOString()).map(toRow);
}

export function listSettledBefore({ db }: Store, moment: Date): ConsultRow[] {
  return db.all<Raw>(`${SELECT} WHERE settled_at <= ?`, moment.toISOString()).map(toRow);
}

/** Takes a consult to its next state. Fails: not-now, where `next` knows no such step. */
export function moveConsult(store: Store, id: string, event: ConsultEvent): ConsultRow {
  const row = getConsult(store, id);
  const state = next(row.state, event);
  if (state === undefined) throw new SoepelError("not-now", `${event.type} of a consult that is ${row.state.kind}`);
  const settledAt = isSettled(state) ? (row.settledAt ?? store.clock.now().toISOString()) : null;
  store.db.run("UPDATE consult SET state = ?, settled_at = ? WHERE id = ?", JSON.stringify(state), settledAt, id);
  return { ...row, state, settledAt };
}
