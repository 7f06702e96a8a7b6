import { CODE, concept } from "./codes.ts";
import { type Contact, endOfContact } from "./contact.ts";
import { type Entry, putById, refer } from "./entries.ts";
import { nameByContent } from "./naming.ts";
import { timeOf } from "./note-to-send.ts";
import { approver } from "./report.ts";

/**
 * How the note came about: when, by which software, and who answers for it. It says nothing of what was said.
 * It has no identifier to find it by, hence an id of ours and PUT.
 */
export function describeProvenance(contact: Contact, targets: readonly Entry[]): Entry {
  const { send, parties, encounterUuid } = contact;
  const { note } = send;
  const { startedAt } = note.consult;
  const end = endOfContact(send);
  const onBehalfOf = refer(parties.organisation);
  return putById(
    nameByContent(
      "Provenance",
      encounterUuid,
      targets.map((t) => t.fullUrl),
    ),
    {
      resourceType: "Provenance",
      target: targets.map((t) => refer(t)),
      ...(end === undefined ? { occurredDateTime: startedAt } : { occurredPeriod: { start: startedAt, end } }),
      recorded: timeOf(send),
      reason: [concept(CODE.treatment)],
      activity: concept(CODE.create),
      agent: [
        { type: concept(CODE.assembler), who: refer(parties.device) },
        { type: concept(CODE.author), who: refer(parties.role), onBehalfOf },
        ...(note.status === "approved"
          ? [{ type: concept(CODE.verifier), who: approver(contact, note.approval.by), onBehalfOf }]
          : []),
      ],
    },
  );
}
