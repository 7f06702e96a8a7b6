import { useMemo, useState } from "react";
import { Button } from "../../parts/button.tsx";
import { ConsultHead } from "../../parts/consult-head.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Progress } from "../../parts/progress.tsx";
import { TranscriptList } from "../../parts/transcript.tsx";
import { EMPTY_LIVE, mergeUtterances } from "../../state/app-state.ts";
import { useApp } from "../../state/engine.tsx";
import { useRoute } from "../../state/route.ts";
import { useAttribute } from "../../state/use-attribute.ts";
import { useConsult } from "../../state/use-consult.ts";
import { sayError } from "../../text/format.ts";
import { T } from "../../text/screens.ts";
import { RecordPanel } from "./record-panel.tsx";

/** A consult while it is recorded: the light, the keys, and what is said. */
export function OpnameScreen({
  consultId,
  newConsult,
}: {
  readonly consultId: string;
  readonly newConsult: () => void;
}) {
  const { go } = useRoute();
  const { consult, error, reload } = useConsult(consultId);
  const live = useApp((state) => state.live.get(consultId));
  const [cut, setCut] = useState<string>();
  // The level and the clock come every moment, words do not: three hours of talk are not sorted at each.
  const { utterances: heard } = live ?? EMPTY_LIVE;
  const read = consult?.transcript.utterances;
  const utterances = useMemo(() => mergeUtterances(read ?? [], heard), [read, heard]);
  const attribute = useAttribute(consultId, (code) => {
    setCut(code === undefined ? undefined : sayError(code));
    reload();
  });

  if (consult === undefined) {
    return (
      <div className="page">
        {error === undefined ? <Progress label={T.spreekuur.loading} /> : <Notice tone="bad">{sayError(error)}</Notice>}
      </div>
    );
  }
  const { kind } = consult.state;
  const isOver = kind === "withdrawn" || kind === "discarded";

  return (
    <div className="consult">
      <ConsultHead consult={consult} step="opname" />
      {isOver ? (
        <div className="empty empty-page">
          <p className="empty-title">{kind === "withdrawn" ? T.opname.withdrawn : T.opname.discarded}</p>
          <Button look="main" autoFocus onPress={() => go({ screen: "spreekuur" })}>
            {T.opname.back}
          </Button>
        </div>
      ) : (
        <div className="opname">
          <RecordPanel consult={consult} live={live} said={cut} newConsult={newConsult} onCut={setCut} />
          <section className="opname-said" aria-label={T.opname.transcript}>
            <h2>{T.opname.transcript}</h2>
            {utterances.length === 0 && <p className="quiet opname-empty">{T.opname.empty}</p>}
            <TranscriptList
              utterances={utterances}
              gaps={consult.gaps}
              isLive
              label={T.opname.transcript}
              onAttribute={attribute}
            />
          </section>
        </div>
      )}
    </div>
  );
}
