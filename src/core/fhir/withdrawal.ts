import { markAsError } from "./amendment.ts";
import { describeVersions } from "./bundle.ts";
import { describeEncounter } from "./contact.ts";
import { type Entry, rewrite, type TransactionBundle } from "./entries.ts";
import type { NoteToSend, Withdrawal } from "./note-to-send.ts";
import { describeProvenance } from "./provenance.ts";
import { entriesOf } from "./report.ts";

/**
 * The FHIR R4 transaction that withdraws a note: all that its versions told the HIS, `send.note` the last and `send.amends` those before,
 * is rewritten as entered in error, the Encounter too; a Provenance says who did it and when. What was signed stays readable there.
 * Sent twice it changes nothing more. `send.practice` is that of her who approved; `withdrawal.by` may be another.
 */
export function buildWithdrawal(send: NoteToSend, withdrawal: Withdrawal): TransactionBundle {
  const { contact, reports, earlier } = describeVersions(send);
  // What several versions say bears one name: the last word on it counts.
  const told = new Map([...earlier.flat(), ...reports].flatMap(entriesOf).map((entry) => [entry.fullUrl, entry]));
  const encounter = describeEncounter(
    contact,
    reports.map((r) => r.problem.episode),
    reports.flatMap((r) => r.problem.condition ?? []),
  );
  const withdrawn = [encounter, ...told.values()].map(inError);
  const entry = [...contact.parties.entries, ...withdrawn, describeProvenance(contact, withdrawn, withdrawal)];
  return { resourceType: "Bundle", type: "transaction", entry };
}

function inError({ fullUrl, resource }: Entry): Entry {
  return rewrite(fullUrl.slice("urn:uuid:".length), markAsError(resource));
}
