import type { Transcript, Utterance } from "./transcript.ts";

/** Stands in a transcript where somebody spoke and no word was made out: what is missing is said, never filled in (HAZARDS.md, 4). */
export const UNHEARD = "(niet verstaan)";

/** Was anything made out of it? */
export function isHeard({ text }: Pick<Utterance, "text">): boolean {
  return text !== UNHEARD;
}

/** Says in Dutch how much of a talk was not made out, for the note's remarks; nothing where all of it was. */
export function unheardRemark({ utterances }: Transcript): string[] {
  const gaps = utterances.filter((utterance) => !isHeard(utterance));
  if (gaps.length === 0) return [];
  const seconds = Math.ceil(gaps.reduce((sum, { start, end }) => sum + end - start, 0));
  const where = gaps.length === 1 ? "Op één plaats" : `Op ${gaps.length} plaatsen`;
  return [`${where} (${seconds} s) is iets gezegd dat niet is verstaan. Luister daar terug.`];
}
