import type { Speaker } from "./transcript.ts";

/** The clinician's word on who a voice is. A voice is known by when it spoke: its label is another when the recording is heard again. */
export interface VoiceWord {
  /** What was written down of that voice when she said so: from and to, in seconds of the recording. */
  readonly spans: readonly (readonly [number, number])[];
  readonly speaker: Speaker;
}

interface Said {
  readonly start: number;
  readonly end: number;
  readonly voice?: string;
}

/** Her word is on the voice that has this share of it ... */
const MEANT = 0.75;
/** ... and may be on one that has this share. */
const TOUCHED = 0.25;
/** An utterance of no known voice is the one that she saw where so much of it lies in what she saw. */
const SAME = 0.8;

/**
 * Who her words say that each utterance is of, with the word itself; `onbekend` without one where they cannot be matched to a voice, or
 * say two things of one: no word goes to another person than she gave it to. Undefined where she said nothing of it.
 */
export function matchVoiceWords<W extends VoiceWord>(
  utterances: readonly Said[],
  words: readonly W[],
): (said: Said) => { readonly speaker: Speaker; readonly word?: W } | undefined {
  const shares = words.map((word) => ({ word, of: shareOut(utterances, word) }));
  const agree = (meant: readonly W[]) => {
    const [first] = meant;
    if (first === undefined) return undefined;
    return meant.every(({ speaker }) => speaker === first.speaker)
      ? { speaker: first.speaker, word: first }
      : { speaker: "onbekend" as const };
  };
  const ofVoice = (voice: string) => {
    const meant = shares.filter(({ of }) => (of.get(voice) ?? 0) >= MEANT).map(({ word }) => word);
    const isTouched = shares.some(({ of }) => (of.get(voice) ?? 0) >= TOUCHED);
    return agree(meant) ?? (isTouched ? { speaker: "onbekend" as const } : undefined);
  };
  const voices = new Map([...new Set(utterances.map(({ voice }) => voice))].map((v) => [v, v && ofVoice(v)] as const));
  return (said) => {
    if (said.voice !== undefined) return voices.get(said.voice) || undefined;
    return agree(words.filter(({ spans }) => overlap(said, spans) >= SAME * (said.end - said.start)));
  };
}

/** The voices that a word is, or may be, on. */
export function voicesOf(utterances: readonly Said[], word: VoiceWord): string[] {
  return [...shareOut(utterances, word)].flatMap(([voice, share]) => (share >= TOUCHED ? [voice] : []));
}

/** Which share of what she saw each voice has now. */
function shareOut(utterances: readonly Said[], { spans }: VoiceWord): Map<string, number> {
  const seconds = new Map<string, number>();
  let all = 0;
  for (const said of utterances) {
    const shared = said.voice === undefined ? 0 : overlap(said, spans);
    all += shared;
    if (shared > 0) seconds.set(said.voice!, (seconds.get(said.voice!) ?? 0) + shared);
  }
  return new Map([...seconds].map(([voice, own]) => [voice, own / all]));
}

function overlap({ start, end }: Said, spans: VoiceWord["spans"]): number {
  return spans.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0);
}
