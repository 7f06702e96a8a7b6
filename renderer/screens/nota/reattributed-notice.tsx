import { useState } from "react";
import type { ConsultView } from "../../../src/contract/views.ts";
import type { DraftNote } from "../../../src/core/note/note.ts";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useEngine } from "../../state/engine.tsx";
import { readConsults } from "../../state/read-everything.ts";
import { T } from "../../text/screens.ts";

/** Says that the clinician named other speakers for what the note rests on, and offers to write it again: it never changes by itself. */
export function ReattributedNotice({
  consult,
  note,
  onError,
}: {
  readonly consult: ConsultView;
  readonly note: DraftNote;
  readonly onError: (code: string) => void;
}) {
  const engine = useEngine();
  const [asks, setAsks] = useState(false);
  if (!restsOn(note, new Set(consult.reattributed))) return null;
  const rewrite = async () => {
    const result = await engine.link.call("consult:retry", { consultId: consult.id, from: "transcript" });
    if (!result.ok) onError(result.code);
    await readConsults(engine);
  };
  const canRewrite = consult.state.kind === "noted";
  return (
    <>
      <Notice
        tone="warn"
        {...(canRewrite ? { action: <Button onPress={() => setAsks(true)}>{T.nota.rewrite}</Button> } : {})}
      >
        {T.nota.reattributed}
      </Notice>
      {asks && (
        <Confirm
          title={T.nota.rewriteTitle}
          patient={consult.patient}
          text={T.nota.rewriteText}
          act={T.nota.rewrite}
          onAct={() => void rewrite()}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}

function restsOn({ deelcontacten }: DraftNote, ids: ReadonlySet<string>): boolean {
  return deelcontacten.some(({ lines, measurements }) =>
    [...lines, ...measurements].some(({ evidence }) => evidence.some((id) => ids.has(id))),
  );
}
