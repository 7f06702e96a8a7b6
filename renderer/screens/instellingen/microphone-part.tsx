import { useCallback, useEffect, useRef, useState } from "react";
import { type Capture, loudness, startCapture } from "../../audio/capture.ts";
import { useMicrophones } from "../../audio/devices.ts";
import { playFrames } from "../../audio/play-clip.ts";
import { Button } from "../../parts/button.tsx";
import { LevelMeter } from "../../parts/level-meter.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Select } from "../../parts/select.tsx";
import { sayError } from "../../text/format.ts";
import { T } from "../../text/screens.ts";

const TEST_MS = 4000;
/** Speech across a desk is louder than this (dBFS) at its loudest. */
const HEARD_DB = -45;

type Tested =
  | { readonly step: "speak" | "play" }
  | { readonly step: "done"; readonly isHeard: boolean }
  | { readonly step: "failed"; readonly code: string };

/** Which microphone, and does it hear: four seconds of speech are played back. */
export function MicrophonePart({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  const microphones = useMicrophones();
  const [tested, setTested] = useState<Tested>();
  const listeners = useRef(new Set<(levelDb: number) => void>());
  const running = useRef<Capture>(undefined);
  const listen = useCallback((listener: (levelDb: number) => void) => {
    listeners.current.add(listener);
    return () => listeners.current.delete(listener);
  }, []);
  useEffect(() => () => running.current?.stop(), []);

  const test = async () => {
    const frames: Float32Array<ArrayBuffer>[] = [];
    let loudest = -100;
    const started = await startCapture(value === "" ? undefined : value, {
      onFrame: (frame) => {
        frames.push(new Float32Array(frame));
        const levelDb = loudness(frame);
        loudest = Math.max(loudest, levelDb);
        for (const listener of listeners.current) listener(levelDb);
      },
      onLost: () => setTested({ step: "failed", code: "mic-lost" }),
      onMute: (isMuted) => isMuted && setTested({ step: "failed", code: "mic-muted" }),
    });
    if (!started.ok) return setTested({ step: "failed", code: started.code });
    running.current = started.capture;
    setTested({ step: "speak" });
    await new Promise((resolve) => setTimeout(resolve, TEST_MS));
    started.capture.stop();
    for (const listener of listeners.current) listener(-100);
    setTested((now) => (now?.step === "speak" ? { step: "play" } : now));
    await playFrames(frames, started.capture.rate);
    setTested((now) => (now?.step === "play" ? { step: "done", isHeard: loudest > HEARD_DB } : now));
  };

  const options = [{ id: "", name: T.instellingen.systemDevice }, ...(microphones ?? [])];
  const isBusy = tested?.step === "speak" || tested?.step === "play";
  return (
    <section>
      <h2>{T.instellingen.microphone}</h2>
      {microphones?.length === 0 && <Notice tone="bad">{T.instellingen.noDevice}</Notice>}
      <Select
        label={T.instellingen.device}
        value={options.some(({ id }) => id === value) ? value : ""}
        options={options}
        onChange={onChange}
      />
      <LevelMeter listen={listen} />
      <div className="settings-row">
        <Button isDisabled={isBusy} onPress={() => void test()}>
          {T.instellingen.test}
        </Button>
        <span role="status">
          {tested?.step === "speak" && T.instellingen.testing}
          {tested?.step === "play" && T.instellingen.playing}
          {tested?.step === "done" && tested.isHeard && <span className="good">{T.instellingen.testGood}</span>}
        </span>
      </div>
      {tested?.step === "done" && !tested.isHeard && <Notice tone="warn">{T.instellingen.testQuiet}</Notice>}
      {tested?.step === "failed" && <Notice tone="bad">{sayError(tested.code)}</Notice>}
    </section>
  );
}
