import type { Clinician, ConsultSummary, ConsultView, LogEntry, Patient } from "../../contract/views.ts";
import type { AuditEntry } from "../store/audit.ts";
import { getConsult } from "../store/consult-rows.ts";
import type { ConsultSummary as Row, ConsultView as Stored } from "../store/consult-views.ts";
import { getPatient, type Patient as StoredPatient } from "../store/people.ts";
import type { Store } from "../store/store.ts";

/** A patient as the window shows her. */
export function showPatient({ id, name, birthDate, gender, bsn }: StoredPatient): Patient {
  return { id, name, birthDate, gender, ...(bsn === undefined ? {} : { bsn }) };
}

/** A consult as a line of the list. */
export function showSummary({ id, patient, clinicianId, setting, startedAt, state, settledAt }: Row): ConsultSummary {
  return { id, patient: showPatient(patient), clinicianId, setting, startedAt, state, settledAt };
}

/** The line of a consult as it stands. It is not a reading of the record, so the log does not tell of it. Fails: consult-unknown. */
export function summaryOf(store: Store, consultId: string): ConsultSummary {
  const row = getConsult(store, consultId);
  return showSummary({ ...row, patient: getPatient(store, row.patientId) });
}

/** A consult with all that belongs to it. */
export function showConsult(stored: Stored): ConsultView {
  const { clinician, transcript, versions, outbox, gaps, hasSound, soundDestroyedAt, reattributed } = stored;
  return {
    ...showSummary(stored),
    clinician,
    transcript,
    versions: versions.map(({ clinicianId, ...version }) => ({ ...version, clinicianId: clinicianId ?? undefined })),
    deliveries: outbox.map(({ consultId: _, ...delivery }) => delivery),
    gaps: gaps.map(({ startS, endS, reason }) => ({ atS: startS, seconds: endS - startS, reason })),
    hasSound,
    soundDestroyedAt,
    reattributed,
  };
}

/** A line of the log, with a name for people where there is one. */
export function showLogEntry(store: Store, clinicians: readonly Clinician[]): (entry: AuditEntry) => LogEntry {
  const patients = new Map<string, Patient["name"]>();
  const nameOf = (id: string) => patients.get(id) ?? patients.set(id, getPatient(store, id).name).get(id)!;
  const names = new Map(clinicians.map(({ id, name }) => [id, name]));
  return ({ seq, at, actorId, action, patientId, consultId, object, outcome }) => ({
    seq,
    at,
    who: names.get(actorId) ?? (actorId === "soepel" ? "Soepel" : actorId),
    action,
    consultId,
    patient: patientId === null ? null : nameOf(patientId),
    object,
    outcome,
  });
}
