import { randomUUID } from "node:crypto";
import { SoepelError } from "../../contract/errors.ts";
import type { Clinician } from "../../contract/views.ts";
import { type PatientFile, parsePatientFile } from "../../core/fhir/party-files.ts";
import { toOneLine } from "../../core/text/one-line.ts";
import type { Store } from "./store.ts";

const DAY_MS = 86_400_000;
/** As the window has it: who was born before that is not in a consult. */
const OLDEST = "1890-01-01";

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

/** The patient who has this BSN now. */
export function findPatient({ db }: Store, bsn: string): Patient | undefined {
  const row = db.get<{ file: string }>("SELECT file FROM patient WHERE bsn = ?", bsn);
  return row === undefined ? undefined : (JSON.parse(row.file) as Patient);
}

/**
 * The patient of this BSN, or a new one. A BSN that is known with another name, birth date or sex belongs to another person, or what is
 * known of her is wrong: only the clinician can tell (HAZARDS.md, 24). `corrects` is the id
 * of the one whose known data are wrong: the BSN goes to a new record then, and consults of before keep the one that they were made with. Fails: patient-invalid, bsn-known.
 */
export function savePatient(store: Store, patient: PatientFile, corrects?: string): Patient {
  const parsed = parsePatientFile(patient);
  if (!parsed.ok) throw new SoepelError("patient-invalid", parsed.problem);
  // A day ahead is today somewhere.
  const tomorrow = new Date(store.clock.now().getTime() + DAY_MS).toISOString().slice(0, 10);
  if (parsed.value.birthDate > tomorrow) throw new SoepelError("patient-invalid", "birthDate is in the future");
  if (parsed.value.birthDate < OLDEST) throw new SoepelError("patient-invalid", "birthDate is too long ago");
  const { bsn } = parsed.value;
  const known = bsn === undefined ? undefined : findPatient(store, bsn);
  if (known !== undefined && isSamePerson(known, parsed.value)) return known;
  if (known !== undefined && known.id !== corrects) throw new SoepelError("bsn-known");
  if (known !== undefined) store.db.run("UPDATE patient SET bsn = NULL WHERE id = ?", known.id);
  const saved = { ...parsed.value, id: randomUUID() };
  store.db.run("INSERT INTO patient VALUES (?, ?, ?)", saved.id, bsn ?? null, JSON.stringify(saved));
  return saved;
}

/** Capitals and spaces make no other person. */
function isSamePerson(a: PatientFile, b: PatientFile): boolean {
  const traits = ({ name, birthDate, gender }: PatientFile) =>
    [toOneLine(name.given), toOneLine(name.family), birthDate, gender].join("\n").toLocaleLowerCase("nl");
  return traits(a) === traits(b);
}

/** Fails: patient-invalid (nobody of that id). */
export function getPatient({ db }: Store, id: string): Patient {
  const row = db.get<{ file: string }>("SELECT file FROM patient WHERE id = ?", id);
  if (row === undefined) throw new SoepelError("patient-invalid", "id");
  return JSON.parse(row.file) as Patient;
}
