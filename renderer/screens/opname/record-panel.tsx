import { useRef, useState } from "react";
import type { Result } from "../../../src/contract/calls.ts";
import type { ConsultView } from "../../../src/contract/views.ts";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { LevelMeter } from "../../parts/level-meter.tsx";
import { Notice } from "../../parts/notice.tsx";
import { startRecording, stopRecording } from "../../state/acts.ts";
import type { Live } from "../../state/app-state.ts";
import { useEngine } from "../../state/engine.tsx";
import { readConsults } from "../../state/read-everything.ts";
import { useRoute } from "../../state/route.ts";
import { useKeys } from "../../state/use-keys.ts";
import { useLight } from "../../state/use-light.ts";
import { formatDuration, sayError } from "../../text/format.ts";
import { KEYS } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";
import { RecordNotices } from "./record-notices.tsx";

const CUT_S = 60;
/** A second press so soon (ms) is the same one. */
const TWICE_MS = 1500;

/** The light, the time, the level, and what can be done with a recording. */
export function RecordPanel({
  consult,
  live,
  said,
  newConsult,
  onCut,
}: {
  readonly consult: ConsultView;
  readonly live: Live | undefined;
  /** What came of the last thing that was asked. */
  readonly said: string | undefined;
  readonly newConsult: () => void;
  readonly onCut: (said: string) => void;
}) {
  const engine = useEngine();
  const { go } = useRoute();
  const isLit = useLight(live);
  const [asks, setAsks] = useState(false);
  const [error, setError] = useState<string>();
  const [isOpening, setOpening] = useState(false);
  const lastCutMs = useRef(Number.NEGATIVE_INFINITY);
  const { id: consultId, state } = consult;
  const isRecording = state.kind === "recording";
  const canResume = state.kind === "paused" || state.kind === "interrupted";
  const seconds = live?.stored?.seconds ?? consult.transcript.durationS;

  const say = async (result: Promise<Result<unknown>>) => {
    const answer = await result;
    setError(answer.ok ? undefined : answer.code);
    return answer.ok;
  };
  const stop = async () => {
    if (await say(stopRecording(engine, consultId))) go({ screen: "nota", consultId });
  };
  const pause = async () => {
    if (await say(engine.recorder.pause(consultId))) await readConsults(engine);
  };
  // A microphone takes a moment to open: the key is seen at once.
  const open = async (goesOn: boolean) => {
    if (isOpening) return;
    setOpening(true);
    await startRecording(engine, consultId, goesOn);
    setOpening(false);
  };
  const start = () => void open(false);
  const resume = () => void open(true);
  const cut = async () => {
    // Each takes a minute for good: a double click is one.
    if (performance.now() - lastCutMs.current < TWICE_MS) return;
    lastCutMs.current = performance.now();
    const result = await engine.link.call("recording:cut", { consultId, seconds: CUT_S });
    setError(result.ok ? undefined : result.code);
    if (!result.ok) return;
    const { fromS, toS } = result.value;
    onCut(T.opname.cutDone(formatDuration(fromS), formatDuration(toS)));
  };
  const withdraw = async () => {
    if (await say(engine.recorder.withdraw(consultId))) await readConsults(engine);
  };

  useKeys({
    [KEYS.record]: state.kind === "prepared" ? start : undefined,
    [KEYS.pause]: isRecording ? () => void pause() : canResume ? resume : undefined,
    [KEYS.cut]: isRecording || canResume ? () => void cut() : undefined,
    [KEYS.withdraw]: () => setAsks(true),
  });

  const words = {
    recording: isLit ? T.opname.recording : T.opname.waiting,
    paused: T.opname.paused,
    interrupted: T.opname.interrupted,
  };
  return (
    <section className="record" aria-label={T.shell.opname}>
      <div className="record-state">
        <span className={isLit && isRecording ? "light light-on" : "light"} aria-hidden="true" />
        <span className="record-words" role="status">
          {isOpening
            ? T.opname.waiting
            : state.kind in words
              ? words[state.kind as keyof typeof words]
              : T.opname.ready}
        </span>
        <span className="record-time">{formatDuration(seconds)}</span>
      </div>
      <LevelMeter />
      <div className="record-acts">
        {state.kind === "prepared" && (
          <Button look="main" className="button-big" keys={KEYS.record} autoFocus onPress={start}>
            {T.opname.start}
          </Button>
        )}
        {(isRecording || canResume) && (
          <Button look="main" className="button-big" keys={KEYS.record} onPress={() => void stop()}>
            {T.opname.stop}
          </Button>
        )}
        {isRecording && (
          <Button keys={KEYS.pause} onPress={() => void pause()}>
            {T.opname.pause}
          </Button>
        )}
        {canResume && (
          <Button keys={KEYS.pause} onPress={resume}>
            {T.opname.resume}
          </Button>
        )}
        {(isRecording || canResume) && (
          <Button keys={KEYS.cut} onPress={() => void cut()}>
            {T.opname.cut}
          </Button>
        )}
        <Button keys={KEYS.newConsult} onPress={newConsult}>
          {state.kind === "recording" ? T.opname.stopNew : T.opname.newConsult}
        </Button>
        <Button look="danger" keys={KEYS.withdraw} onPress={() => setAsks(true)}>
          {T.opname.withdraw}
        </Button>
      </div>
      <RecordNotices consultId={consultId} state={state} live={live} />
      {error !== undefined && <Notice tone="bad">{sayError(error)}</Notice>}
      <p className="record-said" role="status">
        {said}
      </p>
      {asks && (
        <Confirm
          title={T.spreekuur.withdrawTitle}
          patient={consult.patient}
          text={T.spreekuur.withdrawText}
          act={T.spreekuur.withdrawAct}
          keys={KEYS.withdraw}
          onAct={() => void withdraw()}
          onClose={() => setAsks(false)}
        />
      )}
    </section>
  );
}
