import type { Speaker } from "./transcript.ts";

/** The clinician's word on who spoke one utterance. It is known by when that was said: heard again it may be cut otherwise. */
export interface TurnWord {
  readonly id: string;
  /** From and to, in seconds of the recording; undefined where it was not kept, then the name of the utterance has to do. */
  readonly span: readonly [number, number] | undefined;
  readonly speaker: Speaker;
  readonly at: string;
}

interface Said {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** Her word is on an utterance that lies in what she saw by this share of itself ... */
const INSIDE = 0.8;
/** ... and is this share of what she saw. */
const WHOLE = 0.75;
/** It may be on one of which she saw this share. */
const TOUCHED = 0.25;
/** Seconds by which the ends of one utterance shift when it is heard again. */
const SHIFT_S = 0.5;

/**
 * Who her words say that an utterance is of, with the word itself, the last one first; `onbekend` without one where what she named was
 * split, or grew together with what she did not name so: no word goes to another person than she gave it to (HAZARDS.md, 10). Undefined
 * where she said nothing of it.
 */
export function matchTurnWord<W extends TurnWord>(
  said: Said,
  words: readonly W[],
): { readonly speaker: Speaker; readonly word?: W } | undefined {
  const length = Math.max(said.end - said.start, 1e-6);
  const placed = words.map((word) => ({ word, shared: overlap(said, word) }));
  const newest = placed
    .filter(({ word, shared }) => isSame(said, word, shared))
    .sort((a, b) => a.word.at.localeCompare(b.word.at))
    .at(-1);
  if (newest !== undefined) return { speaker: newest.word.speaker, word: newest.word };
  const touching = placed.filter(({ shared }) => shared >= TOUCHED * length && shared > SHIFT_S / 2);
  const [first] = touching;
  if (first === undefined) return undefined;
  // Utterances that she named alike grew together.
  const seen = touching.reduce((sum, { shared }) => sum + shared, 0);
  const isOne = touching.length > 1 && touching.every(({ word }) => word.speaker === first.word.speaker);
  return isOne && seen >= INSIDE * length && touching.every(({ word, shared }) => shared >= WHOLE * lengthOf(word))
    ? { speaker: first.word.speaker, word: first.word }
    : { speaker: "onbekend" };
}

function isSame(said: Said, word: TurnWord, shared: number): boolean {
  if (word.span === undefined) return word.id === said.id;
  const isUnmoved = Math.abs(word.span[0] - said.start) <= SHIFT_S && Math.abs(word.span[1] - said.end) <= SHIFT_S;
  if (word.id === said.id && isUnmoved) return true;
  return shared >= INSIDE * (said.end - said.start) && shared >= WHOLE * lengthOf(word);
}

const lengthOf = ({ span }: TurnWord): number => (span === undefined ? 0 : span[1] - span[0]);

function overlap({ start, end }: Said, { span }: TurnWord): number {
  return span === undefined ? 0 : Math.max(0, Math.min(end, span[1]) - Math.max(start, span[0]));
}
