import { readNumbers, type SpokenNumber } from "../text/numbers.ts";

/** A value that the same turn took back, in the note's form, with its place [start, end) and that of the value that stands. */
export interface TurnedValue {
  readonly kind: "number" | "side" | "calendar";
  readonly from: string;
  readonly to: string;
  readonly start: number;
  readonly end: number;
  readonly toStart: number;
  readonly toEnd: number;
  /** How a note may write the number's unit, where one was said. */
  readonly unit?: RegExp;
  /** What stands is said only in part ("over 84, nee, over 82"): this says it whole. */
  readonly whole?: string;
}

const MARK =
  "(?:nee|neen|ho|wacht(?: even)?|sorry|pardon|correctie|herstel|ik bedoel|bedoel ik|ik lieg|of nee|eh nee|zeg|maak daar|verkeerd|verspreek me|niet waar|toch|corrigeer|dat lieg ik)";
const BETWEEN = new RegExp(`^[^?]{0,14}?(?<!\\p{L})${MARK}(?!\\p{L})[.!]{0,3}[^?.!]{0,28}$`, "iu");
/** With a second word of correction the right side may come later: "links. Nee wacht, ik zeg het verkeerd, het is de rechter". */
const BETWEEN_SIDES =
  /^[^?]{0,20}?(?<!\p{L})(?:nee|neen|ho|wacht|sorry|pardon|correctie|oh?)(?!\p{L})[^?]{0,30}?(?<!\p{L})(?:wacht|sorry|verkeerd|vergis\p{L}*|verspr\p{L}+|bedoel\p{L}*|fout|niet goed)(?!\p{L})[^?]{0,30}$/iu;
/** Between two numbers of one unit the reason may stand: "twee weken, eh nee, het was net vóór Pasen, drie weken". */
const BETWEEN_UNITS = /^\.{0,3}[^?.]{0,20}?(?<!\p{L})(?:nee|neen|sorry|wacht|ho|corrigeer)(?!\p{L})[^?.]{0,70}$/iu;
/** A sentence may end between them: "één zakje per dag. Nee, dat is te weinig, doe maar twee zakjes". Another thing may not come instead. */
const BETWEEN_SENTENCES =
  /^(?![^?]*maak (?:er|daar) )[^?.]{0,20}[.…]\s+(?:of )?(?:nee|neen|sorry|wacht|ho)(?!\p{L})[^?.]{0,60}$/iu;
/** What was reckoned anew: "zes weken, denk ik... nou, met Pasen zat het er ook al. Dan is het tien weken." */
const BETWEEN_RECKONED =
  /^[^?]{0,20}(?:denk ik|dacht ik|geloof ik|ongeveer|zoiets|nee|nou)(?!\p{L})[^?]{0,110}[.,…]\s+(?:dan|dus|nee,?) (?:is|was|wordt) (?:het|dat) (?:dan |dus |al )?$/iu;
/** A number alone after what told why: "Drie weken. Nee, voor Pasen al. Zes." */
const BETWEEN_ALONE = /^\s*\p{L}*[.,]\s+(?:of )?nee(?!\p{L})[^?]{0,50}[.!]\s+$/iu;
const MONTHS = "(januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)";
const DAYS =
  "((?:eer)?gister(?:en)?(?:ochtend|morgen|middag|avond|nacht)?|vandaag|van(?:ochtend|morgen|middag|avond|nacht)|(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:ochtend|middag|avond|nacht)?)(?!\\p{L})";
/** "Sinds september. Of nee, de kermis was al geweest, oktober." "Gisteravond... nee, wat zeg ik, vanmorgen." A month has a month for it, a day a day. */
const turnedTo = (names: string): RegExp =>
  new RegExp(`(?<!\\p{L})${names}[.,…]*\\s+(?:of |eh,? )?nee(?!\\p{L})[^?]{0,60}?(?<!\\p{L})${names}`, "u");
