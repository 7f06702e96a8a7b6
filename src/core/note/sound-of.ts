import type { Transcript, Utterance, Word } from "../transcript/transcript.ts";
import { evidenceOf, type Span } from "./line-spans.ts";
import type { Check, Line } from "./note.ts";

/** Seconds that a click plays. */
export const CLIP_S = 2;

/** A word that the recogniser gives less than this is what a doubt is most likely about. */
const UNSURE = 0.6;

/** Longer than this, of an utterance only what is around the word in doubt is played. */
const LONGEST_S = 8;

/**
 * What a doubt is heard by: where it rests on an utterance of its own ("said but not noted") that one, or the part of it with the word; else
 * the clip of its words in the line.
 */
export function clipOfCheck(
  transcript: Transcript,
  line: Line,
  { span, utterance: id, heard }: Pick<Check, "span" | "utterance" | "heard">,
): { atS: number; seconds: number } | undefined {
  const said = transcript.utterances.find((utterance) => utterance.id === id);
  if (said === undefined) return clipOf(transcript, line, span);
  const word = best([said], words(heard ?? ""));
  if (said.end - said.start <= LONGEST_S || word === undefined) return clipOfUtterance(said);
  const atS = Math.max(said.start, word.start - LONGEST_S / 2);
  return { atS, seconds: Math.min(LONGEST_S, said.end - atS) };
}

/**
 * Where in the recording the words of `span` were said: a clip around the word that looks most like them ("re": "rechter"), else around the
 * word that was heard worst ("1000": "duizend"), else the last utterance. Undefined without evidence.
 */
export function clipOf(transcript: Transcript, line: Line, span: Span): { atS: number; seconds: number } | undefined {
  const ids = evidenceOf(line, span);
  const said = transcript.utterances.filter((utterance) => ids.includes(utterance.id));
  const last = said.at(-1);
  if (last === undefined) return undefined;
  const wanted = words(line.text.slice(...span));
  const found = best(said, wanted) ?? worstHeard(said);
  if (found === undefined) return { atS: last.start, seconds: Math.max(CLIP_S, Math.min(10, last.end - last.start)) };
  const middle = (found.start + found.end) / 2;
  return { atS: Math.max(0, middle - CLIP_S / 2), seconds: CLIP_S };
}

/** The clip of a whole utterance, at most a minute. */
export function clipOfUtterance({ start, end }: Utterance): { atS: number; seconds: number } {
  return { atS: start, seconds: Math.min(60, Math.max(CLIP_S, end - start)) };
}

function best(said: readonly Utterance[], wanted: readonly string[]): Word | undefined {
  let found: Word | undefined;
  let most = 0;
  for (const word of said.flatMap((utterance) => utterance.words)) {
    const spoken = words(word.text)[0];
    if (spoken === undefined) continue;
    for (const each of wanted) {
      const shared = sharedStart(spoken, each);
      // Two letters alike say nothing, unless they are all there is; the longest common start wins, the first where equal.
      if (
        (shared >= 3 || (shared === 2 && each.length === 2)) &&
        shared / Math.max(spoken.length, each.length) > most
      ) {
        most = shared / Math.max(spoken.length, each.length);
        found = word;
      }
    }
  }
  return found;
}

function worstHeard(said: readonly Utterance[]): Word | undefined {
  const unsure = said.flatMap((utterance) => utterance.words).filter(({ confidence }) => confidence < UNSURE);
  return unsure.sort((a, b) => a.confidence - b.confidence)[0];
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function sharedStart(a: string, b: string): number {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n++;
  return n;
}
