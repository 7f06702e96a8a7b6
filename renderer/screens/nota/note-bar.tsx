import type { ConsultView } from "../../../src/contract/views.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import type { NoteEditor } from "../../state/use-note.ts";
import { formatDay, formatTime } from "../../text/format.ts";
import { KEYS, NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";

/** The foot of the note: who answers for it, undo, saved or not, and the one key that goes on. */
export function NoteBar({
  consult,
  editor,
  doubts,
  onApprove,
}: {
  readonly consult: ConsultView;
  readonly editor: NoteEditor;
  readonly doubts: number;
  readonly onApprove: () => void;
}) {
  const newest = consult.versions.at(-1);
  const isApproved = newest?.note.status === "approved" && editor.saving === "saved" && !editor.canUndo;
  return (
    <footer className="note-bar">
      {isApproved && newest?.note.status === "approved" ? (
        <span className="note-approved">
          <Icon name="check" />
          {T.nota.approved(
            newest.note.approval.by,
            `${formatDay(newest.note.approval.at)} ${formatTime(newest.note.approval.at)}`,
          )}
        </span>
      ) : (
        <span className="ai-mark">{NL.aiMark}</span>
      )}
      <Button look="quiet" label={T.nota.undo} isDisabled={!editor.canUndo} onPress={editor.undo}>
        <Icon name="undo" />
      </Button>
      <Button look="quiet" label={T.nota.redo} isDisabled={!editor.canRedo} onPress={editor.redo}>
        <Icon name="redo" />
      </Button>
      <span className={editor.saving === "failed" ? "note-saving bad" : "note-saving"} role="status">
        {T.nota.saving[editor.saving]}
      </span>
      <span className="note-doubts">{doubts > 0 && T.nota.doubts(doubts)}</span>
      <Button look="main" keys={KEYS.approve} onPress={onApprove}>
        {consult.state.kind === "amending" ? T.nota.approveAgain : T.nota.approve}
      </Button>
    </footer>
  );
}
