import { useState } from "react";
import type { ConsultSummary } from "../../../src/contract/views.ts";
import { needsClinician } from "../../../src/core/consult/state.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Progress } from "../../parts/progress.tsx";
import { useApp, useEngine, useHasHis } from "../../state/engine.tsx";
import { useColleagues } from "../../state/use-colleagues.ts";
import { formatDuration, sayError } from "../../text/format.ts";
import { KEYS } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";
import { ConsultRow } from "./consult-row.tsx";
import { TierOffer } from "./tier-offer.tsx";
import { VoiceOffer } from "./voice-offer.tsx";

/** Today's consults; what nobody has decided on stays on top, however old it is. */
export function SpreekuurScreen({ newConsult }: { readonly newConsult: () => void }) {
  const { store } = useEngine();
  const consults = useApp((state) => state.consults);
  const salvaged = useApp((state) => state.salvaged);
  const [error, setError] = useState<string>();
  const hasHis = useHasHis();
  const isRecording = useApp((state) => state.consults?.some(({ state: { kind } }) => kind === "recording") ?? false);
  const ownId = useApp((state) => state.clinician?.id);
  const colleagues = useColleagues();
  const open = consults?.filter(({ state }) => needsClinician(state, hasHis)) ?? [];
  const own = open.filter(({ clinicianId }) => clinicianId === ownId);
  const others = open.filter(({ clinicianId }) => clinicianId !== ownId);
  const done = consults?.filter(({ state }) => !needsClinician(state, hasHis)) ?? [];
  const seconds = salvaged.reduce((sum, each) => sum + each.seconds, 0);

  return (
    <div className="page">
      <div className="page-head">
        <h1>{T.spreekuur.title}</h1>
        <Button look="main" keys={KEYS.newConsult} onPress={newConsult}>
          <Icon name="plus" /> {isRecording ? T.spreekuur.stopNew : T.spreekuur.new}
        </Button>
      </div>
      {salvaged.length > 0 && (
        <Notice
          tone="warn"
          action={
            <Button onPress={() => store.change((state) => ({ ...state, salvaged: [] }))}>{T.spreekuur.dismiss}</Button>
          }
        >
          {T.spreekuur.salvaged(salvaged.length, formatDuration(seconds))}
        </Notice>
      )}
      <TierOffer />
      {error !== undefined && <Notice tone="bad">{sayError(error)}</Notice>}
      <VoiceOffer />
      {consults === undefined && <Progress label={T.spreekuur.loading} />}
      {consults?.length === 0 && (
        <div className="empty">
          <p className="empty-title">{T.spreekuur.none}</p>
          <p>{T.spreekuur.noneHint}</p>
        </div>
      )}
      {consults !== undefined && consults.length > 0 && (
        <>
          <h2>{T.spreekuur.undecided}</h2>
          {own.length === 0 && <p className="quiet">{T.spreekuur.nothingOpen}</p>}
          <Rows consults={own} colleagues={colleagues} onError={setError} />
          {others.length > 0 && <h2>{T.spreekuur.undecidedOthers}</h2>}
          <Rows consults={others} colleagues={colleagues} onError={setError} />
          {done.length > 0 && <h2>{T.spreekuur.done}</h2>}
          <Rows consults={done} colleagues={colleagues} onError={setError} />
        </>
      )}
    </div>
  );
}

function Rows({
  consults,
  colleagues,
  onError,
}: {
  readonly consults: readonly ConsultSummary[];
  readonly colleagues: ReturnType<typeof useColleagues>;
  readonly onError: (code: string | undefined) => void;
}) {
  return (
    <ul className="rows">
      {consults.map((consult) => (
        <ConsultRow
          key={consult.id}
          consult={consult}
          whose={
            colleagues === undefined || colleagues.size < 2 ? undefined : colleagues.get(consult.clinicianId)?.name
          }
          onError={onError}
        />
      ))}
    </ul>
  );
}
