import type { CompositionSection, Reference } from "fhir/r4.js";
import { type Deelcontact, SOEP, type Soep } from "../note/note.ts";
import { CODE, codeOfLine, concept } from "./codes.ts";
import { type Contact, referToEncounter } from "./contact.ts";
import { assisted, createOnce, type Entry, ownIdentifier, refer } from "./entries.ts";
import { hasContent, type Note, timeOf } from "./note-to-send.ts";
import { describeLine, describeMeasured } from "./observations.ts";
import { describeProblem, type Problem } from "./problem.ts";
import { cleanText, narrate } from "./text.ts";

/** All of one deelcontact: its report, what the report holds, and its problem. */
export interface Report {
  readonly problem: Problem;
  readonly content: readonly Entry[];
  readonly composition: Entry;
}

/** Describes deelcontact `n` (0-based, as in the note). */
export function describeReport(contact: Contact, n: number, deelcontact: Deelcontact): Report {
  const problem = describeProblem(contact, n, deelcontact);
  const seen = new Set<Soep>();
  const lines = deelcontact.lines
    .filter((line) => cleanText(line.text) !== "")
    .map((line) => {
      const isFirst = !seen.has(line.soep);
      seen.add(line.soep);
      return { soep: line.soep, entry: describeLine(contact, n, deelcontact, line, isFirst, problem.episode) };
    });
  const measured = deelcontact.measurements.map((measurement) => ({
    soep: "O" as const,
    entry: describeMeasured(contact, n, measurement, problem.episode),
  }));
  const content = [...lines, ...measured];
  const composition = describeComposition(contact, n, deelcontact, content);
  return { problem, content: content.map(({ entry }) => entry), composition };
}

function describeComposition(
  contact: Contact,
  n: number,
  { title }: Deelcontact,
  content: readonly { readonly soep: Soep; readonly entry: Entry }[],
): Entry {
  const { send, parties, patient, names } = contact;
  const uuid = names.name(
    "Composition",
    n,
    send.note.status,
    cleanText(title),
    content.map(({ entry }) => entry.fullUrl),
  );
  const { name } = send.practice.practitioner;
  return createOnce(uuid, {
    resourceType: "Composition",
    meta: assisted("nl-core-SOAPReport"),
    text: narrate(title),
    identifier: ownIdentifier(uuid),
    status: send.note.status === "approved" ? "final" : "preliminary",
    type: concept(CODE.contactReport, CODE.contactReportLoinc),
    subject: patient,
    encounter: referToEncounter(contact),
    date: timeOf(send),
    author: [refer(parties.role, name)],
    title: cleanText(title),
    ...(send.note.status === "approved"
      ? {
          attester: [
            {
              mode: "professional" as const,
              time: send.note.approval.at,
              party: approver(contact, send.note.approval.by),
            },
          ],
        }
      : {}),
    custodian: refer(parties.organisation),
    section: SOEP.flatMap((soep) =>
      describeSection(
        soep,
        content.filter((c) => c.soep === soep).map((c) => c.entry),
      ),
    ),
  });
}

function describeSection(soep: Soep, entries: readonly Entry[]): CompositionSection[] {
  if (entries.length === 0) return [];
  const text = entries.flatMap(({ resource }) => (resource.resourceType === "Observation" ? [tell(resource)] : []));
  return [{ code: concept(codeOfLine(soep)), text: narrate(...text), entry: entries.map((e) => refer(e)) }];
}

/** A line's text, or a measurement in words, for the narrative. */
function tell(o: Extract<Entry["resource"], { resourceType: "Observation" }>): string {
  const quantity = (q = o.valueQuantity) =>
    q === undefined ? "" : `${q.comparator ?? ""}${String(q.value).replace(".", ",")} ${q.unit ?? ""}`;
  const value =
    o.component !== undefined
      ? `${o.component.map((c) => c.valueQuantity?.value).join("/")} mmHg`
      : (o.valueString ?? o.valueInteger?.toString() ?? quantity());
  return `${o.code.text ?? ""} ${value}`.trim();
}

/** Who approved: the clinician's role, or her name alone where it is not the one of the practice file. */
export function approver({ send, parties }: Contact, by: string): Reference {
  return by === send.practice.practitioner.name
    ? refer(parties.role, by)
    : { type: "PractitionerRole", display: cleanText(by) };
}

/** The reports of a note: one per deelcontact that says anything. */
export function describeReports(contact: Contact, note: Note): Report[] {
  return note.deelcontacten.flatMap((d, n) => (hasContent(d) ? [describeReport(contact, n, d)] : []));
}

/** The entries of a report, its problem first. */
export function entriesOf({ problem, content, composition }: Report): Entry[] {
  return [...(problem.condition === undefined ? [] : [problem.condition]), problem.episode, ...content, composition];
}
