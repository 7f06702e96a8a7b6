import { v5 } from "uuid";
import type { Note } from "./note-to-send.ts";
import type { PatientFile, PracticeFile } from "./party-files.ts";

/** Soepel's own uuid5 namespace: made once at random, never to change, or a re-send would be stored twice. */
const NAMESPACE = "4d5589cb-5a62-413f-a8b9-e757edea03c9";

/** Names a thing by what it is: the same content gives the same uuid, on every machine and at every send. */
export function nameByContent(...content: readonly unknown[]): string {
  return v5(JSON.stringify(content), NAMESPACE);
}

/** The uuids given in a version, each by the name of what it names (kind and content): kept, so that a later version can keep them. */
export type GivenNames = Readonly<Record<string, string>>;

/** Names what is said in one version of a note, by kind and content; the same content named twice gets two names. */
export interface Names {
  readonly name: (kind: string, ...content: readonly unknown[]) => string;
  /** The names given so far. */
  readonly given: GivenNames;
}

/**
 * The name of a consult, under which all else of it is named. The patient is part of it: a note that went to the wrong patient and is
 * sent again to the right one must not meet its own resources in the wrong record and be taken for stored.
 */
export function nameConsult(note: Note, patient: PatientFile, practice: PracticeFile): string {
  const who = patient.bsn ?? [patient.name, patient.birthDate, patient.gender];
  return nameByContent("consult", practice.organisation.agb, who, note.consult.id, note.consult.startedAt);
}

/**
 * Names for version `version` of a consult, a number that no other version of it has. What the version before it named as well keeps its
 * name, so that an amendment changes nothing that it does not correct; what is new gets a name of this version, even if an older,
 * withdrawn one said it too.
 */
export function startNames(consult: string, version: number, before: GivenNames = {}): Names {
  const given: Record<string, string> = {};
  return {
    given,
    name(kind, ...content) {
      let nth = 0;
      while (given[nameByContent(kind, nth, ...content)] !== undefined) nth++;
      const key = nameByContent(kind, nth, ...content);
      const uuid = before[key] ?? nameByContent(consult, version, JSON.stringify([kind, nth, ...content]));
      given[key] = uuid;
      return uuid;
    },
  };
}
