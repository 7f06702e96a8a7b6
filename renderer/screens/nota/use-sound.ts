import { useCallback, useEffect, useState } from "react";
import type { ConsultView } from "../../../src/contract/views.ts";
import { lineAt } from "../../../src/core/note/edit.ts";
import type { Check, DraftNote } from "../../../src/core/note/note.ts";
import { clipOfCheck, clipOfUtterance } from "../../../src/core/note/sound-of.ts";
import type { Utterance } from "../../../src/core/transcript/transcript.ts";
import { playWav, stopPlaying } from "../../audio/play-clip.ts";
import { useEngine } from "../../state/engine.tsx";
import { sayError } from "../../text/format.ts";
import { T } from "../../text/screens.ts";
import type { Place } from "./selection.ts";

/** Plays what a place of the note, or an utterance, rests on. `said`: why nothing is heard. */
export function useSound(consult: ConsultView): {
  said: string | undefined;
  /** `check`: the doubt there, which may rest on an utterance of its own. */
  play: (note: DraftNote, place: Place, check?: Check) => void;
  playUtterance: (utterance: Utterance) => void;
} {
  const { link } = useEngine();
  const [said, setSaid] = useState<string>();
  useEffect(() => stopPlaying, []);

  const { id: consultId, hasSound, transcript } = consult;
  const playClip = useCallback(
    async (clip: { atS: number; seconds: number } | undefined) => {
      if (!hasSound) return setSaid(T.nota.noSound);
      if (clip === undefined) return setSaid(T.nota.noEvidence);
      setSaid(undefined);
      const result = await link.call("sound:clip", { consultId, ...clip });
      if (result.ok) await playWav(result.value.wav);
      else setSaid(sayError(result.code));
    },
    [link, consultId, hasSound],
  );
  const play = useCallback(
    (note: DraftNote, place: Place, check?: Check) => {
      const line = lineAt(note, place);
      void playClip(line === undefined ? undefined : clipOfCheck(transcript, line, check ?? place));
    },
    [playClip, transcript],
  );
  const playUtterance = useCallback((utterance: Utterance) => void playClip(clipOfUtterance(utterance)), [playClip]);
  return { said, play, playUtterance };
}
