import { randomUUID } from "node:crypto";
import { SoepelError } from "../../contract/errors.ts";
import type { Clinician } from "../../contract/views.ts";
import { type PatientFile, parsePatientFile } from "../../core/fhir/party-files.ts";
import type { Store } from "./store.ts";

/** The patient file of the command line (DESIGN.md, section 5), with an id of our own. */
export type Patient = PatientFile & { readonly id: string };

/** Adds or changes a clinician; without an id she is new. Fails: practice-invalid (no name). */
export function saveClinician({ db }: Store, clinician: Omit<Clinician, "id"> & { id?: string }): Clinician {
  if (clinician.name.trim() === "") throw new SoepelError("practice-invalid", "practitioner.name");
  const saved = { ...clinician, id: clinician.id ?? randomUUID() };
  const sql = "INSERT INTO clinician VALUES (?, ?) ON CONFLICT DO UPDATE SET profile = excluded.profile";
  db.run(sql, saved.id, JSON.stringify(saved));
  return saved;
}

export function listClinicians({ db }: Store): Clinician[] {
  const rows = db.all<{ profile: string }>("SELECT profile FROM clinician ORDER BY profile ->> 'name'");
  return rows.map(({ profile }) => JSON.parse(profile) as Clinician);
}

/** Fails: practice-invalid (nobody of that id). */
export function getClinician({ db }: Store, id: string): Clinician {
  const row = db.get<{ profile: string }>("SELECT profile FROM clinician WHERE id = ?", id);
  if (row === undefined) throw new SoepelError("practice-invalid", "practitioner");
  return JSON.parse(row.profile) as Clinician;
}

/** Adds or changes a patient: the one of this id, else the one of this BSN, else a new one. Fails: patient-invalid. */
export function savePatient({ db }: Store, patient: PatientFile & { id?: string }): Patient {
  const parsed = parsePatientFile(patient);
  if (!parsed.ok) throw new SoepelError("patient-invalid", parsed.problem);
  const { bsn = null } = parsed.value;
  const known = db.get<{ id: string }>("SELECT id FROM patient WHERE bsn = ?", bsn);
  // Two people with one BSN: a mistake that must not join two records.
  if (known && patient.id && known.id !== patient.id) throw new SoepelError("patient-invalid", "bsn: another has it");
  const saved = { ...parsed.value, id: patient.id ?? known?.id ?? randomUUID() };
  const sql = `INSERT INTO patient VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET bsn = excluded.bsn, file = excluded.file`;
  db.run(sql, saved.id, bsn, JSON.stringify(saved));
  return saved;
}

/** Fails: patient-invalid (nobody of that id). */
export function getPatient({ db }: Store, id: string): Patient {
  const row = db.get<{ file: string }>("SELECT file FROM patient WHERE id = ?", id);
  if (row === undefined) throw new SoepelError("patient-invalid", "id");
  return JSON.parse(row.file) as Patient;
}
