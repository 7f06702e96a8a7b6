import type { Extension, Observation } from "fhir/r4.js";
import type { Deelcontact, Line, Measurement, Soep } from "../note/note.ts";
import { codeOfLine, concept, NICTIZ } from "./codes.ts";
import { type Contact, endOfContact, referToEncounter } from "./contact.ts";
import { assisted, createOnce, type Entry, ownIdentifier, refer } from "./entries.ts";
import { describeMeasurement } from "./measurement.ts";
import { icpcConcept } from "./problem.ts";
import { addSeconds, cleanText } from "./text.ts";

function statusOf({ send }: Contact): Observation["status"] {
  return send.note.status === "approved" ? "final" : "preliminary";
}

function inEpisode(episode: Entry): Extension {
  return { url: `${NICTIZ}ext-Context-EpisodeOfCare`, valueReference: refer(episode) };
}

/** The code of a line: the reason for contact on S, the evaluation on E; the evaluation's on S where there is no E. O and P never have one. */
function codeFor(soep: Soep, { icpc, contactReason, lines }: Deelcontact) {
  if (soep === "E") return icpc;
  if (soep !== "S") return undefined;
  return contactReason ?? (lines.some((line) => line.soep === "E") ? undefined : icpc);
}

/** One SOEP line of deelcontact `n`. */
export function describeLine(
  contact: Contact,
  n: number,
  deelcontact: Deelcontact,
  line: Line,
  isFirst: boolean,
  episode: Entry,
): Entry {
  const { names, parties, patient, send } = contact;
  const icpc = isFirst ? codeFor(line.soep, deelcontact) : undefined;
  const status = statusOf(contact);
  const text = cleanText(line.text);
  const uuid = names.name("line", n, line.soep, text, icpc?.code, status);
  const coded =
    icpc === undefined
      ? []
      : [{ url: `${NICTIZ}ext-SOAPReport.SOAPLineCode`, valueCodeableConcept: icpcConcept(icpc) }];
  return createOnce(uuid, {
    resourceType: "Observation",
    meta: assisted("nl-core-SOAPReport.SOAPLine"),
    extension: [inEpisode(episode), ...coded],
    identifier: [ownIdentifier(uuid)],
    status,
    code: concept(codeOfLine(line.soep)),
    subject: patient,
    encounter: referToEncounter(contact),
    effectiveDateTime: endOfContact(send) ?? send.note.consult.startedAt,
    performer: [refer(parties.role)],
    valueString: text,
  });
}

/** One measurement of deelcontact `n`. */
export function describeMeasured(contact: Contact, n: number, measurement: Measurement, episode: Entry): Entry {
  const { names, parties, patient } = contact;
  const { profile, extension = [], note = [], ...content } = describeMeasurement(measurement);
  const { name, value, unit, byPatient = false } = measurement;
  const status = statusOf(contact);
  const uuid = names.name("measurement", n, name, value, unit, byPatient, status);
  const isLaboratory = profile === "nl-core-LaboratoryTestResult";
  const remark = [...(byPatient ? ["door de patiënt zelf gemeten"] : []), ...note.map((x) => x.text)].join(", ");
  return createOnce(uuid, {
    resourceType: "Observation",
    meta: assisted(profile),
    extension: [inEpisode(episode), ...extension],
    identifier: [ownIdentifier(uuid)],
    status,
    ...content,
    subject: patient,
    encounter: referToEncounter(contact),
    // A laboratory result that is talked about was taken on another day, which nobody said.
    ...(isLaboratory
      ? {}
      : {
          effectiveDateTime: timeOfMeasurement(contact, measurement),
          performer: [byPatient ? patient : refer(parties.role)],
        }),
    ...(remark === "" ? {} : { note: [{ text: remark }] }),
  });
}

/** To the second where the transcript tells; the day alone for what the patient measured at home before it. */
function timeOfMeasurement({ send }: Contact, { evidence, byPatient }: Measurement): string {
  const { startedAt } = send.note.consult;
  if (byPatient === true) return startedAt.slice(0, 10);
  if (send.note.consult.setting === "dictaat") return startedAt;
  const said = send.transcript?.utterances.findLast((u) => evidence.includes(u.id));
  return said === undefined ? startedAt : addSeconds(startedAt, said.start);
}
