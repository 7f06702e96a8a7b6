import type { Composition, FhirResource, Reference } from "fhir/r4.js";
import { CODE, concept } from "./codes.ts";
import { assisted, type Entry, rewrite, type TransactionBundle } from "./entries.ts";

const PARTIES: ReadonlySet<string> = new Set(["Organization", "Practitioner", "PractitionerRole", "Device"]);

/** The people, the practice and the software: shared by all consults, and never withdrawn with one. */
export function isParty({ resource }: Entry): boolean {
  return PARTIES.has(resource.resourceType);
}

/** What a note says, and the contact that it was said in. */
export function isSaid(entry: Entry): boolean {
  return !isParty(entry) && entry.resource.resourceType !== "Provenance";
}

/**
 * What a HIS has that took these bundles, oldest first: each resource as it was told last, by fullUrl. What is created once stays as it
 * was; a PUT rewrites it. This and not the note says what is there: practice and patient may have been corrected since.
 */
export function readHeld(taken: readonly TransactionBundle[]): ReadonlyMap<string, Entry> {
  const held = new Map<string, Entry>();
  for (const entry of taken.flatMap((bundle) => bundle.entry)) {
    if (entry.request.method === "PUT" || !held.has(entry.fullUrl)) held.set(entry.fullUrl, entry);
  }
  return held;
}

/** What counts there as true now, without the contact: neither in error nor a report that another replaced. */
export function listLive(held: ReadonlyMap<string, Entry>): Entry[] {
  const replaced = new Set([...held.values()].flatMap(({ resource }) => replacedBy(resource)));
  return [...held.values()].filter(
    (entry) =>
      isSaid(entry) &&
      entry.resource.resourceType !== "Encounter" &&
      !isInError(entry.resource) &&
      !replaced.has(entry.fullUrl),
  );
}

function replacedBy(resource: FhirResource): string[] {
  if (resource.resourceType !== "Composition") return [];
  return ((resource as Composition).relatesTo ?? []).flatMap((r) => r.targetIdentifier?.value ?? []);
}

export function isInError(resource: FhirResource): boolean {
  if (resource.resourceType === "Condition")
    return resource.verificationStatus?.coding?.[0]?.code === CODE.enteredInError.code;
  return (resource as { status?: string }).status === "entered-in-error";
}

/** Rewrites an entry of the HIS as entered in error. */
export function putInError({ fullUrl, resource }: Entry): Entry {
  return rewrite(fullUrl.slice("urn:uuid:".length), markAsError(resource));
}

function markAsError(resource: FhirResource): FhirResource {
  if (resource.resourceType === "Condition") {
    // Without the profile: it asks for a coding of verificationStatus that the validator refuses (problem.ts).
    const { clinicalStatus: _, ...condition } = resource;
    return { ...condition, meta: assisted(), verificationStatus: concept(CODE.enteredInError) };
  }
  return { ...resource, status: "entered-in-error" } as FhirResource;
}

/** The patient that a bundle speaks of, as it looks her up. */
export function patientOf(entries: readonly Entry[]): Reference | undefined {
  const found = entries.map(({ resource }) => (resource as { subject?: Reference }).subject);
  return found.find((reference) => reference?.reference?.startsWith("Patient?") === true);
}

/** The same entry, about the patient as `patient` looks her up: one bundle looks her up in one way. */
export function speakOf(entry: Entry, patient: Reference | undefined): Entry {
  if (patient === undefined) return entry;
  const text = JSON.stringify(entry, (_, value: unknown) =>
    (value as Reference | null)?.reference?.startsWith?.("Patient?") === true ? patient : value,
  );
  return JSON.parse(text) as Entry;
}

/** The parties among `held` that `entries` refer to and that `present` has not. */
export function partiesFor(
  entries: readonly Entry[],
  held: ReadonlyMap<string, Entry>,
  present: readonly Entry[],
): Entry[] {
  const has = new Set(present.map(({ fullUrl }) => fullUrl));
  const found = new Map<string, Entry>();
  const look = (entry: Entry) =>
    JSON.stringify(entry.resource, (key, value: unknown) => {
      const party = key === "reference" ? held.get(value as string) : undefined;
      if (party !== undefined && isParty(party) && !has.has(party.fullUrl) && !found.has(party.fullUrl)) {
        found.set(party.fullUrl, party);
        look(party);
      }
      return value;
    });
  entries.forEach(look);
  return [...found.values()];
}
