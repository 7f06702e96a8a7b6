import { ConsultHead } from "../../parts/consult-head.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Progress } from "../../parts/progress.tsx";
import { useConsult } from "../../state/use-consult.ts";
import { useNote } from "../../state/use-note.ts";
import { sayError } from "../../text/format.ts";
import { T } from "../../text/screens.ts";
import { NoNote } from "./no-note.tsx";
import { NoteDesk } from "./note-desk.tsx";

/** The note of a consult: being made, not made, or on the desk to be checked. */
export function NotaScreen({ consultId }: { readonly consultId: string }) {
  const { consult, error, reload } = useConsult(consultId);
  const editor = useNote(consult);
  if (consult === undefined) {
    return (
      <div className="page">
        {error === undefined ? <Progress label={T.spreekuur.loading} /> : <Notice tone="bad">{sayError(error)}</Notice>}
      </div>
    );
  }
  const { kind } = consult.state;
  const isMade = editor !== undefined && kind !== "transcribing" && kind !== "failed" && kind !== "withdrawn";
  return (
    <div className="consult">
      <ConsultHead consult={consult} step="nota" />
      {isMade ? <NoteDesk consult={consult} editor={editor} reload={reload} /> : <NoNote consult={consult} />}
    </div>
  );
}
