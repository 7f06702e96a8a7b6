import type { ConsultView } from "../../../src/contract/views.ts";
import type { NoteEditor } from "../../state/use-note.ts";
import { formatDay, formatTime } from "../../text/format.ts";
import { T } from "../../text/screens.ts";

/** Who approved what is on the screen, and when; undefined where nobody did, or where it was changed since. */
export function sayApproval(consult: ConsultView, editor: NoteEditor): string | undefined {
  const newest = consult.versions.at(-1)?.note;
  if (newest?.status !== "approved" || editor.saving !== "saved" || editor.canUndo) return undefined;
  const { by, at } = newest.approval;
  return T.nota.approved(by, `${formatDay(at)} ${formatTime(at)}`);
}
