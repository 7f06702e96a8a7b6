import type { HumanName, Identifier, Patient, Reference } from "fhir/r4.js";
import { CODE, concept, NAMING_SYSTEM, NICTIZ, ROLE_TEXT } from "./codes.ts";
import { createOnce, type Entry, ownIdentifier, refer } from "./entries.ts";
import { nameByContent } from "./naming.ts";
import type { Software } from "./note-to-send.ts";
import type { PatientFile, PracticeFile } from "./party-files.ts";
import { cleanText } from "./text.ts";

/**
 * The patient as a search that must match exactly one record of the HIS: Soepel never creates a patient. With a BSN by that alone.
 * Without, by exact family and given name, date of birth and sex: FHIR's plain string search matches beginnings ("Jan" finds
 * "Janssen"), so it could find exactly one wrong person; `:exact` cannot, and two namesakes of one birthday are refused by the server.
 */
export function referToPatient({ bsn, name, birthDate, gender }: PatientFile): Reference {
  const query =
    bsn !== undefined
      ? `identifier=${NAMING_SYSTEM}bsn|${bsn}`
      : [
          `family:exact=${encode(name.family)}`,
          `given:exact=${encode(name.given)}`,
          `birthdate=${birthDate}`,
          ...(gender === "unknown" ? [] : [`gender=${gender}`]),
        ].join("&");
  return { reference: `Patient?${query}`, type: "Patient", display: cleanText(`${name.given} ${name.family}`) };
}

const GIVEN_NAME_KIND = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier";

/** A patient as a HIS holds her. A bundle never brings one: this is for servers of our own (demo, tests). */
export function describePatient({ bsn, name, birthDate, gender }: PatientFile): Patient {
  return {
    resourceType: "Patient",
    meta: { profile: [`${NICTIZ}nl-core-Patient`] },
    ...(bsn === undefined ? {} : { identifier: dutch("bsn", bsn) }),
    name: [
      {
        use: "official",
        text: `${name.given} ${name.family}`,
        family: name.family,
        given: [name.given],
        // nl-core wants to know of each given name whether it is an initial.
        _given: [
          { extension: [{ url: GIVEN_NAME_KIND, valueCode: /^(?:\p{Lu}\.)+$/u.test(name.given) ? "IN" : "BR" }] },
        ],
      },
    ],
    gender,
    birthDate,
  };
}

/** Escapes for a query, and with a backslash what separates values in a FHIR search. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/[\\,$|]/g, "\\$&"));
}

function dutch(system: string, value: string | undefined): Identifier[] {
  return value === undefined ? [] : [{ system: NAMING_SYSTEM + system, value }];
}

export interface Parties {
  readonly organisation: Entry;
  readonly practitioner: Entry;
  readonly role: Entry;
  readonly device: Entry;
  readonly entries: readonly Entry[];
}

/** The practice, the clinician, her role in it, and Soepel as a device. All of them are found again at a second send. */
export function describeParties({ organisation: o, practitioner: p }: PracticeFile, software: Software): Parties {
  const organisationId = dutch("agb-z", o.agb)[0]!;
  const organisation = createOnce(
    nameByContent("Organization", o.agb),
    {
      resourceType: "Organization",
      meta: { profile: [`${NICTIZ}nl-core-HealthcareProvider-Organization`] },
      identifier: [organisationId, ...dutch("ura", o.ura)],
      type: [concept(CODE.practice)],
      name: cleanText(o.name),
    },
    organisationId,
  );
  const known = [...dutch("agb-z", p.agb), ...dutch("uzi-nr-pers", p.uzi), ...dutch("big", p.big)];
  const practitionerUuid = nameByContent("Practitioner", known[0]?.value ?? [o.agb, p.name]);
  const identifier = known.length > 0 ? known : [ownIdentifier(practitionerUuid)];
  const practitioner = createOnce(
    practitionerUuid,
    {
      resourceType: "Practitioner",
      meta: { profile: [`${NICTIZ}nl-core-HealthProfessional-Practitioner`] },
      identifier,
      name: [nameOfPractitioner(p.name)],
    },
    identifier[0],
  );
  const roleUuid = nameByContent("PractitionerRole", o.agb, practitionerUuid, p.role);
  const role = createOnce(roleUuid, {
    resourceType: "PractitionerRole",
    meta: { profile: [`${NICTIZ}nl-core-HealthProfessional-PractitionerRole`] },
    identifier: [ownIdentifier(roleUuid)],
    practitioner: refer(practitioner, cleanText(p.name)),
    organization: refer(organisation, cleanText(o.name)),
    ...(p.role === "huisarts" ? { specialty: [concept(CODE.huisarts)] } : { code: [{ text: ROLE_TEXT[p.role] }] }),
  });
  const device = describeDevice(software);
  return { organisation, practitioner, role, device, entries: [organisation, practitioner, role, device] };
}

/** A clinician's name comes as one text ("J. de Vries"): the last words are not guessed to be a family name. */
function nameOfPractitioner(name: string): HumanName {
  return { use: "official", text: cleanText(name) };
}

function describeDevice({ version, models }: Software): Entry {
  const uuid = nameByContent("Device", version, models);
  return createOnce(uuid, {
    resourceType: "Device",
    identifier: [ownIdentifier(uuid)],
    deviceName: [{ name: "Soepel", type: "user-friendly-name" }],
    type: { text: "Software die van een gesprek een verslag maakt" },
    version: [{ value: version }, ...models.map((value) => ({ type: { text: "model" }, value }))],
  });
}
