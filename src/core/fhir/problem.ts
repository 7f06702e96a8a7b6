import type { Deelcontact } from "../note/note.ts";
import { CODE, concept, ICPC, NICTIZ } from "./codes.ts";
import { type Contact, referToEncounter } from "./contact.ts";
import { assisted, createOnce, type Entry, ownIdentifier, refer } from "./entries.ts";
import { timeOf } from "./note-to-send.ts";
import { cleanText } from "./text.ts";

/** A deelcontact's problem: its episode, and its condition where there is an ICPC code (the profile takes no condition in words alone). */
export interface Problem {
  readonly episode: Entry;
  readonly condition?: Entry;
}

/** The ICPC component of a code: 1 to 29 are complaints, 70 and up diagnoses, what is between are procedures. */
function categoryOf(code: string) {
  const component = Number(code.slice(1, 3));
  if (component < 30) return [concept(CODE.complaint)];
  return component < 70 ? undefined : [concept(CODE.diagnosis)];
}

/** An ICPC-1-NL code with its title. */
export function icpcConcept({ code, title }: { readonly code: string; readonly title: string }) {
  return concept({ system: ICPC, code, display: cleanText(title) });
}

/**
 * Describes the problem of deelcontact `n`. Soepel does not read the HIS's own episodes, so each contact brings one of its own.
 * `verificationStatus` stays out: zib wants a second coding there that HAPI's validator refuses, also in Nictiz' own example.
 */
export function describeProblem(contact: Contact, n: number, { title, icpc }: Deelcontact): Problem {
  const { send, names, parties, patient } = contact;
  const condition = icpc === undefined ? undefined : describeCondition(contact, n, title, icpc);
  const uuid = names.name("EpisodeOfCare", n, title, icpc?.code, send.note.status);
  const episode = createOnce(uuid, {
    resourceType: "EpisodeOfCare",
    meta: assisted("nl-core-EpisodeOfCare"),
    extension: [{ url: `${NICTIZ}ext-EpisodeOfCare.EpisodeOfCareName`, valueString: cleanText(title) }],
    identifier: [ownIdentifier(uuid)],
    // A draft plans an episode; only an approved note opens one.
    status: send.note.status === "approved" ? "active" : "planned",
    ...(condition === undefined ? {} : { diagnosis: [{ condition: refer(condition) }] }),
    patient,
    managingOrganization: refer(parties.organisation),
    period: { start: send.note.consult.startedAt },
  });
  return condition === undefined ? { episode } : { episode, condition };
}

function describeCondition(contact: Contact, n: number, title: string, icpc: { code: string; title: string }): Entry {
  const { send, names, parties, patient } = contact;
  const uuid = names.name("Condition", n, title, icpc.code, send.note.status);
  const category = categoryOf(icpc.code);
  return createOnce(uuid, {
    resourceType: "Condition",
    meta: assisted("nl-core-Problem"),
    identifier: [ownIdentifier(uuid)],
    clinicalStatus: concept(CODE.active),
    ...(category === undefined ? {} : { category }),
    code: { ...icpcConcept(icpc), text: cleanText(title) },
    subject: patient,
    encounter: referToEncounter(contact),
    recordedDate: timeOf(send),
    recorder: refer(parties.role),
  });
}
