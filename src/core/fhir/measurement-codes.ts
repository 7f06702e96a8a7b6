import type { Coding } from "fhir/r4.js";
import { LOINC, NHG_45, SNOMED } from "./codes.ts";

/** How a measurement is coded. `units` maps a unit as it is said, in lower case, to UCUM; "" is a bare number. */
export interface MeasurementCode {
  readonly names: readonly string[];
  readonly category: "vitalSigns" | "laboratory" | "survey" | "exam";
  readonly coding: readonly Coding[];
  readonly units: Readonly<Record<string, string>>;
  /** Nictiz' profile, where there is one. */
  readonly profile?: string;
}

const loinc = (code: string, display: string): Coding => ({ system: LOINC, code, display });
/** Numbers of NHG table 45 that two sources give alike; the table is licensed, so its titles are left out. */
const nhg = (code: string): Coding => ({ system: NHG_45, code });

export const SYSTOLIC = [loinc("8480-6", "Systolic blood pressure"), nhg("1744")];
export const DIASTOLIC = [loinc("8462-4", "Diastolic blood pressure"), nhg("1740")];
export const BLOOD_PRESSURE: MeasurementCode = {
  names: ["bloeddruk", "rr", "tensie"],
  category: "vitalSigns",
  coding: [loinc("85354-9", "Blood pressure panel with all children optional")],
  units: { mmhg: "mm[Hg]", "mm hg": "mm[Hg]" },
  profile: "nl-core-BloodPressure",
};
export const PAIN_SCORE: MeasurementCode = {
  names: ["pijnscore", "pijn", "nrs", "nrs pijn", "pijnscore nrs"],
  category: "survey",
  coding: [{ system: SNOMED, code: "225908003", display: "pijnscore" }],
  units: { "": "{score}", "/10": "{score}", punten: "{score}" },
  profile: "nl-core-PainScore",
};

const PER_MINUTE = { "/min": "/min", "per minuut": "/min", bpm: "/min" };
const MMOL_L = { "mmol/l": "mmol/L" };
const UMOL_L = { "µmol/l": "umol/L", "μmol/l": "umol/L", "umol/l": "umol/L", "micromol/l": "umol/L" };
const PMOL_L = { "pmol/l": "pmol/L" };
const NMOL_L = { "nmol/l": "nmol/L" };
const UG_L = { "µg/l": "ug/L", "μg/l": "ug/L", "ug/l": "ug/L", "ng/ml": "ng/mL" };
const U_L = { "u/l": "U/L", "ie/l": "U/L" };
const CELLS = { "10^9/l": "10*9/L", "x10^9/l": "10*9/L", "x 10^9/l": "10*9/L", "10e9/l": "10*9/L", "/nl": "/nL" };
const PERCENT = { "%": "%" };
const SCORE = { "": "{score}", punten: "{score}" };

function vital(names: string[], coding: Coding[], units: Record<string, string>, profile?: string): MeasurementCode {
  return { names, category: "vitalSigns", coding, units, ...(profile === undefined ? {} : { profile }) };
}
function lab(names: string[], units: Record<string, string>, ...coding: Coding[]): MeasurementCode {
  return { names, category: "laboratory", coding, units, profile: "nl-core-LaboratoryTestResult" };
}
function survey(names: string[], ...coding: Coding[]): MeasurementCode {
  return { names, category: "survey", coding, units: SCORE };
}

/**
 * The measurements that are coded, by the names of the corpus' M lines. A name or a unit that is not here goes out as text and is not
 * guessed at. A pulse is coded as heart rate: LOINC's pulse (8893-0) says "by palpation", which a note does not tell. Glucose is coded
 * in plasma: that is what Dutch laboratories and meters report (NHG-Standaard Diabetes). eGFR is CKD-EPI, the Dutch laboratories' formula.
 * Where two kinds of sample or method are usual and differ in code (visual acuity, spirometry in percent, ketones), nothing is coded.
 */
