import { useCallback, useEffect, useRef, useState } from "react";
import type { ConsultView } from "../../../src/contract/views.ts";
import { lineAt } from "../../../src/core/note/edit.ts";
import type { Check, DraftNote } from "../../../src/core/note/note.ts";
import { clipOfCheck, clipOfUtterance } from "../../../src/core/note/sound-of.ts";
import type { Utterance } from "../../../src/core/transcript/transcript.ts";
import { playWav } from "../../audio/play-clip.ts";
import { useEngine } from "../../state/engine.tsx";
import { sayError } from "../../text/format.ts";
import { T } from "../../text/screens.ts";
import { isSamePlace, type Place } from "./selection.ts";

/** What sounds: a piece of the note, or an utterance. */
export type Playing = Place | string;

/**
 * Plays what a place of the note, or an utterance, rests on; asked again for what sounds, it stops. `said`: why nothing is heard.
 */
export function useSound(consult: ConsultView): {
  said: string | undefined;
  playing: Playing | undefined;
  /** `check`: the doubt there, which may rest on an utterance of its own. */
  play: (note: DraftNote, place: Place, check?: Check) => void;
  playUtterance: (utterance: Utterance) => void;
} {
  const { link } = useEngine();
  const [said, setSaid] = useState<string>();
  const [playing, setPlaying] = useState<Playing>();
  const asked = useRef<{ what: Playing; stop: AbortController }>(undefined);
  useEffect(() => () => asked.current?.stop.abort(), []);

  const { id: consultId, hasSound, transcript } = consult;
  const playClip = useCallback(
    async (what: Playing, clip: { atS: number; seconds: number } | undefined) => {
      const before = asked.current;
      asked.current = undefined;
      before?.stop.abort();
      if (before !== undefined && isSame(before.what, what)) return setPlaying(undefined);
      setPlaying(undefined);
      if (!hasSound) return setSaid(T.nota.noSound);
      if (clip === undefined) return setSaid(T.nota.noEvidence);
      setSaid(undefined);
      const mine = { what, stop: new AbortController() };
      asked.current = mine;
      const result = await link.call("sound:clip", { consultId, ...clip });
      if (asked.current !== mine) return;
      if (result.ok) {
        setPlaying(what);
        await playWav(result.value.wav, mine.stop.signal);
      } else setSaid(sayError(result.code));
      if (asked.current !== mine) return;
      asked.current = undefined;
      setPlaying(undefined);
    },
    [link, consultId, hasSound],
  );
  const play = useCallback(
    (note: DraftNote, place: Place, check?: Check) => {
      const line = lineAt(note, place);
      void playClip(place, line === undefined ? undefined : clipOfCheck(transcript, line, check ?? place));
    },
    [playClip, transcript],
  );
  const playUtterance = useCallback(
    (utterance: Utterance) => void playClip(utterance.id, clipOfUtterance(utterance)),
    [playClip],
  );
  return { said, playing, play, playUtterance };
}

/** The same piece of sound? */
export function isSame(a: Playing | undefined, b: Playing | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return typeof a === "string" || typeof b === "string" ? a === b : isSamePlace(a, b);
}
