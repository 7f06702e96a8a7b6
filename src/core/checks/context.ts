import type { LicenceTables } from "../note/licence/licence-tables.ts";
import { locatePhrases, type Span } from "../note/line-spans.ts";
import type { Check, CheckCode, Line } from "../note/note.ts";
import type { KnownWords } from "../text/known-words.ts";
import type { Offer } from "../transcript/second-look.ts";
import type { Utterance } from "../transcript/transcript.ts";
import type { Drug, DrugTable } from "./drugs.ts";

/** What the checks look at beside the line. */
export interface CheckContext {
  readonly utterances: ReadonlyMap<string, Utterance>;
  readonly drugs: DrugTable;
  readonly licence: LicenceTables | undefined;
  /** What is none of these was perhaps misheard; absent: not looked at. */
  readonly words?: KnownWords | undefined;
  /** Per utterance what in it sounds like a drug that was perhaps named (second-look.ts). */
  readonly offers: ReadonlyMap<string, readonly Offer[]>;
  /** What the patient was called allergic to. */
  readonly allergies: readonly Drug[];
}

/** A phrase of a line with its place and what was said for it. */
export interface CheckedPhrase {
  readonly text: string;
  /** Where the phrase begins in the line's text. */
  readonly from: number;
  readonly evidence: readonly Utterance[];
  readonly said: string;
}

/** The phrases of a line, each with the words of the utterances it rests on. */
export function phrasesOf(line: Line, { utterances }: CheckContext): CheckedPhrase[] {
  return locatePhrases(line).map(({ phrase, span }) => {
    const evidence = phrase.evidence.flatMap((id) => utterances.get(id) ?? []);
    return { text: phrase.text, from: span[0], evidence, said: evidence.map((u) => u.text).join("\n") };
  });
}

/** A check on characters [start, end) of a phrase. */
export function makeCheck(
  code: CheckCode,
  message: string,
  phrase: Pick<CheckedPhrase, "from">,
  start: number,
  end: number,
  candidates: readonly string[] = [],
): Check {
  const span: Span = [phrase.from + start, phrase.from + end];
  return { code, message, span, ...(candidates.length > 0 && { candidates }) };
}
