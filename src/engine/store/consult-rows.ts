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

type Raw = Omit<ConsultRow, "state"> & { readonly state: string };

const COLUMNS = `consult.id, patient_id AS patientId, clinician_id AS clinicianId, setting, started_at AS startedAt,
  state, settled_at AS settledAt`;

const toRow = (raw: Raw): ConsultRow => ({ ...raw, state: JSON.parse(raw.state) as ConsultState });

export function addConsult(store: Store, consult: Omit<ConsultRow, "state" | "settledAt">): ConsultRow {
  const state: ConsultState = { kind: "prepared" };
  store.db.run(
    `INSERT INTO consult (id, patient_id, clinician_id, setting, started_at, state)
      VALUES (@id, @patientId, @clinicianId, @setting, @startedAt, @state)`,
    { ...consult, state: JSON.stringify(state) },
  );
  return { ...consult, state, settledAt: null };
}

/** Fails: consult-unknown. */
export function getConsult(store: Store, id: string): ConsultRow {
  const raw = store.db.get<Raw>(`SELECT ${COLUMNS} FROM consult WHERE id = @id`, { id });
  if (raw === undefined) throw new SoepelError("consult-unknown");
  return toRow(raw);
}

/** Every consult that is not settled, whenever it was, and those that began at `since` or later. */
export function listConsultsSince(store: Store, since: Date): ConsultRow[] {
  return store.db
    .all<Raw>(
      `SELECT ${COLUMNS} FROM consult WHERE settled_at IS NULL OR started_at >= @since ORDER BY started_at, id`,
      { since: since.toISOString() },
    )
    .map(toRow);
}

/** Ids of the consults that were settled before `moment`. */
export function listSettledBefore(store: Store, moment: Date): string[] {
  return store.db
    .all<{ id: string }>("SELECT id FROM consult WHERE settled_at <= @moment", { moment: moment.toISOString() })
    .map(({ id }) => id);
}

/** Takes a consult to its next state. Fails: not-now, where `next` knows no such step. */
export function moveConsult(store: Store, id: string, event: ConsultEvent): ConsultState {
  const { state, settledAt } = getConsult(store, id);
  const after = next(state, event);
  if (after === undefined) throw new SoepelError("not-now", `${event.type} of a consult that is ${state.kind}`);
  const now = store.clock.now().toISOString();
  store.db.run("UPDATE consult SET state = @state, settled_at = @settled WHERE id = @id", {
    id,
    state: JSON.stringify(after),
    settled: isSettled(after) ? (settledAt ?? now) : null,
  });
  return after;
}
