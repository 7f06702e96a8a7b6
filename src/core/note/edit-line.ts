import { locatePhrases, makeLine, type Span, shift } from "./line-spans.ts";
import type { Check, Line, Phrase } from "./note.ts";

/** What a line says that the clinician changed under its evidence: a mark, not a doubt that asks for a key. */
export const STALE_MESSAGE = "In de opname is het anders gezegd.";
/** What a line says that she added to what was heard. */
export const ADDED_MESSAGE = "Deze woorden hebt u toegevoegd.";

/**
 * The line with the clinician's text. Phrases and checks that the change leaves alone keep their evidence and place; a check on changed
 * words is answered by the change. Words that are new rest on nothing that was said, and say so; words changed within a phrase keep its utterances
 * (so that they can be listened to) under a `stale` mark: HAZARDS.md, 26.
 */
export function editLine(line: Line, text: string): Line {
  const next = text.replace(/\s+/g, " ").trim();
  if (next === line.text) return line;
  const [oldSpan, newSpan] = changedPart(line.text, next);
  const by = next.length - line.text.length;

  const phrases: Phrase[] = [];
  const touched: string[] = [];
  let spanOfTouched: Span = newSpan;
  let wasPlaced = false;
  const place = () => {
    if (wasPlaced) return;
    wasPlaced = true;
    const words = next.slice(...spanOfTouched).trim();
    if (words !== "") phrases.push({ text: words, evidence: [...new Set(touched)] });
  };
  const located = locatePhrases(line);
  for (const { phrase, span } of located) {
    if (span[0] < oldSpan[1] && oldSpan[0] < span[1]) {
      touched.push(...phrase.evidence);
      spanOfTouched = [Math.min(spanOfTouched[0], span[0]), Math.max(spanOfTouched[1], span[1] + by)];
    }
  }
  for (const { phrase, span } of located) {
    if (span[1] <= oldSpan[0]) phrases.push(phrase);
    else if (span[0] >= oldSpan[1]) {
      place();
      phrases.push(phrase);
    }
  }
  place();

  const kept = line.checks.flatMap((check): Check[] => {
    if (check.span[1] <= oldSpan[0] && check.span[1] > check.span[0]) return [check];
    if (check.span[0] >= oldSpan[1]) return [shift(check, by, next.length)];
    // A doubt about the line as a whole ("said but not noted") is not answered by a change elsewhere.
    return check.span[0] === check.span[1] ? [{ ...check, span: [0, 0] }] : [];
  });
  // Taking out "geen" changes as much as writing it: what is left of a touched phrase is stale, a phrase that went is not.
  const staleSpan = newSpan[1] > newSpan[0] ? trimSpan(next, newSpan) : spanOfTouched;
  // A line that rests on nothing heard is hers as a whole: no part of it has to say so.
  const isHeard = line.phrases.some(({ evidence }) => evidence.length > 0);
  const isStale = isHeard && /[\p{L}\p{N}]/u.test(next.slice(...staleSpan));
  const message = touched.length > 0 ? STALE_MESSAGE : ADDED_MESSAGE;
  const stale: Check[] = isStale ? [{ code: "stale", message, span: staleSpan }] : [];
  return makeLine(line.soep, next, phrases, [...kept, ...stale]);
}

function trimSpan(text: string, [start, end]: Span): Span {
  const piece = text.slice(start, end);
  const from = start + piece.length - piece.trimStart().length;
  return [from, Math.max(from, end - piece.length + piece.trimEnd().length)];
}

/** The part in which two texts differ, in whole words: in the old text and in the new one. */
function changedPart(before: string, after: string): [Span, Span] {
  const limit = Math.min(before.length, after.length);
  let start = 0;
  while (start < limit && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < limit - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
  const cutsWord = (text: string, at: number) => isWord(text[at - 1]) && isWord(text[at]);
  while (start > 0 && (cutsWord(before, start) || cutsWord(after, start))) start--;
  while (tail > 0 && (cutsWord(before, before.length - tail) || cutsWord(after, after.length - tail))) tail--;
  return [
    [start, before.length - tail],
    [start, after.length - tail],
  ];
}
