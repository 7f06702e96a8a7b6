import type { TransactionBundle } from "../core/fhir/entries.ts";
import type { Note } from "../core/fhir/note-to-send.ts";
import type { PatientFile, PracticeFile } from "../core/fhir/party-files.ts";
import { approve, type DraftNote } from "../core/note/note.ts";
import type { Transcript } from "../core/transcript/transcript.ts";
import { makeBundle } from "../engine/his/make-bundle.ts";
import { readPatientFile, readPracticeFile } from "../engine/his/party-files.ts";
import { readVersion } from "../engine/version.ts";
import type { Given } from "./command.ts";
import { optional, required } from "./command.ts";

/** Who the note is of, and who wrote it. */
export interface Parties {
  readonly patient: PatientFile;
  readonly practice: PracticeFile;
}

/** Reads --patient-file and --practice-file. */
export function readParties(given: Given): Parties {
  return {
    patient: readPatientFile(required(given, "patient-file")),
    practice: readPracticeFile(required(given, "practice-file")),
  };
}

/** The note as the clinician whom --approve-as names approves it, now; without that option the draft as it is. */
export function approveIfAsked(draft: DraftNote, given: Given): Note {
  const by = optional(given, "approve-as");
  return by === undefined ? draft : approve(draft, by, new Date().toISOString());
}

/** The checked transaction of a note, named as made by this version of Soepel. */
export function bundleOf(note: Note, parties: Parties, transcript?: Transcript): TransactionBundle {
  return makeBundle({
    note,
    ...parties,
    software: { version: readVersion(), models: ["whisper-base", "writer", "icpc-ranker"] },
    at: new Date().toISOString(),
    ...(transcript === undefined ? {} : { transcript }),
  });
}
