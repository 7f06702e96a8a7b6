import { useEffect } from "react";
import { useApp, useEngine } from "./engine.tsx";

const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
const LOOK_EVERY_MS = 5000;

/** Asks again who works here after so many minutes without a key or a mouse. A recording goes on. */
export function useLock(): void {
  const engine = useEngine();
  const minutes = useApp((state) => state.settings?.lockMinutes ?? 10);
  const isSignedIn = useApp((state) => state.clinician !== undefined);
  useEffect(() => {
    if (!isSignedIn) return;
    // By both clocks: one may be set back, the other may stand still while the machine sleeps.
    const now = () => [Date.now(), performance.now()] as const;
    let last = now();
    const note = () => {
      last = now();
    };
    for (const sign of SIGNS) window.addEventListener(sign, note, { passive: true });
    const timer = setInterval(() => {
      if (now().some((ms, i) => ms - last[i]! >= minutes * 60_000)) lock(engine);
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, note);
    };
  }, [engine, minutes, isSignedIn]);
}

/** Nobody works here until somebody says who she is. */
export function lock({ link, store }: ReturnType<typeof useEngine>): void {
  void link.call("clinician:lock", {});
  store.change(({ clinician: _, ...state }) => state);
}