const CALENDAR = [turnedTo(MONTHS), turnedTo(DAYS)];
/** "Honderdachtendertig over vierentachtig, nee, over tweeëntachtig." */
const BETWEEN_LOWER =
  /^\.{0,3}[^?.]{0,14}?(?<!\p{L})(?:nee|neen|sorry|wacht|ho)(?!\p{L})[^?.]{0,12}?(?<!\p{L})over\s+$/iu;
export const SIDE = /(?<!\p{L})(link|recht)(?:s|er\p{L}*)(?!\p{L})/giu;

/** Finds what one turn takes back of itself: "drie weken, nee, vier", "links, nee wacht, rechts", "september, of nee, oktober". */
export function findTurned(text: string): TurnedValue[] {
  return [...turnedNumbers(text), ...CALENDAR.flatMap((turned) => turnedDate(text, turned)), ...turnedSide(text)];
}

/** A turn without what it takes back itself: "Al drie weken, nee, vier." is "Al vier weken." */
export function withoutTurned(text: string): string {
  return findTurned(text)
    .sort((a, b) => b.start - a.start)
    .reduce((rest, { start, end, toStart, toEnd, whole, kind }) => {
      const word = (from: number): string => /^\s*(\p{L}+)/u.exec(text.slice(from))?.[1] ?? "";
      const isBare = kind === "number" && whole === undefined && (word(toEnd) === "" || word(toEnd) === "van");
      const unit = isBare && UNITS.some(([spoken]) => spoken.test(word(end))) ? ` ${word(end)}` : "";
      return `${rest.slice(0, start)}${whole ?? text.slice(toStart, toEnd)}${unit}${withoutMaking(rest.slice(toEnd), text.slice(end, toStart))}`;
    }, text);
}

/** "Maak daar vijf dagen van": what is left of it behind the value. */
const withoutMaking = (rest: string, between: string): string =>
  /maak (?:er|daar)/i.test(between) ? rest.replace(/^((?: \p{L}+)?) van(?=\s*[.,!;]|$)/u, "$1") : rest;

function turnedNumbers(text: string): TurnedValue[] {
  const found: TurnedValue[] = [];
  const numbers = readNumbers(text).filter((n) => n.kind !== "article");
  for (const [k, a] of numbers.entries()) {
    const b = numbers[k + 1];
    if (b === undefined || (a.text === b.text && a.kind === b.kind)) continue;
    const between = text.slice(a.end, b.start);
    const places = { start: a.start, end: a.end, toStart: b.start, toEnd: b.end };
    // "Visus één nul beiderzijds, nee, links nul negen": the one stays for the other side. "Twee van de zes" is one value.
    if (new RegExp(SIDE.source, "iu").test(between) || /(?<!\p{L})van de\s+$/iu.test(text.slice(0, a.start))) continue;
    if (a.kind === "pair" && b.kind === "cardinal" && BETWEEN_LOWER.test(between)) {
      const whole = `${a.text.split("/")[0]}/${b.text}`;
      found.push({ kind: "number", from: a.text, to: whole, whole, ...places });
      continue;
    }
    const isTurned =
      (BETWEEN.test(between) && isComparable(text, a, b)) ||
      (BETWEEN_UNITS.test(between) && (hasSameUnit(text, a, b) || (isTime(text, a) && isTime(text, b)))) ||
      ((BETWEEN_SENTENCES.test(between) || BETWEEN_RECKONED.test(between)) && hasSameUnit(text, a, b)) ||
      (BETWEEN_ALONE.test(between) && unitAfter(text, a) !== "" && /^[.!]?\s*(?:$|\p{Lu})/u.test(text.slice(b.end)));
    if (!isTurned) continue;
    const said = [wordAfter(text, b), wordAfter(text, a)];
    const unit = UNITS.find(([spoken]) => said.some((word) => spoken.test(word)))?.[1];
    const whole = b.kind === "clock" ? { whole: text.slice(b.start, b.end) } : {};
    found.push({ kind: "number", from: a.text, to: b.text, ...places, ...whole, ...(unit && { unit }) });
  }
  return found;
}

