import type { Setting } from "../consult/consult.ts";

export const SOEP = ["S", "O", "E", "P"] as const;
export type Soep = (typeof SOEP)[number];

/** A rule that marks doubt. Sorted by harm where shown; DESIGN.md, section 4, says what each one means. */
export const CHECK_CODES = [
  "dose",
  "number",
  "side",
  "negation",
  "drug",
  "person",
  "unheard",
  "corrected",
  "omitted",
  "unsupported",
  "code",
  "stale",
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

/** A doubt about a line. `span` is [start, end) in characters of the line's text; `message` is Dutch, for the clinician. */
export interface Check {
  readonly code: CheckCode;
  readonly message: string;
  readonly span: readonly [number, number];
  /** What may stand there instead, the likeliest first; for the clinician to pick from, never put there by itself. */
  readonly candidates?: readonly string[];
  /** The utterance that a check about something outside the line's text rests on ("said but not noted"). */
  readonly utterance?: string;
  /** Its words there, as they were heard. */
  readonly heard?: string;
}

/** A piece of a line with the ids of the utterances it rests on. */
export interface Phrase {
  readonly text: string;
  readonly evidence: readonly string[];
}

/** One SOEP line of a deelcontact. `text` is the phrases joined; `evidence` is the union of theirs. */
export interface Line {
  readonly soep: Soep;
  readonly text: string;
  readonly phrases: readonly Phrase[];
  readonly evidence: readonly string[];
  readonly checks: readonly Check[];
}

/** A measured value: `value` as a HIS writes it ("150/92", "37,8"), `unit` in words of the field ("mmHg"). */
export interface Measurement {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly evidence: readonly string[];
  /** Measured by the patient at home, not in the practice. */
  readonly byPatient?: boolean;
}

/** An ICPC-1-NL code as proposed; confidence 0 to 1. */
export interface IcpcProposal {
  readonly code: string;
  readonly title: string;
  readonly confidence: number;
}

/** One health problem in a contact. `icpc` is absent where the evidence carries no code. */
export interface Deelcontact {
  readonly title: string;
  readonly icpc?: IcpcProposal & { readonly alternatives: readonly IcpcProposal[] };
  /** What the picker offers where no code is shown because too little of it is clinical. */
  readonly icpcCandidates?: readonly IcpcProposal[];
  /** The reason for contact (ICPC-S) where it differs from the evaluation's code. */
  readonly contactReason?: { readonly code: string; readonly title: string };
  readonly lines: readonly Line[];
  readonly measurements: readonly Measurement[];
}

interface NoteContent {
  readonly schema: 1;
  readonly consult: { readonly id: string; readonly setting: Setting; readonly startedAt: string };
  readonly deelcontacten: readonly Deelcontact[];
  /** Remarks in Dutch about the note as a whole ("Er is weinig gezegd ..."). */
  readonly remarks?: readonly string[];
}

/** A note that no clinician has approved: it can never become a final Composition. */
export interface DraftNote extends NoteContent {
  readonly status: "draft";
}

declare const approvedByClinician: unique symbol;

/** A note that a clinician approved. Only `approve` makes one. */
export interface ApprovedNote extends NoteContent {
  readonly status: "approved";
  readonly approval: { readonly by: string; readonly at: string };
  readonly [approvedByClinician]: true;
}

/** The clinician's act: freezes the draft, with her name and the time (ISO 8601). The only way to an ApprovedNote. */
export function approve(draft: DraftNote, by: string, at: string): ApprovedNote {
  return Object.freeze({ ...draft, status: "approved", approval: { by, at } }) as unknown as ApprovedNote;
}
