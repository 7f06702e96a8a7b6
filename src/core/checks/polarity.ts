import { stem } from "../icpc/terms.ts";
import { foldedWords } from "../text/tokens.ts";
import type { Utterance } from "../transcript/transcript.ts";

const YES = /^\W*(?:(?:nou|eh+|oh?|mm|hm+)\W+)*(?:ja|jazeker|jawel|jep|klopt|zeker|inderdaad)(?!\p{L})/iu;
const NO =
  /(?<!\p{L})(?:nee|neen|geen\p{L}*|niet|nooit|zonder|niks|niets|nergens|noch|weg|over|verdwenen|negatieve?|nauwelijks|amper|schoon|gaaf|uitgesloten|ontken\p{L}*)(?!\p{L})/iu;
/** What may come is not there. */
const MAY_COME = /(?<!\p{L})(?:als|mocht|indien|zodra|krijgt u|krijg je|bij)(?!\p{L})/iu;
/** What a question or a phrase says beside the thing that it is about. */
const EMPTY = new Set(
  "gehad heeft hebt heb had hebben last klachten klacht verder sinds bekend gemeten nog ook wel eens u uw je jij hij zij ze ik er van met de het een of en dan daar bij is was bent zijn haar gisteren vandaag".split(
    " ",
  ),
);

/** The content words of a text as stems; three letters and more. */
const termsOf = (text: string): string[] =>
  foldedWords(text)
    .filter((word) => word.length > 2 && !EMPTY.has(word))
    .map(stem);

/** A thing that a phrase denies and the talk affirms: [start, end) in the phrase. */
export interface ContradictedDenial {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** It was asked, and the answer was yes: no doubt is left. */
  readonly isAnswered: boolean;
}

type Said = Pick<Utterance, "text">;

/**
 * The things that a phrase denies ("geen koorts") though they were asked about and answered with yes, or are told as present in
 * its evidence, and nobody denies them anywhere. `said` is the whole talk in order.
 */
export function findContradictedDenials(
  phrase: string,
  evidence: readonly Said[],
  said: readonly Said[],
): ContradictedDenial[] {
  const items = deniedItems(phrase);
  if (items.length === 0) return [];
  const answered = affirmedByAnswer(said);
  const stated = affirmedInWords(evidence);
  const denied = new Set(said.flatMap((utterance, i) => deniedWords(utterance.text, said[i + 1]?.text)));
  return items.flatMap((item) => {
    const terms = termsOf(item.text);
    if (terms.length === 0 || terms.some((term) => denied.has(term))) return [];
    const isIn = (known: ReadonlySet<string>): boolean => terms.every((term) => known.has(term));
    const isAnswered = answered.some(isIn);
    return isAnswered || stated.some(isIn) ? [{ ...item, isAnswered }] : [];
  });
}

/** Does a phrase say nothing else than these denials? */
export function isNothingElse(phrase: string, denials: readonly ContradictedDenial[]): boolean {
  const rest = [...denials].reverse().reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), phrase);
  return termsOf(rest.replace(/(?<!\p{L})(?:geen|niet)(?!\p{L})/giu, "")).length === 0;
}

/** "Geen koorts of hoest, niet benauwd" -> koorts, hoest, benauwd. What stands before "geen" in its clause narrows it: not looked at. */
function deniedItems(phrase: string): Omit<ContradictedDenial, "isAnswered">[] {
  const items: Omit<ContradictedDenial, "isAnswered">[] = [];
  for (const list of phrase.matchAll(/(?:^|[,.;:]\s+)(?:geen|niet)\s+([^,.;:]+)/giu)) {
    const from = list.index + list[0].length - list[1]!.length;
    for (const item of list[1]!.matchAll(/(?:(?!\s+(?:of|en|noch)\s|\/)[\s\S])+/gu)) {
      const text = item[0].replace(/^\s*(?:of|en|noch|geen|niet)\s+/i, "");
      const start = from + item.index + item[0].length - text.length;
      items.push({ text, start, end: start + text.length });
    }
  }
  return items;
}

/** Per question that asks one thing and got a plain yes: its words. */
function affirmedByAnswer(said: readonly Said[]): Set<string>[] {
  return said.flatMap(({ text }, i) => {
    const answer = said[i + 1]?.text;
    const asked = text.split(/(?<=[.!?])\s+/).at(-1)!;
    if (answer === undefined || !asked.endsWith("?") || !YES.test(answer)) return [];
    const first = answer.split(/(?<=[.!?])\s+/)[0]!;
    // A list, a choice and a question that expects a no leave open what the yes is about.
    if (NO.test(first) || NO.test(asked) || /,|(?<!\p{L})of(?!\p{L})/iu.test(asked)) return [];
    return [new Set(termsOf(asked))];
  });
}

/** The words of each statement without any denial: "ik heb koorts, maar ik hoest niet" states "koorts". */
function affirmedInWords(evidence: readonly Said[]): Set<string>[] {
  return evidence.flatMap(({ text }) => {
    if (/(?<!\p{L})(?:nee|neen)(?!\p{L})/iu.test(text)) return [];
    return text
      .split(/(?<=[.!?])\s+|,?\s+(?=maar(?!\p{L}))/u)
      .filter((piece) => !piece.trimEnd().endsWith("?") && !NO.test(piece) && !MAY_COME.test(piece))
      .map((piece) => new Set(termsOf(piece)));
  });
}

/** Every word that stands in a sentence with a denial, or in a question whose answer holds one. */
function deniedWords(text: string, answer: string | undefined): string[] {
  return text.split(/(?<=[.!?])\s+|,?\s+(?=maar(?!\p{L}))/u).flatMap((piece) => {
    const isQuestion = piece.trimEnd().endsWith("?");
    if (NO.test(piece)) return termsOf(piece);
    return isQuestion && (answer === undefined || !YES.test(answer) || NO.test(answer.split(/(?<=[.!?])\s+/)[0]!))
      ? termsOf(piece)
      : [];
  });
}
