import type { Composition, FhirResource } from "fhir/r4.js";
import { CODE, concept } from "./codes.ts";
import { assisted, type Entry, rewrite } from "./entries.ts";
import { entriesOf, type Report } from "./report.ts";

/**
 * The entries of an amendment. A report that did not change stays as it is. One that changed is `amended` and replaces an earlier one,
 * which stays as it was: it is the document that was signed. What nobody says any more is marked as entered in error, so that a value
 * that was corrected does not stay in the record beside its correction.
 */
export function amend(reports: readonly Report[], earlier: readonly Report[]): Entry[] {
  const stated = new Set(reports.flatMap(entriesOf).map((e) => e.fullUrl));
  const said = new Set(earlier.flatMap(entriesOf).map((e) => e.fullUrl));
  const replaced = earlier.filter((r) => !stated.has(r.composition.fullUrl));
  const changed = reports.filter((r) => !said.has(r.composition.fullUrl));
  changed.forEach(({ composition }, i) => {
    const old = replaced[i];
    if (old !== undefined) replace(composition.resource as Composition, old.composition.resource as Composition);
  });
  // A deelcontact that is gone has no report to replace it: its own is an error.
  const gone = new Set(replaced.slice(changed.length).map((r) => r.composition.fullUrl));
  const withdrawn = earlier.flatMap(entriesOf).flatMap((entry) => {
    const isReplaced = entry.resource.resourceType === "Composition" && !gone.has(entry.fullUrl);
    if (stated.has(entry.fullUrl) || isReplaced) return [];
    return [rewrite(entry.fullUrl.slice("urn:uuid:".length), markAsError(entry.resource))];
  });
  return [...reports.flatMap(entriesOf), ...withdrawn];
}

function replace(composition: Composition, old: Composition): void {
  composition.status = "amended";
  composition.relatesTo = [{ code: "replaces", targetIdentifier: old.identifier! }];
}

/** The same resource, rewritten as entered in error. */
export function markAsError(resource: FhirResource): FhirResource {
  if (resource.resourceType === "Condition") {
    // Without the profile: it asks for a coding of verificationStatus that the validator refuses (problem.ts).
    const { clinicalStatus: _, ...condition } = resource;
    return { ...condition, meta: assisted(), verificationStatus: concept(CODE.enteredInError) };
  }
  return { ...resource, status: "entered-in-error" } as FhirResource;
}
