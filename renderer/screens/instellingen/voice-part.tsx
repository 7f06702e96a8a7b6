import { useEffect, useRef, useState } from "react";
import type { VoiceView } from "../../../src/contract/voice-views.ts";
import { type Capture, startCapture } from "../../audio/capture.ts";
import { VoiceSound } from "../../audio/voice-sound.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Progress } from "../../parts/progress.tsx";
import { useApp, useEngine } from "../../state/engine.tsx";
import { formatDate, sayError } from "../../text/format.ts";
import { VOICE_NL } from "../../text/voice.ts";

type Step =
  | { readonly kind: "rest"; readonly said?: string }
  | { readonly kind: "reading"; readonly share: number }
  | { readonly kind: "failed"; readonly code: string };

/** The clinician's voice: learnt by reading aloud, learnt anew, forgotten. What is pressed here is done at once, not at "Bewaren". */
export function VoicePart({ microphone }: { readonly microphone: string }) {
  const { link } = useEngine();
  const isRecording = useApp(({ status }) => typeof status?.recordingId === "string");
  const [kept, setKept] = useState<VoiceView | null>();
  const [step, setStep] = useState<Step>({ kind: "rest" });
  const running = useRef<Capture>(undefined);

  useEffect(() => {
    link.call("voice:read", {}).then((result) => result.ok && setKept(result.value));
    return () => running.current?.stop();
  }, [link]);

  const end = (next: Step) => {
    running.current?.stop();
    running.current = undefined;
    setStep(next);
  };
  const start = async () => {
    let sound: VoiceSound | undefined;
    let isFirst = true;
    // One piece after the other: the engine hears them in order.
    let turn: Promise<unknown> = Promise.resolve();
    const hear = async (piece: string, rate: number, capture: Capture) => {
      if (running.current !== capture) return;
      const result = await link.call("voice:hear", { sound: piece, rate, isFirst });
      isFirst = false;
      if (running.current !== capture) return;
      if (!result.ok) return end({ kind: "failed", code: result.code });
      const { speechS, wantedS, kept: made } = result.value;
      if (made === null) return setStep({ kind: "reading", share: speechS / wantedS });
      setKept(made);
      end({ kind: "rest", said: VOICE_NL.done });
    };
    const started = await startCapture(microphone === "" ? undefined : microphone, {
      onFrame: (frame) => {
        const capture = running.current;
        if (capture === undefined) return;
        sound ??= new VoiceSound(capture.rate);
        const piece = sound.push(new Float32Array(frame));
        if (piece !== undefined) turn = turn.then(() => hear(piece, Math.round(capture.rate), capture));
      },
      onLost: () => end({ kind: "failed", code: "mic-lost" }),
      onMute: (isMuted) => isMuted && end({ kind: "failed", code: "mic-muted" }),
    });
    if (!started.ok) return setStep({ kind: "failed", code: started.code });
    running.current = started.capture;
    setStep({ kind: "reading", share: 0 });
  };
  const remove = async () => {
    const result = await link.call("voice:delete", {});
    if (!result.ok) return setStep({ kind: "failed", code: result.code });
    setKept(null);
    setStep({ kind: "rest", said: VOICE_NL.removed });
  };

  return (
    <section className="voice">
      <h2>{VOICE_NL.title}</h2>
      <p>{kept ? VOICE_NL.kept(formatDate(kept.madeAt.slice(0, 10))) : VOICE_NL.why}</p>
      {step.kind === "reading" ? (
        <>
          <p>{VOICE_NL.read}</p>
          <blockquote className="voice-text">{VOICE_NL.text}</blockquote>
          <Progress label={VOICE_NL.progress} share={Math.min(1, step.share)} />
          <Button onPress={() => end({ kind: "rest" })}>{VOICE_NL.stop}</Button>
        </>
      ) : (
        <div className="settings-row">
          <Button isDisabled={kept === undefined || isRecording} onPress={() => void start()}>
            {kept ? VOICE_NL.again : VOICE_NL.start}
          </Button>
          {kept && (
            <Button look="danger" onPress={() => void remove()}>
              {VOICE_NL.remove}
            </Button>
          )}
          <span role="status">
            {step.kind === "rest" && step.said !== undefined && <span className="good">{step.said}</span>}
          </span>
        </div>
      )}
      {step.kind === "failed" && <Notice tone="bad">{sayError(step.code)}</Notice>}
      <p className="quiet">{VOICE_NL.privacy}</p>
    </section>
  );
}
