import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Notice } from "../../parts/notice.tsx";
import type { NoteEditor } from "../../state/use-note.ts";
import { sayError } from "../../text/format.ts";
import { KEYS, NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";
import { KeysHelp } from "./keys-help.tsx";

/** The foot of the note: who answers for it, undo, saved or not, and the one key that goes on. */
export function NoteBar({
  editor,
  approved,
  isAmending,
  isEmpty,
  doubts,
  onApprove,
}: {
  readonly editor: NoteEditor;
  /** By whom and when, where the clinician approved just this. */
  readonly approved: string | undefined;
  readonly isAmending: boolean;
  readonly isEmpty: boolean;
  readonly doubts: number;
  readonly onApprove: () => void;
}) {
  const act = approved !== undefined ? T.nota.toSend : isAmending ? T.nota.approveAgain : T.nota.approve;
  return (
    <footer className="note-bar">
      {editor.saving === "failed" && (
        <Notice tone="bad" action={<Button onPress={() => void editor.flush()}>{T.nota.saveAgain}</Button>}>
          {T.nota.notSaved(sayError(editor.failure ?? ""))}
        </Notice>
      )}
      {editor.isReplaced && editor.saving !== "failed" && (
        <Notice tone="warn" action={<Button onPress={editor.undo}>{T.nota.undo}</Button>}>
          {T.nota.replaced}
        </Notice>
      )}
      {approved === undefined ? (
        <span className="ai-mark">{NL.aiMark}</span>
      ) : (
        <span className="note-approved">
          <Icon name="check" />
          {approved}
        </span>
      )}
      <Button look="quiet" label={T.nota.undo} isDisabled={!editor.canUndo} onPress={editor.undo}>
        <Icon name="undo" />
      </Button>
      <Button look="quiet" label={T.nota.redo} isDisabled={!editor.canRedo} onPress={editor.redo}>
        <Icon name="redo" />
      </Button>
      <KeysHelp />
      <span className={editor.saving === "failed" ? "note-saving bad" : "note-saving"} role="status">
        {T.nota.saving[editor.saving]}
      </span>
      <span className="note-doubts">{doubts > 0 && T.nota.doubts(doubts)}</span>
      <Button look="main" keys={KEYS.approve} isDisabled={isEmpty} onPress={onApprove}>
        {act}
      </Button>
    </footer>
  );
}
