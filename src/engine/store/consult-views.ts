import type { Clinician } from "../../contract/views.ts";
import type { GivenNames } from "../../core/fhir/naming.ts";
import type { ApprovedNote } from "../../core/note/note.ts";
import type { Transcript } from "../../core/transcript/transcript.ts";
import type { OutboxItem } from "../outbox/outbox-rows.ts";
import type { Gap } from "../recording/recording-rows.ts";
import type { ConsultRow } from "./consult-rows.ts";
import type { NoteVersion } from "./note-versions.ts";
import type { Patient } from "./people.ts";

/** A line of the day's list. */
export type ConsultSummary = ConsultRow & { readonly patient: Patient };

/** All that a window shows of a consult. */
export interface ConsultView extends ConsultSummary {
  readonly clinician: Clinician;
  readonly transcript: Transcript;
  /** Newest last. */
  readonly versions: readonly NoteVersion[];
  readonly outbox: readonly OutboxItem[];
  readonly gaps: readonly Gap[];
  readonly hasSound: boolean;
  readonly soundDestroyedAt: string | null;
  readonly reattributed: readonly string[];
}

/** What a bundle is made of, besides patient and practice. */
export interface Approval {
  readonly note: ApprovedNote;
  readonly version: number;
  /** What the version that the HIS has or will have before this one named: what is said again keeps its name. */
  readonly before: GivenNames;
}
