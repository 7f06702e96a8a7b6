import { amend } from "./amendment.ts";
import { type Contact, describeEncounter } from "./contact.ts";
import type { Entry, TransactionBundle } from "./entries.ts";
import { type Names, nameByContent, nameConsult, startNames } from "./naming.ts";
import type { NoteToSend } from "./note-to-send.ts";
import { describeParties, referToPatient } from "./parties.ts";
import { describeProvenance } from "./provenance.ts";
import { describeReports, entriesOf, type Report } from "./report.ts";

/**
 * The FHIR R4 transaction of a note: all of it is stored or nothing, and sent twice it is stored once. A draft is `preliminary`;
 * only an ApprovedNote is `final`, or `amended` where it replaces another. A note without content gives a bundle without reports.
 */
export function buildBundle(send: NoteToSend): TransactionBundle {
  const { contact, reports, earlier } = describeVersions(send);
  const before = earlier.at(-1);
  const reported = before === undefined ? reports.flatMap(entriesOf) : amend(reports, before);
  const encounter = describeEncounter(
    contact,
    reports.map((r) => r.problem.episode),
    reports.flatMap((r) => r.problem.condition ?? []),
  );
  const provenance = reported.length === 0 ? [] : [describeProvenance(contact, reported)];
  const entry: Entry[] = [...contact.parties.entries, encounter, ...reported, ...provenance];
  return { resourceType: "Bundle", type: "transaction", entry };
}

/** Describes the note (`reports`) and the versions before it (`earlier`, oldest first), each named with an eye on the one before. */
export function describeVersions(send: NoteToSend): { contact: Contact; reports: Report[]; earlier: Report[][] } {
  const consult = nameConsult(send.note, send.patient, send.practice);
  const shared = {
    parties: describeParties(send.practice, send.software),
    patient: referToPatient(send.patient),
    encounterUuid: nameByContent("Encounter", consult),
  };
  let before: Names | undefined;
  const earlier: Report[][] = [];
  for (const [version, note] of (send.amends ?? []).entries()) {
    const contact = { ...shared, send: { ...send, note }, names: startNames(consult, version, before) };
    earlier.push(describeReports(contact, note));
    before = contact.names;
  }
  const contact = { ...shared, send, names: startNames(consult, send.amends?.length ?? 0, before) };
  const reports = describeReports(contact, send.note);
  return { contact, reports, earlier };
}
