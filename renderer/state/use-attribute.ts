import { useCallback, useState } from "react";
import type { ErrorCode } from "../../src/contract/errors.ts";
import type { Attribute } from "../parts/speaker-menu.tsx";
import { useEngine } from "./engine.tsx";

/** Lets the clinician name who spoke; `onDone` follows, with what went wrong. */
export function useAttribute(consultId: string, onDone: (error: ErrorCode | "bug" | undefined) => void): Attribute {
  const { link } = useEngine();
  const [done] = useState({ onDone });
  done.onDone = onDone;
  return useCallback(
    async (utterance, speaker, everywhere) => {
      const input = { consultId, utteranceId: utterance.id, speaker, everywhere };
      const result = await link.call("transcript:attribute", input);
      done.onDone(result.ok ? undefined : result.code);
    },
    [link, consultId, done],
  );
}
