import { SoepelError } from "../contract/errors.ts";
import type { TransactionBundle } from "../core/fhir/entries.ts";
import type { Note } from "../core/fhir/note-to-send.ts";
import type { PatientFile, PracticeFile } from "../core/fhir/party-files.ts";
import { approve, type DraftNote } from "../core/note/note.ts";
import type { Transcript } from "../core/transcript/transcript.ts";
import { makeBundle } from "../engine/his/make-bundle.ts";
import { readPatientFile, readPracticeFile } from "../engine/his/party-files.ts";
import { loadIcpcTable } from "../engine/notes/tables.ts";
import { readVersion } from "../engine/version.ts";
import type { Given } from "./command.ts";
import { required } from "./command.ts";

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
  const by = given.values["approve-as"];
  if (by === undefined) return draft;
  if (typeof by !== "string" || by.trim() === "") throw new SoepelError("usage", "--approve-as names who approves");
  return approve(draft, by.trim(), new Date().toISOString());
}

/**
 * The checked transaction of a note, named as made by this version of Soepel.
 * Fails: note-empty, note-invalid (a code that the ICPC table does not have, or under another title).
 */
export async function bundleOf(note: Note, parties: Parties, transcript?: Transcript): Promise<TransactionBundle> {
  const titles = new Map((await loadIcpcTable()).map(({ code, title }) => [code, title]));
  for (const { icpc, contactReason } of note.deelcontacten)
    for (const { code, title } of [icpc, contactReason].filter((coded) => coded !== undefined)) {
      if (!titles.has(code)) throw new SoepelError("note-invalid", `${code} is no code of the ICPC table`);
      if (titles.get(code) !== title)
        throw new SoepelError("note-invalid", `the title of ${code} is not that of the ICPC table`);
    }
  return makeBundle({
    note,
    ...parties,
    software: { version: readVersion(), models: ["whisper-base", "writer", "icpc-ranker"] },
    at: new Date().toISOString(),
    ...(transcript === undefined ? {} : { transcript }),
  });
}
