import { useEffect, useRef } from "react";
import { useEngine } from "../state/engine.tsx";

/** -60 dBFS is the left end, 0 the right. */
const FLOOR_DB = -60;

/** The loudness of the microphone, drawn without waking React ten times a second. */
export function LevelMeter({ listen }: { readonly listen?: (listener: (levelDb: number) => void) => () => void }) {
  const { recorder } = useEngine();
  const bar = useRef<SVGRectElement>(null);
  const follow = listen ?? recorder.onLevel;
  useEffect(
    () =>
      follow.call(recorder, (levelDb) => {
        const share = Math.max(0, Math.min(1, 1 - levelDb / FLOOR_DB));
        bar.current?.setAttribute("width", String(100 * share));
      }),
    [follow, recorder],
  );
  return (
    <svg className="level" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="Geluidsniveau">
      <rect className="level-track" width="100" height="6" />
      {/* Where the loudness of speech across a desk lies. */}
      <rect className="level-good" x="50" width="40" height="6" />
      <rect className="level-fill" ref={bar} y="1" width="0" height="4" />
    </svg>
  );
}
