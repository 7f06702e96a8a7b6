import type { Consult } from "../consult/consult.ts";
import type { ApprovedNote, Deelcontact, DraftNote } from "../note/note.ts";
import type { Transcript } from "../transcript/transcript.ts";
import type { GivenNames } from "./naming.ts";
import type { PatientFile, PracticeFile } from "./party-files.ts";

export type Note = DraftNote | ApprovedNote;

/** What made the note: version of Soepel and the names of its models, as the Device that the Provenance names. */
export interface Software {
  readonly version: string;
  readonly models: readonly string[];
}

/** All that a bundle is made of. */
export interface NoteToSend {
  readonly note: Note;
  readonly patient: PatientFile;
  readonly practice: PracticeFile;
  readonly software: Software;
  /** ISO 8601 with offset: when a draft was made or taken out. An approved note carries its own time. */
  readonly at: string;
  /** Gives the contact its end and the measurements their times. Its words stay in the practice. */
  readonly transcript?: Transcript;
  /** The number of this version, which no other version of the consult has; 0 where there is but one. */
  readonly version?: number;
  /** What the version before it named (Built.names): what is said again keeps its name. */
  readonly before?: GivenNames;
  /** What a dictation reports: a contact in the practice unless told otherwise. */
  readonly dictated?: Extract<Consult["setting"], "consult" | "telefonisch" | "visite">;
}

/** The clinician's act that takes a sent note back: who, and when (ISO 8601 with offset). */
export interface Withdrawal {
  readonly by: string;
  readonly at: string;
}

/** Does a deelcontact say anything? */
export function hasContent(deelcontact: Deelcontact): boolean {
  return deelcontact.lines.some((line) => line.text.trim() !== "") || deelcontact.measurements.length > 0;
}

/** When this note was made definite, or, for a draft, taken out. */
export function timeOf({ note, at }: NoteToSend): string {
  return note.status === "approved" ? note.approval.at : at;
}
