import { randomUUID } from "node:crypto";
import { SoepelError } from "../../contract/errors.ts";
import type { PatientTraits } from "../../core/consult/consult.ts";
import type { Store } from "./store.ts";

export const ROLES = ["huisarts", "waarnemer", "poh-s", "poh-ggz"] as const;

/** Who works with Soepel. */
export interface Clinician {
  readonly id: string;
  readonly name: string;
  readonly role: (typeof ROLES)[number];
  readonly agb?: string;
  readonly uzi?: string;
  readonly big?: string;
}

/** The form of the command line's patient file (DESIGN.md, section 5), with an id of our own. */
export interface Patient {
  readonly id: string;
  readonly name: { readonly given: string; readonly family: string };
  /** YYYY-MM-DD. */
  readonly birthDate: string;
  readonly gender: "male" | "female" | "other" | "unknown";
  readonly bsn?: string;
}

interface ClinicianRow {
  id: string;
  name: string;
  role: Clinician["role"];
  agb: string | null;
  uzi: string | null;
  big: string | null;
}

interface PatientRow {
  id: string;
  given: string;
  family: string;
  birth_date: string;
  gender: Patient["gender"];
  bsn: string | null;
}

/** Adds or changes a clinician; without an id she is new. */
export function saveClinician(store: Store, clinician: Omit<Clinician, "id"> & { id?: string }): Clinician {
  if (clinician.name.trim() === "") throw new SoepelError("practice-invalid", "practitioner.name");
  const saved = { ...clinician, id: clinician.id ?? randomUUID() };
  store.db.run(
    `INSERT INTO clinician VALUES (@id, @name, @role, @agb, @uzi, @big) ON CONFLICT (id) DO UPDATE SET
      name = excluded.name, role = excluded.role, agb = excluded.agb, uzi = excluded.uzi, big = excluded.big`,
    {
      id: saved.id,
      name: saved.name,
      role: saved.role,
      agb: saved.agb ?? null,
      uzi: saved.uzi ?? null,
      big: saved.big ?? null,
    },
  );
  return saved;
}

export function listClinicians(store: Store): Clinician[] {
  return store.db.all<ClinicianRow>("SELECT * FROM clinician ORDER BY name").map(toClinician);
}

export function findClinician(store: Store, id: string): Clinician | undefined {
  const row = store.db.get<ClinicianRow>("SELECT * FROM clinician WHERE id = @id", { id });
  return row && toClinician(row);
}

/** Adds or changes a patient: the one of this id, else the one of this BSN, else a new one. Fails: patient-invalid. */
export function savePatient(store: Store, patient: Omit<Patient, "id"> & { id?: string }): Patient {
  if (patient.name.family.trim() === "") throw new SoepelError("patient-invalid", "name.family");
  if (!/^\d{4}-\d{2}-\d{2}$/.test(patient.birthDate)) throw new SoepelError("patient-invalid", "birthDate");
  const known =
    patient.bsn === undefined
      ? undefined
      : store.db.get<{ id: string }>("SELECT id FROM patient WHERE bsn = @bsn", { bsn: patient.bsn });
  // Two people with one BSN: a mistake that must not join two records.
  if (known !== undefined && patient.id !== undefined && known.id !== patient.id) {
    throw new SoepelError("patient-invalid", "bsn");
  }
  const saved = { ...patient, id: patient.id ?? known?.id ?? randomUUID() };
  store.db.run(
    `INSERT INTO patient VALUES (@id, @given, @family, @birth, @gender, @bsn) ON CONFLICT (id) DO UPDATE SET
      given = excluded.given, family = excluded.family, birth_date = excluded.birth_date,
      gender = excluded.gender, bsn = excluded.bsn`,
    {
      id: saved.id,
      given: saved.name.given,
      family: saved.name.family,
      birth: saved.birthDate,
      gender: saved.gender,
      bsn: saved.bsn ?? null,
    },
  );
  return saved;
}

export function findPatient(store: Store, id: string): Patient | undefined {
  const row = store.db.get<PatientRow>("SELECT * FROM patient WHERE id = @id", { id });
  if (row === undefined) return undefined;
  const { given, family, birth_date: birthDate, gender, bsn } = row;
  return { id, name: { given, family }, birthDate, gender, ...(bsn === null ? {} : { bsn }) };
}

/** What a note needs of a patient, at a moment. Undefined where the sex is not known. */
export function traitsOf({ gender, birthDate }: Patient, at: Date): PatientTraits | undefined {
  if (gender !== "male" && gender !== "female") return undefined;
  const born = new Date(birthDate);
  const months = 12 * (at.getFullYear() - born.getFullYear()) + at.getMonth() - born.getMonth();
  const ageYears = (months - (at.getDate() < born.getDate() ? 1 : 0)) / 12;
  return { sex: gender === "male" ? "m" : "v", ageYears };
}

function toClinician({ id, name, role, agb, uzi, big }: ClinicianRow): Clinician {
  return {
    id,
    name,
    role,
    ...(agb === null ? {} : { agb }),
    ...(uzi === null ? {} : { uzi }),
    ...(big === null ? {} : { big }),
  };
}
