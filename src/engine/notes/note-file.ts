import { SoepelError } from "../../contract/errors.ts";
import type { DraftNote } from "../../core/note/note.ts";
import { parseNote } from "../../core/note/note-schema.ts";

/** Reads a note's JSON as a draft; throws note-invalid. */
export function readNote(content: string): DraftNote {
  const parsed = parseNote(content);
  if (!parsed.ok) throw new SoepelError("note-invalid", parsed.detail);
  return parsed.note;
}
