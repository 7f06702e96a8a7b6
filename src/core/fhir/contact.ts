import type { Reference } from "fhir/r4.js";
import { CODE, classOf, concept, NICTIZ } from "./codes.ts";
import { createOnce, type Entry, ownIdentifier, refer } from "./entries.ts";
import type { Names } from "./naming.ts";
import type { NoteToSend } from "./note-to-send.ts";
import type { Parties } from "./parties.ts";
import { addSeconds } from "./text.ts";

/** What every resource of a consult points to. */
export interface Contact {
  readonly send: NoteToSend;
  readonly names: Names;
  readonly parties: Parties;
  readonly patient: Reference;
  readonly encounterUuid: string;
}

/** When the talk ended; unknown without a transcript (and of a dictation, which is not the contact itself). */
export function endOfContact({ note, transcript }: NoteToSend): string | undefined {
  if (transcript === undefined || note.consult.setting === "dictaat") return undefined;
  return addSeconds(note.consult.startedAt, transcript.durationS);
}

/** The Encounter, with the episodes that it touched. */
export function describeEncounter(contact: Contact, episodes: readonly Entry[], problems: readonly Entry[]): Entry {
  const { send, parties, patient, encounterUuid: uuid } = contact;
  const { setting, startedAt } = send.note.consult;
  const end = endOfContact(send);
  return createOnce(uuid, {
    resourceType: "Encounter",
    meta: { profile: [`${NICTIZ}nl-core-Encounter`] },
    identifier: [ownIdentifier(uuid)],
    status: "finished",
    class: classOf(setting === "dictaat" ? (send.dictated ?? "consult") : setting),
    subject: patient,
    ...(episodes.length === 0 ? {} : { episodeOfCare: episodes.map((e) => refer(e)) }),
    participant: [{ type: [concept(CODE.attender)], individual: refer(parties.role, send.practice.practitioner.name) }],
    period: { start: startedAt, ...(end === undefined ? {} : { end }) },
    ...(problems.length === 0 ? {} : { reasonReference: problems.map((p) => refer(p)) }),
    serviceProvider: refer(parties.organisation),
  });
}

/** The reference to the Encounter, which other resources need before it is described. */
export function referToEncounter({ encounterUuid }: Contact): Reference {
  return { reference: `urn:uuid:${encounterUuid}`, type: "Encounter" };
}
