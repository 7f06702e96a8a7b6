import { useEffect } from "react";
import type { SpeechTier } from "../../src/contract/views.ts";
import { useApp, useEngine } from "./engine.tsx";

/** The speech models, read when this part is drawn, and again when the engine tells. */
export function useTiers(): readonly SpeechTier[] | undefined {
  const { link, store } = useEngine();
  const tiers = useApp((state) => state.tiers);
  const linkState = useApp((state) => state.link);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an engine that came back is asked again
  useEffect(() => {
    let isLate = false;
    link.call("models:list", {}).then((result) => {
      if (!isLate && result.ok) store.change((state) => ({ ...state, tiers: result.value }));
    });
    return () => {
      isLate = true;
    };
  }, [link, store, linkState]);
  return tiers;
}
