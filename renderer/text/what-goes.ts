import type { Preview } from "../../src/contract/views.ts";
import { count, RESOURCE_NL } from "./nl.ts";
import { T } from "./screens.ts";

/** What a clinician knows of what is sent; the rest (practice, programme, function, contact) is how FHIR says whose it is. */
const TOLD = ["Composition", "Observation", "Condition", "EpisodeOfCare", "Provenance"];

/** What goes to the HIS, in words: all of a first note; of an amended one what changes there. Empty where nothing of it is to be told. */
export function sayWhatGoes(resources: Preview["resources"]): string {
  // Only where the HIS has the contact already, it has a version of the note.
  const isAmendment = resources.some(({ type, change }) => type === "Encounter" && change === "same");
  return resources
    .filter(({ type, change }) => TOLD.includes(type) && !(isAmendment && change === "same"))
    .map(({ type, change, count: n }) => {
      const told = count(n, ...(RESOURCE_NL[type] ?? ([type, type] as const)));
      return isAmendment ? `${told} (${T.verzenden.changes[change]})` : told;
    })
    .join(", ");
}
