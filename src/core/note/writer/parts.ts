import { parseAdditions } from "./additions.ts";

/** The most tokens of transcript that the writer reads at once: about twelve minutes of talk. */
export const PART_TOKENS = 2600;
/** Of these, how many may repeat what an earlier part has read. */
const CARRIED_TOKENS = 600;
/** The longest turn that is read as one, in words; a longer one is read in pieces. */
const TURN_WORDS = 150;

/** A stretch of the consult that is read at once: turns read before, with what they added, then the turns [from, to). */
export interface Part {
  readonly carried: readonly number[];
  readonly from: number;
  readonly to: number;
}

/**
 * The next part, from turn `from` on, of turns of `sizes` tokens. An earlier part's turns are repeated at its head: those that
 * first named each deelcontact, so that the numbers stay the same, and the last ones, so that an answer keeps its question.
 */
export function planPart(sizes: readonly number[], from: number, lines: readonly string[]): Part {
  const rest = sizes.slice(from).reduce((a, b) => a + b, 0);
  const carried = from === 0 ? [] : pickCarried(sizes, from, lines);
  let room = PART_TOKENS - carried.reduce((sum, i) => sum + sizes[i]!, 0);
  if (rest <= room) return { carried, from, to: sizes.length };
  let to = from;
  while (to < sizes.length && (to === from || sizes[to]! <= room)) room -= sizes[to++]!;
  return { carried, from, to };
}

function pickCarried(sizes: readonly number[], from: number, lines: readonly string[]): number[] {
  const picked = new Set<number>();
  let room = CARRIED_TOKENS;
  const pick = (i: number): boolean => {
    if (picked.has(i)) return true;
    if (sizes[i]! > room) return false;
    room -= sizes[i]!;
    picked.add(i);
    return true;
  };
  const named = new Set<number>();
  for (let i = 0; i < from; i++) {
    const fresh = parseAdditions(lines[i] ?? "").filter(({ problem }) => !named.has(problem));
    if (fresh.length > 0 && pick(i)) for (const { problem } of fresh) named.add(problem);
  }
  for (let i = from - 1; i >= 0 && pick(i); i--);
  return [...picked].sort((a, b) => a - b);
}

/** Cuts a text into pieces of at most TURN_WORDS words, after a sentence where there is one. */
export function cutLongTurn(text: string): string[] {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const pieces: string[] = [];
  for (let at = 0; at < words.length; ) {
    const piece = words.slice(at, at + TURN_WORDS);
    if (at + piece.length < words.length) {
      const stop = piece.findLastIndex((word) => /[.?!]$/.test(word));
      if (stop > TURN_WORDS / 3) piece.length = stop + 1;
    }
    pieces.push(piece.join(" "));
    at += piece.length;
  }
  return pieces;
}
