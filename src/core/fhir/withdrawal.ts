import type { PractitionerRole, Reference } from "fhir/r4.js";
import { CODE, concept } from "./codes.ts";
import { type Entry, putById, refer, type TransactionBundle } from "./entries.ts";
import { isParty, isSaid, patientOf, putInError, readHeld, speakOf } from "./held.ts";
import { nameByContent } from "./naming.ts";
import type { Withdrawal } from "./note-to-send.ts";
import { cleanText } from "./text.ts";

/**
 * The FHIR R4 transaction that withdraws a note: all that the bundles told which the HIS took (`taken`, oldest first) is rewritten as
 * entered in error, the Encounter too; a Provenance says who did it and when. It is made of what was sent, by the names that it was sent
 * by: what is known of practice and patient may have been corrected since. What was signed stays readable there. Sent twice it changes
 * nothing more. Who withdraws may be another than who approved.
 */
export function buildWithdrawal(taken: readonly TransactionBundle[], { by, at }: Withdrawal): TransactionBundle {
  const held = [...readHeld(taken).values()];
  const patient = patientOf(taken.at(-1)?.entry ?? []);
  const parties = held.filter(isParty);
  const withdrawn = held.filter(isSaid).map((entry) => speakOf(putInError(entry), patient));
  const named = nameByContent(
    "Provenance of a withdrawal",
    withdrawn.find(({ resource }) => resource.resourceType === "Encounter")?.fullUrl,
    withdrawn.map((t) => t.fullUrl),
  );
  const organisation = parties.findLast(({ resource }) => resource.resourceType === "Organization");
  const act = putById(named, {
    resourceType: "Provenance",
    target: withdrawn.map((t) => refer(t)),
    occurredDateTime: at,
    recorded: at,
    activity: concept(CODE.nullify),
    agent: [
      {
        type: concept(CODE.performer),
        who: who(parties, by),
        ...(organisation === undefined ? {} : { onBehalfOf: refer(organisation) }),
      },
    ],
  });
  return { resourceType: "Bundle", type: "transaction", entry: [...parties, ...withdrawn, act] };
}

/** Who withdraws: her role where it was told, else her name alone. */
function who(parties: readonly Entry[], by: string): Reference {
  const role = parties.findLast(
    ({ resource }) =>
      resource.resourceType === "PractitionerRole" &&
      (resource as PractitionerRole).practitioner?.display === cleanText(by),
  );
  return role === undefined ? { type: "PractitionerRole", display: cleanText(by) } : refer(role, by);
}
