import type { Coding, Composition, FhirResource, Observation } from "fhir/r4.js";
import { CODE, ICPC, NICTIZ, URI } from "./codes.ts";
import type { Entry, TransactionBundle } from "./entries.ts";
import { DIASTOLIC, MEASUREMENT_CODES, SYSTOLIC } from "./measurement-codes.ts";

const KNOWN = new Map<string, string | undefined>(
  [...Object.values(CODE), ...MEASUREMENT_CODES.flatMap((m) => m.coding), ...SYSTOLIC, ...DIASTOLIC].map(
    (c: Coding) => [`${c.system}|${c.code}`, c.display],
  ),
);
const LINE_CODES: readonly string[] = [CODE.S.code, CODE.O.code, CODE.E.code, CODE.P.code];

/**
 * What the validator does not see: dangling references, wrong displays, unknown codes, a patient of our making, two patients in one
 * bundle, a report that says more than its approval. Each problem is a place and a rule, never what stands there. Empty when all is well.
 * `icpcTitles` (code to title) is the table of ICPC titles; without it the titles are not compared.
 */
export function checkBundle(bundle: TransactionBundle, icpcTitles?: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  const byUrl = new Map<string, FhirResource>();
  for (const [i, entry] of bundle.entry.entries()) {
    if (byUrl.has(entry.fullUrl)) problems.push(`entry ${i}: the fullUrl occurs twice`);
    byUrl.set(entry.fullUrl, entry.resource);
  }
  const patients = new Set<string>();
  for (const [i, entry] of bundle.entry.entries()) {
    const at = `entry ${i} (${entry.resource.resourceType})`;
    problems.push(...checkRequest(entry).map((p) => `${at}: ${p}`));
    walk(entry.resource, "", (value, path) => {
      if (typeof value.reference === "string")
        problems.push(...checkReference(value, byUrl, patients).map((p) => `${at}${path}: ${p}`));
      if (isCoding(value)) problems.push(...checkCoding(value, icpcTitles).map((p) => `${at}${path}: ${p}`));
    });
    if (entry.resource.resourceType === "Composition")
      problems.push(...checkReport(entry.resource, byUrl).map((p) => `${at}: ${p}`));
    if (entry.resource.resourceType === "Observation")
      problems.push(...checkLine(entry.resource).map((p) => `${at}: ${p}`));
  }
  if (patients.size > 1) problems.push("the bundle speaks of more than one patient");
  return problems;
}

type Json = { readonly [key: string]: unknown };

function walk(value: unknown, path: string, visit: (value: Json, path: string) => void): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) walk(item, `${path}[${i}]`, visit);
  } else if (typeof value === "object" && value !== null) {
    visit(value as Json, path);
    for (const [key, item] of Object.entries(value)) walk(item, `${path}.${key}`, visit);
  }
}

function checkRequest({ fullUrl, request, resource }: Entry): string[] {
  if (resource?.resourceType === "Patient") return ["a patient is never created"];
  const uuid = fullUrl?.replace("urn:uuid:", "");
  if (request?.method === "PUT" && request.url === `${resource?.resourceType}/${uuid}`) return [];
  const identifiers = [(resource as { identifier?: unknown } | undefined)?.identifier].flat() as {
    system?: string;
    value?: string;
  }[];
  const searches = identifiers.map((id) => `identifier=${id?.system}|${id?.value}`);
  const search = request?.method === "POST" ? request.ifNoneExist : request?.url.split("?")[1];
  const isOwn = search?.startsWith(`identifier=${URI}|`) === true;
  if (search === undefined || !searches.includes(search)) return ["a second send would store it twice"];
  return isOwn && search !== `identifier=${URI}|${fullUrl}` ? ["the identifier is not that of the entry"] : [];
}

function checkReference(value: Json, byUrl: ReadonlyMap<string, FhirResource>, patients: Set<string>): string[] {
  const reference = value.reference as string;
  if (reference.startsWith("Patient?")) {
    patients.add(reference);
    return [];
  }
  const target = byUrl.get(reference);
  if (target === undefined) return ["the reference leads nowhere"];
  return value.type === target.resourceType ? [] : ["the reference leads to another type"];
}

function isCoding(value: Json): value is Json & Coding {
  return typeof value.system === "string" && typeof value.code === "string" && !("value" in value);
}

function checkCoding({ system, code, display }: Coding, icpcTitles?: ReadonlyMap<string, string>): string[] {
  if (system === ICPC) {
    if (icpcTitles === undefined) return [];
    const title = icpcTitles.get(code ?? "");
    if (title === undefined) return ["an ICPC code that is not in the table"];
    return title === display ? [] : ["the title is not that of the ICPC code"];
  }
  const key = `${system}|${code}`;
  if (!KNOWN.has(key)) return ["a code that Soepel does not know"];
  return KNOWN.get(key) === display ? [] : ["the display is not that of the code"];
}

function checkReport(report: Composition, byUrl: ReadonlyMap<string, FhirResource>): string[] {
  const problems: string[] = [];
  const isApproved =
    report.attester?.some((a) => a.mode === "professional" && a.time !== undefined && a.party !== undefined) === true;
  const isDraft = report.status === "preliminary";
  if (isDraft && report.attester !== undefined) problems.push("a draft that says it was approved");
  if (!isDraft && !isApproved) problems.push(`${report.status} without an approval`);
  const isReplacing = report.relatesTo?.some((r) => r.code === "replaces") === true;
  // One that is withdrawn goes on saying what it replaced.
  if (report.status !== "entered-in-error" && (report.status === "amended") !== isReplacing) {
    problems.push("amended and replacing do not go together");
  }
  for (const [i, section] of (report.section ?? []).entries()) {
    const code = section.code?.coding?.[0]?.code;
    for (const { reference } of section.entry ?? []) {
      const entry = byUrl.get(reference ?? "");
      if (entry?.resourceType !== "Observation") continue;
      const line = entry.code.coding?.find((c) => LINE_CODES.includes(c.code ?? ""))?.code;
      // Measurements stand under O.
      if ((line ?? CODE.O.code) !== code) problems.push(`section[${i}] holds what belongs elsewhere`);
      if (isDraft !== (entry.status === "preliminary")) problems.push(`section[${i}] and the report differ in status`);
    }
  }
  return problems;
}

function checkLine({ code, extension, valueString }: Observation): string[] {
  const line = code.coding?.[0]?.code ?? "";
  if (!LINE_CODES.includes(line)) return [];
  const isCoded = extension?.some((e) => e.url === `${NICTIZ}ext-SOAPReport.SOAPLineCode`) === true;
  const mayBeCoded = line === CODE.S.code || line === CODE.E.code;
  return [
    ...(isCoded && !mayBeCoded ? ["an ICPC code on a line that has none"] : []),
    ...(valueString === undefined || valueString.trim() === "" ? ["a line without text"] : []),
  ];
}
