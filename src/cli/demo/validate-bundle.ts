import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Coding } from "fhir/r4.js";
import { CODE, ICPC, LOINC, NHG_45 } from "../../core/fhir/codes.ts";
import type { TransactionBundle } from "../../core/fhir/entries.ts";
import { DIASTOLIC, MEASUREMENT_CODES, SYSTOLIC } from "../../core/fhir/measurement-codes.ts";
import { describePatient, referToPatient } from "../../core/fhir/parties.ts";
import type { PatientFile } from "../../core/fhir/party-files.ts";
import { readIcpcTable } from "../../core/icpc/icpc-table.ts";
import { startValidator, type Validator } from "./validator.ts";

const ROOT = new URL("../../../", import.meta.url);
/** Nictiz' nl-core and zib profiles (CC0) with all that they depend on. */
const PROFILES = fileURLToPath(new URL("test/fixtures/fhir/profiles/", ROOT));
const ICPC_TABLE = fileURLToPath(new URL("models/tables/icpc/", ROOT));
const TERMINOLOGY = fileURLToPath(new URL(".cache/fhir/terminology/", ROOT));

/** Starts the validator with the nl-core profiles, and with our ICPC codes and LOINC codes where Nictiz' package has none. */
export async function startNlCoreValidator(signal?: AbortSignal): Promise<Validator> {
  await mkdir(TERMINOLOGY, { recursive: true });
  await writeFile(join(TERMINOLOGY, "icpc.json"), codeSystem(ICPC, await readIcpcTitles()));
  await writeFile(join(TERMINOLOGY, "loinc.json"), codeSystem(LOINC, codesOf(LOINC)));
  await writeFile(join(TERMINOLOGY, "nhg-45.json"), codeSystem(NHG_45, codesOf(NHG_45)));
  return startValidator([PROFILES, TERMINOLOGY], signal);
}

/** The titles of the ICPC table, by code. */
export async function readIcpcTitles(): Promise<Map<string, string>> {
  const files = (await readdir(ICPC_TABLE)).filter((name) => name.endsWith(".tsv"));
  const tables = await Promise.all(files.map((name) => readFile(join(ICPC_TABLE, name), "utf8")));
  return new Map(tables.flatMap(readIcpcTable).map(({ code, title }) => [code, title]));
}

/** The codes of a system that Soepel sends. Whether they are the right ones no table here can tell: see the test of their check digits. */
function codesOf(system: string): Map<string, string | undefined> {
  const codings: Coding[] = [
    ...Object.values(CODE),
    ...MEASUREMENT_CODES.flatMap((m) => m.coding),
    ...SYSTOLIC,
    ...DIASTOLIC,
  ];
  return new Map(codings.filter((c) => c.system === system).map((c) => [c.code!, c.display]));
}

function codeSystem(url: string, titles: ReadonlyMap<string, string | undefined>): string {
  const concept = [...titles].map(([code, display]) => ({ code, display }));
  return JSON.stringify({ resourceType: "CodeSystem", url, status: "active", content: "complete", concept });
}

/**
 * The bundle as a server sees it once it has found the patient: the validator does not know conditional references, and would not
 * look at the patient behind them.
 */
export function withPatient(bundle: TransactionBundle, patient: PatientFile): TransactionBundle {
  const fullUrl = "urn:uuid:00000000-0000-4000-8000-000000000000";
  const { reference } = referToPatient(patient);
  const text = JSON.stringify(bundle).replaceAll(JSON.stringify(reference), JSON.stringify(fullUrl));
  const resolved = JSON.parse(text) as TransactionBundle;
  const entry = { fullUrl, resource: describePatient(patient), request: { method: "POST" as const, url: "Patient" } };
  return { ...resolved, entry: [entry, ...resolved.entry] };
}