function turnedDate(text: string, turned: RegExp): TurnedValue[] {
  const m = turned.exec(text.toLowerCase());
  if (m === null || m[1] === m[2]) return [];
  const [from, to] = [m[1]!, m[2]!];
  const toEnd = m.index + m[0].length;
  return [
    { kind: "calendar", from, to, start: m.index, end: m.index + from.length, toStart: toEnd - to.length, toEnd },
  ];
}

function turnedSide(text: string): TurnedValue[] {
  const sides = [...text.matchAll(SIDE)];
  const turned: TurnedValue[] = [];
  for (const [k, a] of sides.entries()) {
    const b = sides[k + 1];
    if (b === undefined || a[1]!.toLowerCase() === b[1]!.toLowerCase()) continue;
    const end = a.index + a[0].length;
    const between = text.slice(end, b.index);
    // Where the first side is told of again, both are meant: "rechts, nee, links is rood, rechts is normaal".
    const isToldAgain = sides.slice(k + 2).some((c) => c[1]!.toLowerCase() === a[1]!.toLowerCase());
    if (BETWEEN.test(between) || (BETWEEN_SIDES.test(between) && !isToldAgain))
      turned.push({
        kind: "side",
        from: noteSide(a[1]!),
        to: noteSide(b[1]!),
        start: a.index,
        end,
        toStart: b.index,
        toEnd: b.index + b[0].length,
      });
  }
  // "Links, nee, rechts, nee, toch links": the words do not say which one stands.
  return new Set(turned.map(({ to }) => to)).size === 1 ? turned.slice(0, 1) : [];
}

/** "Om twee uur", "half twee". */
const isTime = (text: string, number: SpokenNumber): boolean =>
  number.kind === "clock" ||
  (unitAfter(text, number) === "uur" && /(?<!\p{L})om\s+(?:half\s+)?$/iu.test(text.slice(0, number.start)));

const hasSameUnit = (text: string, a: SpokenNumber, b: SpokenNumber): boolean =>
  a.kind === b.kind && unitAfter(text, a) !== "" && unitAfter(text, a) === unitAfter(text, b);

/** Units as they are said, and as a note writes them after the number. */
export const UNITS: readonly (readonly [RegExp, RegExp])[] = [
  [/week|weken/i, /^\s*(?:wk|we)/i],
  [/dag/i, /^\s*(?:dg|dag|d\b)/i],
  [/maand/i, /^\s*(?:mnd|ma)/i],
  [/jaar|jaren/i, /^\s*(?:jr|ja)/i],
  [/uur/i, /^\s*u/i],
  [/milligram/i, /^\s*m/i],
  [/keer|maal/i, /^\s*(?:x|dd|keer)/i],
  [/kilo/i, /^\s*k/i],
];

export const noteSide = (stem: string): string => (stem.toLowerCase() === "link" ? "li" : "re");

export const wordAfter = (text: string, number: SpokenNumber): string =>
  /^\s*(\p{L}+)/u.exec(text.slice(number.end))?.[1]?.toLowerCase() ?? "";

export function unitAfter(text: string, number: SpokenNumber): string {
  const word = wordAfter(text, number);
  return word.replace(/(?:en|s)$/, "").slice(0, 5);
}

/** Two numbers that one may stand for the other: both pressures or neither, and no two units. */
function isComparable(text: string, a: SpokenNumber, b: SpokenNumber): boolean {
  if ((a.kind === "pair") !== (b.kind === "pair")) return a.kind === "pair";
  const [u, v] = [a, b].map((n) =>
    UNITS.findIndex(([spoken]) => spoken.test(text.slice(n.end, n.end + 12).split(/[,.;]/)[0]!)),
  );
  return u === v || u === -1 || v === -1;
}
