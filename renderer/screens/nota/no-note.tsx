import { useState } from "react";
import type { ConsultView } from "../../../src/contract/views.ts";
import type { DraftNote } from "../../../src/core/note/note.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Progress } from "../../parts/progress.tsx";
import { TranscriptList } from "../../parts/transcript.tsx";
import { mergeUtterances } from "../../state/app-state.ts";
import { useApp, useEngine } from "../../state/engine.tsx";
import { readConsults } from "../../state/read-everything.ts";
import { sayError } from "../../text/format.ts";
import { T } from "../../text/screens.ts";

/** While the note is being made, or when none came of it; what was said can be read meanwhile. */
export function NoNote({ consult }: { readonly consult: ConsultView }) {
  const engine = useEngine();
  const live = useApp((state) => state.live.get(consult.id));
  const [error, setError] = useState<string>();
  const { state } = consult;
  const utterances = mergeUtterances(consult.transcript.utterances, live?.utterances ?? new Map());
  const step = live?.progress?.step;

  const retry = async () => {
    const result = await engine.link.call("consult:retry", { consultId: consult.id });
    setError(result.ok ? undefined : result.code);
    await readConsults(engine);
  };
  const writeSelf = async () => {
    const { id, setting, startedAt } = consult;
    const note: DraftNote = {
      schema: 1,
      status: "draft",
      consult: { id, setting, startedAt },
      deelcontacten: [{ title: "", lines: [], measurements: [] }],
    };
    const result = await engine.link.call("note:save", {
      consultId: id,
      note,
      base: consult.versions.at(-1)?.version ?? 0,
    });
    setError(result.ok ? undefined : result.code);
    await readConsults(engine);
  };

  return (
    <div className="no-note">
      {error !== undefined && <Notice tone="bad">{sayError(error)}</Notice>}
      {state.kind === "withdrawn" && <Notice tone="calm">{T.opname.withdrawn}</Notice>}
      {state.kind === "failed" && (
        <div className="empty empty-wide">
          <p className="empty-title">{T.nota.failed}</p>
          <p>
            {sayError(state.code)} {consult.hasSound && T.nota.soundKept}
          </p>
          <div className="form-actions">
            <Button onPress={() => void writeSelf()}>{T.nota.writeSelf}</Button>
            <Button look="main" autoFocus onPress={() => void retry()}>
              {T.nota.retry}
            </Button>
          </div>
        </div>
      )}
      {state.kind === "transcribing" && (
        <Progress label={step === "note" ? T.nota.writing : T.nota.transcribing} share={live?.progress?.share} />
      )}
      {utterances.length > 0 && (
        <section className="no-note-said" aria-label={T.nota.transcript}>
          <h2>{T.nota.transcript}</h2>
          <TranscriptList utterances={utterances} gaps={consult.gaps} isLive label={T.nota.transcript} />
        </section>
      )}
    </div>
  );
}
