import type { IcpcQuestion } from "../../../src/core/icpc/features.ts";
import type { GoldConsult, GoldPhrase } from "../../../test/bench/note/corpus.ts";

/** How often the writer fails a phrase; about as on consults that it has not seen. */
const LOST = { S: 0.3, O: 0.25, E: 0.4, P: 0.3 } as const;
const STRAYS = 0.08;
const MISPLACED = 0.06;
const VERBATIM = 0.2;

/** Numbers in [0, 1), the same for the same words. */
export function numbersOf(words: string): () => number {
  let state = [...words].reduce((hash, c) => Math.imul(hash ^ c.codePointAt(0)!, 16777619) >>> 0, 2166136261);
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * The question that a note as the writer makes it would ask for a deelcontact: phrases lost, put into another line or another
 * deelcontact, or left in the words that were said. `next` gives numbers in [0, 1).
 */
export function askAsWritten(
  { turns, deelcontacten }: GoldConsult,
  number: number,
  phrases: readonly GoldPhrase[],
  next: () => number,
): Omit<IcpcQuestion, "patient"> {
  const text = { S: [] as string[], O: [] as string[], E: [] as string[], P: [] as string[] };
  const [own, others] = [new Set<number>(), new Set<number>()];
  for (const phrase of phrases) {
    const line = phrase.label[0] as keyof typeof text;
    if (phrase.turns.length === 0 || next() < LOST[line]) continue;
    const home = Number(phrase.label.slice(1));
    const strayed = deelcontacten.length > 1 && next() < STRAYS;
    const isHere = strayed ? home !== number && next() < 1 / (deelcontacten.length - 1) : home === number;
    for (const turn of phrase.turns) (isHere ? own : others).add(turn);
    if (!isHere) continue;
    const said = phrase.turns.map((turn) => turns[turn]?.text ?? "").join(" ");
    const other = line === "E" ? "S" : "E";
    text[next() < MISPLACED ? other : line].push(next() < VERBATIM ? said : phrase.text);
  }
  const tell = (wanted: (turn: number) => boolean): string => turns.filter((_, i) => wanted(i)).map((t) => t.text).join(" ");
  return {
    evaluation: text.E.join(" "),
    complaint: text.S.join(" "),
    evidence: tell((i) => own.has(i)),
    around: tell((i) => !others.has(i) || own.has(i)),
  };
}
