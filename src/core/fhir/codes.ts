import type { CodeableConcept, Coding } from "fhir/r4.js";
import type { Setting } from "../consult/consult.ts";
import type { Soep } from "../note/note.ts";
import type { PracticeFile } from "./party-files.ts";

export const SNOMED = "http://snomed.info/sct";
export const LOINC = "http://loinc.org";
export const UCUM = "http://unitsofmeasure.org";
export const ICPC = "http://hl7.org/fhir/sid/icpc-1-nl";
export const NHG_45 = "https://referentiemodel.nhg.org/tabellen/nhg-tabel-45-diagnostische-bepalingen";
const ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
const PROVENANCE_PARTICIPANT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

/** Dutch identifiers of people and organisations. */
export const NAMING_SYSTEM = "http://fhir.nl/fhir/NamingSystem/";
/** Nictiz' profiles and extensions. */
export const NICTIZ = "http://nictiz.nl/fhir/StructureDefinition/";
/** The system of identifiers that are themselves URIs: Soepel's own `urn:uuid:`. */
export const URI = "urn:ietf:rfc:3986";

/** Every code that Soepel sends by a name of its own; the measurements' codes are in measurement-codes.ts. Displays are the sources'. */
export const CODE = {
  contactReport: { system: SNOMED, code: "11591000146107", display: "patiëntcontactverslag" },
  contactReportLoinc: { system: LOINC, code: "67781-5", display: "Summarization of encounter note Narrative" },
  S: { system: SNOMED, code: "255362007", display: "Subjective" },
  O: { system: SNOMED, code: "260224007", display: "Objective" },
  E: { system: SNOMED, code: "129265001", display: "evaluatie" },
  P: { system: SNOMED, code: "129271007", display: "beleid" },
  complaint: { system: SNOMED, code: "409586006", display: "klacht" },
  diagnosis: { system: SNOMED, code: "282291009", display: "interpretatie van diagnose" },
  ambulatory: { system: ACT_CODE, code: "AMB", display: "ambulatory" },
  virtual: { system: ACT_CODE, code: "VR", display: "virtual" },
  home: { system: ACT_CODE, code: "HH", display: "home health" },
  attender: { system: PARTICIPATION, code: "ATND", display: "Attender" },
  active: { system: "http://terminology.hl7.org/CodeSystem/condition-clinical", code: "active", display: "Active" },
  enteredInError: {
    system: "http://terminology.hl7.org/CodeSystem/condition-ver-status",
    code: "entered-in-error",
    display: "Entered in Error",
  },
  practice: {
    system: "http://nictiz.nl/fhir/NamingSystem/organization-type",
    code: "Z3",
    display: "Huisartspraktijk (zelfstandig of groepspraktijk)",
  },
  huisarts: { system: `${NAMING_SYSTEM}uzi-rolcode`, code: "01.015", display: "Huisarts" },
  assistedByAi: {
    system: "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    code: "AIAST",
    display: "Artificial Intelligence asserted",
  },
  create: { system: "http://terminology.hl7.org/CodeSystem/v3-DataOperation", code: "CREATE", display: "create" },
  update: { system: "http://terminology.hl7.org/CodeSystem/v3-DataOperation", code: "UPDATE", display: "revise" },
  nullify: { system: "http://terminology.hl7.org/CodeSystem/v3-DataOperation", code: "NULLIFY", display: "nullify" },
  treatment: { system: "http://terminology.hl7.org/CodeSystem/v3-ActReason", code: "TREAT", display: "treatment" },
  assembler: { system: PROVENANCE_PARTICIPANT, code: "assembler", display: "Assembler" },
  performer: { system: PROVENANCE_PARTICIPANT, code: "performer", display: "Performer" },
  author: { system: PROVENANCE_PARTICIPANT, code: "author", display: "Author" },
  verifier: { system: PROVENANCE_PARTICIPANT, code: "verifier", display: "Verifier" },
  vitalSigns: category("vital-signs", "Vital Signs"),
  laboratory: category("laboratory", "Laboratory"),
  survey: category("survey", "Survey"),
  exam: category("exam", "Exam"),
  standing: { system: SNOMED, code: "10904000", display: "staande positie" },
  lying: { system: SNOMED, code: "102538003", display: "liggende positie" },
  sitting: { system: SNOMED, code: "33586001", display: "zittende positie" },
  numericRating: { system: "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.9.1", code: "NRS", display: "NRS" },
} as const satisfies Record<string, Coding>;

function category<C extends string, D extends string>(code: C, display: D) {
  return { system: "http://terminology.hl7.org/CodeSystem/observation-category", code, display } as const;
}

/** A concept of these codings, most telling one first. */
export function concept(...coding: readonly Coding[]): CodeableConcept {
  return { coding: coding.map((c) => ({ ...c })) };
}

/** The SNOMED code of a SOEP line and of the section that holds it. */
export function codeOfLine(soep: Soep): Coding {
  return CODE[soep];
}

/** The encounter's class. Contacts of a POH are in the practice. */
export function classOf(setting: Exclude<Setting, "dictaat">): Coding {
  if (setting === "telefonisch") return { ...CODE.virtual };
  if (setting === "visite") return { ...CODE.home };
  return { ...CODE.ambulatory };
}

/** The UZI register has no role for a POH: hers is told in words. */
export const ROLE_TEXT: Record<PracticeFile["practitioner"]["role"], string> = {
  huisarts: "Huisarts",
  "poh-s": "Praktijkondersteuner huisarts somatiek (POH-S)",
  "poh-ggz": "Praktijkondersteuner huisarts geestelijke gezondheidszorg (POH-GGZ)",
};
