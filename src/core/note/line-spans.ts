import type { Check, Line, Phrase } from "./note.ts";

/** [start, end) in characters of a line's text. */
export type Span = readonly [number, number];

/** Where each phrase lies in the line's text; a phrase that the text does not hold gets an empty span where it was expected. */
export function locatePhrases(line: Pick<Line, "text" | "phrases">): { phrase: Phrase; span: Span }[] {
  let from = 0;
  return line.phrases.map((phrase) => {
    const at = line.text.indexOf(phrase.text, from);
    if (at < 0) return { phrase, span: [from, from] as const };
    from = at + phrase.text.length;
    return { phrase, span: [at, from] as const };
  });
}

/** The sentences of a line's text, without the white space between them. A decimal ("37.8") and "2 x d." do not end one. */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  const ends = /[.!?](?=\s+[\p{Lu}\d"'(])|\n+|$/gu;
  let start = 0;
  for (const match of text.matchAll(ends)) {
    const end = match.index + (match[0].startsWith("\n") ? 0 : match[0].length);
    const piece = text.slice(start, end);
    const lead = piece.length - piece.trimStart().length;
    if (piece.trim() !== "") spans.push([start + lead, start + piece.trimEnd().length]);
    start = match.index + match[0].length;
  }
  return spans;
}

/** Do the spans share a character? An empty span touches what it lies in or at. */
export function overlap(a: Span, b: Span): boolean {
  if (a[0] === a[1] || b[0] === b[1]) return a[0] <= b[1] && b[0] <= a[1];
  return a[0] < b[1] && b[0] < a[1];
}

/** The ids of the utterances that the characters of `span` rest on. */
export function evidenceOf(line: Line, span: Span): string[] {
  const hit = locatePhrases(line).filter((located) => overlap(located.span, span));
  const ids = hit.length > 0 ? hit.flatMap(({ phrase }) => phrase.evidence) : line.evidence;
  return [...new Set(ids)];
}

/** A line built of phrases: its evidence is the union of theirs. */
export function makeLine(
  soep: Line["soep"],
  text: string,
  phrases: readonly Phrase[],
  checks: readonly Check[] = [],
): Line {
  return { soep, text, phrases, evidence: [...new Set(phrases.flatMap((phrase) => phrase.evidence))], checks };
}

/** Cuts the characters of `span` out of a line: what stays, and what came out as a line of its own. Empty lines are undefined. */
export function cutLine(line: Line, span: Span): { rest: Line | undefined; cut: Line } {
  const before = line.text.slice(0, span[0]).trimEnd();
  const after = line.text.slice(span[1]).trimStart();
  const glue = before !== "" && after !== "" ? " " : "";
  const afterFrom = line.text.length - after.length;
  const shiftAfter = before.length + glue.length - afterFrom;
  const piece = line.text.slice(span[0], span[1]);

  const stay: Phrase[] = [];
  const go: Phrase[] = [];
  for (const { phrase, span: at } of locatePhrases(line)) {
    const inside = clip(line.text, at, span);
    const left = clip(line.text, at, [0, before.length]);
    const right = clip(line.text, at, [afterFrom, line.text.length]);
    if (inside !== "") go.push({ ...phrase, text: inside });
    for (const text of [left, right]) if (text !== "") stay.push({ ...phrase, text });
  }
  const isInside = (check: Check) => overlap(check.span, span);
  const checksCut = line.checks.filter(isInside).map((check) => shift(check, -span[0], piece.length));
  const checksStay = line.checks
    .filter((check) => !isInside(check))
    .map((check) => (check.span[0] >= afterFrom ? shift(check, shiftAfter, Number.POSITIVE_INFINITY) : check));
  const text = before + glue + after;
  return {
    rest: text === "" ? undefined : makeLine(line.soep, text, stay, checksStay),
    cut: makeLine(line.soep, piece, go, checksCut),
  };
}

/** Two lines as one: the second behind the first. */
export function joinLines(first: Line, second: Line): Line {
  if (first.text === "") return { ...second, soep: first.soep };
  const glue = /[.!?;]$/.test(first.text) ? " " : ". ";
  const offset = first.text.length + glue.length;
  return makeLine(
    first.soep,
    first.text + glue + second.text,
    [...first.phrases, ...second.phrases],
    [...first.checks, ...second.checks.map((check) => shift(check, offset, Number.POSITIVE_INFINITY))],
  );
}

/** A check whose words lie `by` characters further on, kept within a text of `length`. */
export function shift(check: Check, by: number, length: number): Check {
  const at = (n: number) => Math.max(0, Math.min(length, n + by));
  return { ...check, span: [at(check.span[0]), at(check.span[1])] };
}

function clip(text: string, span: Span, within: Span): string {
  return text.slice(Math.max(span[0], within[0]), Math.max(span[0], Math.min(span[1], within[1]))).trim();
}
