import type { Utterance } from "./transcript.ts";

/** A stretch of the recording, in seconds. */
interface Piece {
  readonly startS: number;
  readonly endS: number;
}

/** Words so near to what was destroyed go with it: where a word is heard is known to a few tenths of a second. */
const MARGIN_S = 0.5;

/**
 * What stays of an utterance of which a piece was destroyed: the words before it, or those after it where it began in that piece.
 * Undefined where none are left, and where it is not known when they were said. One that touches no piece stays as it is.
 */
export function keepOutside<U extends Pick<Utterance, "start" | "end" | "text" | "words">>(
  utterance: U,
  destroyed: readonly Piece[],
): U | undefined {
  return destroyed.reduce<U | undefined>((left, piece) => left && without(left, piece), utterance);
}

function without<U extends Pick<Utterance, "start" | "end" | "text" | "words">>(
  said: U,
  { startS, endS }: Piece,
): U | undefined {
  if (said.end <= startS || said.start >= endS) return said;
  const words = said.words.filter(({ start, end }) =>
    said.start < startS ? end <= startS - MARGIN_S : start >= endS + MARGIN_S,
  );
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { ...said, start: first.start, end: last.end, words, text: words.map(({ text }) => text.trim()).join(" ") };
}
