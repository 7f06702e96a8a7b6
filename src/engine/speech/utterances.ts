import { hasLoop, hasWords, isPhantom } from "../../core/transcript/guards.ts";
import type { Utterance, Word } from "../../core/transcript/transcript.ts";
import { UNHEARD } from "../../core/transcript/unheard.ts";
import type { Placed } from "./window-plan.ts";

/** A shorter segment (with 0.4 s of silence around it) of which nothing is made out is a cough or a knock as often as a word. */
const LEAST_UNHEARD_S = 1.5;

/** An utterance before it has its place in the transcript. */
export type HeardUtterance = Omit<Utterance, "id">;

/**
 * The utterances of a window: its words, timed within the window, go to the segment they were heard in, at its place in
 * the recording. What nobody said is left out: phantom lines, loops, signs without words (HAZARDS.md, 1 and 3); where a segment
 * is long enough for speech, that nothing was made out of it is told (HAZARDS.md, 4).
 */
export function makeUtterances(words: readonly Word[], placed: readonly Placed[]): HeardUtterance[] {
  const heard: Word[][] = placed.map(() => []);
  let current = 0;
  for (const word of words) {
    const middle = (word.start + word.end) / 2;
    // Words keep their order: none goes back to a segment before that of the last one.
    while (current + 1 < placed.length && middle > borderAfter(placed, current)) current++;
    const { from, to, start } = placed[current]!;
    const within = (time: number) => round(start + Math.min(Math.max(time, from), to) - from);
    heard[current]!.push({ ...word, start: within(word.start), end: within(word.end) });
  }
  return heard.flatMap((own, index) => {
    const text = own.map((word) => word.text).join(" ");
    if (!hasWords(text) || isPhantom(text) || hasLoop(text)) return reportUnheard(placed[index]!);
    return [{ start: own[0]!.start, end: own.at(-1)!.end, speaker: "onbekend", text, words: own }];
  });
}

function reportUnheard({ from, to, start }: Placed): HeardUtterance[] {
  if (to - from < LEAST_UNHEARD_S) return [];
  return [{ start: round(start), end: round(start + to - from), speaker: "onbekend", text: UNHEARD, words: [] }];
}

const borderAfter = (placed: readonly Placed[], index: number): number =>
  (placed[index]!.to + placed[index + 1]!.from) / 2;

const round = (seconds: number): number => Math.round(seconds * 100) / 100;
