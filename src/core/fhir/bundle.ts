import { describeEncounter } from "./contact.ts";
import type { Entry, TransactionBundle } from "./entries.ts";
import { type GivenNames, nameByContent, nameConsult, startNames } from "./naming.ts";
import type { NoteToSend } from "./note-to-send.ts";
import { describeParties, referToPatient } from "./parties.ts";
import { describeProvenance } from "./provenance.ts";
import { describeReports, entriesOf } from "./report.ts";

/** The bundle of a version of a note, and its names for the version after it (NoteToSend.before). */
export interface Built {
  readonly bundle: TransactionBundle;
  readonly names: GivenNames;
}

/**
 * The FHIR R4 transaction of a note: all of it is stored or nothing, and sent twice it is stored once. A draft is `preliminary`;
 * only an ApprovedNote is `final`. Where the HIS has an earlier version, amendBundle makes an amendment of it. A note without content
 * gives a bundle without reports.
 */
export function buildBundle(send: NoteToSend): TransactionBundle {
  return buildVersion(send).bundle;
}

/** The same, with the names that were given. */
export function buildVersion(send: NoteToSend): Built {
  const consult = nameConsult(send.note, send.patient, send.practice);
  const names = startNames(consult, send.version ?? 0, send.before);
  // The contact keeps its name, whatever is learnt of patient or practice since.
  const encounterUuid = send.before?.[ENCOUNTER] ?? nameByContent("Encounter", consult);
  const parties = describeParties(send.practice, send.software);
  const contact = { send, names, parties, patient: referToPatient(send.patient), encounterUuid };
  const reports = describeReports(contact, send.note);
  const reported = reports.flatMap(entriesOf);
  const encounter = describeEncounter(
    contact,
    reports.map((r) => r.problem.episode),
    reports.flatMap((r) => r.problem.condition ?? []),
  );
  const provenance = reported.length === 0 ? [] : [describeProvenance(contact, reported)];
  const entry: Entry[] = [...parties.entries, encounter, ...reported, ...provenance];
  return {
    bundle: { resourceType: "Bundle", type: "transaction", entry },
    names: { ...names.given, [ENCOUNTER]: encounterUuid },
  };
}

const ENCOUNTER = "Encounter";

/** What is left to keep once a version with these names is withdrawn: the contact's alone. */
export function namesAfterWithdrawal(names: GivenNames | undefined): GivenNames {
  const encounter = names?.[ENCOUNTER];
  return encounter === undefined ? {} : { [ENCOUNTER]: encounter };
}
