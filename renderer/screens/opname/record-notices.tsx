import type { ConsultState } from "../../../src/core/consult/state.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { changeLive, type Live } from "../../state/app-state.ts";
import { useEngine } from "../../state/engine.tsx";
import { sayError } from "../../text/format.ts";
import { INTERRUPTION_NL, RECORDING_WARNING_NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";

/** What is wrong with a recording, or may be: below the keys and beside the words, so that neither moves when it comes. */
export function RecordNotices({
  consultId,
  state,
  live,
}: {
  readonly consultId: string;
  readonly state: ConsultState;
  readonly live: Live | undefined;
}) {
  const { store } = useEngine();
  const isRecording = state.kind === "recording";
  const still = () => store.change((before) => changeLive(before, consultId, ({ silenceS: _, ...rest }) => rest));
  return (
    <div className="record-notices">
      {live?.failed !== undefined && (
        <Notice tone="bad">
          {sayError(live.failed)} {state.kind === "prepared" && T.opname.standsReady}
        </Notice>
      )}
      {state.kind === "interrupted" && live?.failed === undefined && (
        <Notice tone="bad">{INTERRUPTION_NL[state.cause]}</Notice>
      )}
      {isRecording && live?.warning != null && <Notice tone="warn">{RECORDING_WARNING_NL[live.warning]}</Notice>}
      {isRecording && live?.caller !== undefined && (
        <Notice tone={live.caller === "heard" ? "calm" : "warn"}>{T.opname.caller[live.caller]}</Notice>
      )}
      {isRecording && live?.silenceS !== undefined && (
        <Notice tone="warn" action={<Button onPress={still}>{T.opname.silenceYes}</Button>}>
          {T.opname.silence(Math.round(live.silenceS / 60))}
        </Notice>
      )}
    </div>
  );
}