export const MEASUREMENT_CODES: readonly MeasurementCode[] = [
  BLOOD_PRESSURE,
  PAIN_SCORE,
  vital(
    ["pols", "hartfrequentie", "hartslag", "polsfrequentie"],
    [loinc("8867-4", "Heart rate")],
    PER_MINUTE,
    "nl-core-HeartRate",
  ),
  vital(
    ["ademfrequentie", "ademhalingsfrequentie", "ademhaling", "af"],
    [loinc("9279-1", "Respiratory rate")],
    PER_MINUTE,
  ),
  vital(
    ["temperatuur", "temp"],
    [loinc("8310-5", "Body temperature")],
    { "°c": "Cel", graden: "Cel", ºc: "Cel" },
    "nl-core-BodyTemperature",
  ),
  vital(
    ["gewicht"],
    [loinc("29463-7", "Body weight"), nhg("357")],
    { kg: "kg", g: "g", gram: "g" },
    "nl-core-BodyWeight",
  ),
  vital(["lengte"], [loinc("8302-2", "Body height")], { cm: "cm", m: "m" }, "nl-core-BodyHeight"),
  vital(
    ["saturatie", "zuurstofsaturatie", "spo2", "sat"],
    [
      loinc("2708-6", "Oxygen saturation in Arterial blood"),
      loinc("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"),
    ],
    PERCENT,
    "nl-core-O2Saturation",
  ),
  vital(["bmi", "quetelet-index"], [loinc("39156-5", "Body mass index (BMI) [Ratio]")], {
    "": "kg/m2",
    "kg/m2": "kg/m2",
    "kg/m²": "kg/m2",
  }),
  {
    names: ["buikomvang", "middelomtrek", "middelomvang", "tailleomvang"],
    category: "exam",
    coding: [{ system: SNOMED, code: "276361009", display: "Waist circumference" }],
    units: { cm: "cm" },
  },
  {
    names: ["lvef"],
    category: "exam",
    coding: [loinc("10230-1", "Left ventricular Ejection fraction")],
    units: PERCENT,
  },
  lab(["glucose"], MMOL_L, loinc("14749-6", "Glucose [Moles/volume] in Serum or Plasma")),
  lab(
    ["nuchtere glucose", "glucose nuchter"],
    MMOL_L,
    loinc("14771-0", "Fasting glucose [Moles/volume] in Serum or Plasma"),
  ),
  lab(
    ["hba1c"],
    { "mmol/mol": "mmol/mol" },
    loinc("59261-8", "Hemoglobin A1c/Hemoglobin.total in Blood by IFCC protocol"),
    nhg("2816"),
  ),
  lab(
    ["ldl", "ldl-cholesterol", "ldl cholesterol"],
    MMOL_L,
    loinc("22748-8", "Cholesterol in LDL [Moles/volume] in Serum or Plasma"),
    nhg("542"),
  ),
  lab(
    ["hdl", "hdl-cholesterol", "hdl cholesterol"],
    MMOL_L,
    loinc("14646-4", "Cholesterol in HDL [Moles/volume] in Serum or Plasma"),
    nhg("446"),
  ),
  lab(
    ["cholesterol", "totaal cholesterol", "totaalcholesterol"],
    MMOL_L,
    loinc("14647-2", "Cholesterol [Moles/volume] in Serum or Plasma"),
    nhg("192"),
  ),
  lab(["triglyceriden"], MMOL_L, loinc("14927-8", "Triglyceride [Moles/volume] in Serum or Plasma")),
  lab(
    ["cholesterolratio", "cholesterol/hdl-ratio", "chol/hdl-ratio"],
    { "": "1" },
    loinc("32309-7", "Cholesterol.total/Cholesterol in HDL [Molar ratio] in Serum or Plasma"),
  ),
  lab(
    ["kreatinine", "creatinine"],
    UMOL_L,
    loinc("14682-9", "Creatinine [Moles/volume] in Serum or Plasma"),
    nhg("523"),
  ),
  lab(
    ["egfr", "nierfunctie"],
    {
      "ml/min": "mL/min/{1.73_m2}",
      "ml/min/1,73m2": "mL/min/{1.73_m2}",
      "ml/min/1.73m2": "mL/min/{1.73_m2}",
      "ml/min/1,73 m2": "mL/min/{1.73_m2}",
      "ml/min/1,73m²": "mL/min/{1.73_m2}",
      "ml/min/1,73 m²": "mL/min/{1.73_m2}",
    },
    loinc(
      "62238-1",
      "Glomerular filtration rate [Volume Rate/Area] in Serum, Plasma or Blood by Creatinine-based formula (CKD-EPI)/1.73 sq M",
    ),
  ),
  lab(
    ["acr", "albumine-creatinineratio", "albumine-kreatinineratio", "alb/kreat-ratio"],
    { "mg/mmol": "mg/mmol" },
    loinc("32294-1", "Albumin/Creatinine [Ratio] in Urine"),
  ),
  lab(["kalium"], MMOL_L, loinc("2823-3", "Potassium [Moles/volume] in Serum or Plasma")),
  lab(["natrium"], MMOL_L, loinc("2951-2", "Sodium [Moles/volume] in Serum or Plasma")),
  lab(["calcium"], MMOL_L, loinc("2000-8", "Calcium [Moles/volume] in Serum or Plasma")),
  lab(["magnesium"], MMOL_L, loinc("2601-3", "Magnesium [Moles/volume] in Serum or Plasma")),
  lab(["fosfaat"], MMOL_L, loinc("14879-1", "Phosphate [Moles/volume] in Serum or Plasma")),
  lab(["ureum"], MMOL_L, loinc("22664-7", "Urea [Moles/volume] in Serum or Plasma")),
  lab(["urinezuur"], MMOL_L, loinc("14933-6", "Urate [Moles/volume] in Serum or Plasma")),
  lab(["lithium", "lithiumspiegel"], MMOL_L, loinc("14334-7", "Lithium [Moles/volume] in Serum or Plasma")),
  lab(["hb", "hemoglobine"], MMOL_L, loinc("59260-0", "Hemoglobin [Moles/volume] in Blood")),
  lab(["mcv"], { fl: "fL" }, loinc("787-2", "MCV [Entitic mean volume] in Red Blood Cells by Automated count")),
  lab(["leukocyten"], CELLS, loinc("26464-8", "Leukocytes [#/volume] in Blood")),
  lab(["trombocyten"], CELLS, loinc("26515-7", "Platelets [#/volume] in Blood")),
  lab(["neutrofielen"], CELLS, loinc("26499-4", "Neutrophils [#/volume] in Blood")),
  lab(["ferritine"], UG_L, loinc("2276-4", "Ferritin [Mass/volume] in Serum or Plasma")),
  lab(["vitamine b12", "b12"], PMOL_L, loinc("14685-2", "Cobalamin (Vitamin B12) [Moles/volume] in Serum or Plasma")),
  lab(["foliumzuur"], NMOL_L, loinc("14732-2", "Folate [Moles/volume] in Serum or Plasma")),
  lab(
    ["vitamine d"],
    NMOL_L,
    loinc("68438-1", "25-Hydroxyvitamin D3+25-Hydroxyvitamin D2 [Moles/volume] in Serum or Plasma"),
  ),
  lab(["crp"], { "mg/l": "mg/L" }, loinc("1988-5", "C reactive protein [Mass/volume] in Serum or Plasma")),
  lab(
    ["bse"],
    { "mm/u": "mm/h", "mm/uur": "mm/h" },
    loinc("30341-2", "Erythrocyte sedimentation rate [Velocity] in Red Blood Cells"),
  ),
  lab(["tsh"], { "mu/l": "mU/L", "mie/l": "mU/L" }, loinc("3016-3", "Thyrotropin [Units/volume] in Serum or Plasma")),
  lab(["vrij t4", "ft4"], PMOL_L, loinc("14920-3", "Thyroxine (T4) free [Moles/volume] in Serum or Plasma")),
  lab(["pth"], PMOL_L, loinc("14866-8", "Parathyrin.intact [Moles/volume] in Serum or Plasma")),
  lab(["testosteron"], NMOL_L, loinc("14913-8", "Testosterone [Moles/volume] in Serum or Plasma")),
  lab(["alat", "alt"], U_L, loinc("1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma")),
  lab(
    ["asat", "ast"],
    U_L,
    loinc("1920-8", "Aspartate aminotransferase [Enzymatic activity/volume] in Serum or Plasma"),
  ),
  lab(
    ["gamma-gt", "ggt"],
    U_L,
    loinc("2324-2", "Gamma glutamyl transferase [Enzymatic activity/volume] in Serum or Plasma"),
  ),
  lab(
    ["alkalisch fosfatase", "alkalische fosfatase"],
    U_L,
    loinc("6768-6", "Alkaline phosphatase [Enzymatic activity/volume] in Serum or Plasma"),
  ),
  lab(["ck"], U_L, loinc("2157-6", "Creatine kinase [Enzymatic activity/volume] in Serum or Plasma")),
  lab(["bilirubine"], UMOL_L, loinc("14631-6", "Bilirubin.total [Moles/volume] in Serum or Plasma")),
  lab(["albumine"], { "g/l": "g/L" }, loinc("1751-7", "Albumin [Mass/volume] in Serum or Plasma")),
  lab(["psa"], UG_L, loinc("2857-1", "Prostate specific Ag [Mass/volume] in Serum or Plasma")),
  lab(
    ["nt-probnp"],
    { "ng/l": "ng/L", "pg/ml": "pg/mL" },
    loinc("33762-6", "Natriuretic peptide.B prohormone N-Terminal [Mass/volume] in Serum or Plasma"),
  ),
  lab(["calprotectine"], { "µg/g": "ug/g", "ug/g": "ug/g" }, loinc("38445-3", "Calprotectin [Mass/mass] in Stool")),
  lab(["inr"], { "": "{INR}" }, loinc("38875-1", "INR in Platelet poor plasma or blood by Coagulation assay")),
  survey(["phq-9"], loinc("44261-6", "Patient Health Questionnaire 9 item (PHQ-9) total score [Reported]")),
  survey(["gad-7"], loinc("70274-6", "Generalized anxiety disorder 7 item (GAD-7) total score [Reported.PHQ]")),
];
