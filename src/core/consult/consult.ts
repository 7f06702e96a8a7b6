/** How the contact took place. `dictaat`: the zorgverlener alone, reporting a contact. */
export const SETTINGS = ["consult", "telefonisch", "visite", "poh-s", "poh-ggz", "dictaat"] as const;
export type Setting = (typeof SETTINGS)[number];

/** What a note needs to know of the patient: sex and age, never a name. */
export interface PatientTraits {
  readonly sex: "m" | "v";
  /** Age in years; a baby of 4 months is 4/12. */
  readonly ageYears: number;
}

/** One contact with one patient. `startedAt` is ISO 8601 with offset. */
export interface Consult {
  readonly id: string;
  readonly setting: Setting;
  readonly startedAt: string;
  readonly patient?: PatientTraits;
}

/** Reads "v 54" or "m 4 mnd" (the corpus' and the command line's form). Undefined where it is neither. */
export function parsePatientTraits(text: string): PatientTraits | undefined {
  const m = /^([mv])\s+(\d{1,3})(?:\s*(mnd|jr|jaar))?$/i.exec(text.trim());
  if (m === null) return undefined;
  const age = Number(m[2]);
  return { sex: m[1]!.toLowerCase() as "m" | "v", ageYears: m[3]?.toLowerCase() === "mnd" ? age / 12 : age };
}

/** The form that `parsePatientTraits` reads. */
export function formatPatientTraits({ sex, ageYears }: PatientTraits): string {
  return ageYears < 2 ? `${sex} ${Math.round(ageYears * 12)} mnd` : `${sex} ${Math.floor(ageYears)}`;
}

/** What a note needs of a patient, at a moment. Undefined where the sex is not known. `birthDate` is YYYY-MM-DD. */
export function traitsAt(
  patient: { readonly gender: "male" | "female" | "other" | "unknown"; readonly birthDate: string },
  at: Date,
): PatientTraits | undefined {
  if (patient.gender !== "male" && patient.gender !== "female") return undefined;
  const born = new Date(patient.birthDate);
  const months = 12 * (at.getFullYear() - born.getUTCFullYear()) + at.getMonth() - born.getUTCMonth();
  const ageYears = (months - (at.getDate() < born.getUTCDate() ? 1 : 0)) / 12;
  return { sex: patient.gender === "male" ? "m" : "v", ageYears };
}
