import { readNumbers, type SpokenNumber } from "../text/numbers.ts";
import type { Utterance } from "../transcript/transcript.ts";

/** Something said that a later word took back: `from` gives way to `to`, both in the note's form. Places are indices of utterances. */
export interface Correction {
  readonly kind: "number" | "side" | "calendar";
  readonly from: string;
  readonly to: string;
  readonly saidAt: number;
  readonly correctedAt: number;
  /** Somebody noticed the wrong side turns later; what was seen on examination in between was seen where it is. */
  readonly isNoticed?: boolean;
  /** How a note may write the number's unit, where one was said. */
  readonly unit?: RegExp;
}

const MARK =
  "(?:nee|neen|ho|wacht(?: even)?|sorry|pardon|correctie|herstel|ik bedoel|bedoel ik|ik lieg|of nee|eh nee|zeg|maak daar|verkeerd|verspreek me|niet waar|toch|corrigeer|dat lieg ik)";
const BETWEEN = new RegExp(`^[^?]{0,14}?(?<!\\p{L})${MARK}(?!\\p{L})[.!]{0,3}[^?.!]{0,28}$`, "iu");
/** With a second word of correction the right side may come later: "links. Nee wacht, ik zeg het verkeerd, het is de rechter". */
const BETWEEN_SIDES =
  /^[^?]{0,20}?(?<!\p{L})(?:nee|neen|ho|wacht|sorry|pardon|correctie|oh?)(?!\p{L})[^?]{0,30}?(?<!\p{L})(?:wacht|sorry|verkeerd|vergis\p{L}*|verspr\p{L}+|bedoel\p{L}*|fout|niet goed)(?!\p{L})[^?]{0,30}$/iu;
/** Between two numbers of one unit the reason may stand: "twee weken, eh nee, het was net vóór Pasen, drie weken". */
const BETWEEN_UNITS = /^[^?.]{0,20}?(?<!\p{L})(?:nee|neen|sorry|wacht|ho|corrigeer)(?!\p{L})[^?.]{0,70}$/iu;
/** A number alone after what told why: "Drie weken. Nee, voor Pasen al. Zes." */
const BETWEEN_ALONE = /^\s*\p{L}*[.,]\s+(?:of )?nee(?!\p{L})[^?]{0,50}[.!]\s+$/iu;
const MONTHS = "(januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)";
/** "Sinds september. Of nee, de kermis was al geweest, oktober." */
const MONTH_TURNED = new RegExp(`${MONTHS}[.,]*\\s+(?:of |eh,? )?nee(?!\\p{L})[^?]{0,60}?(?<!\\p{L})${MONTHS}`, "u");
/** A turn that takes back what was said before it. A bare "nee" answers a question and takes nothing back but a side. */
const OPENING =
  /^(?:o|ja|eh|ach|oh|oeps|\W)*(?<!\p{L})(?:nee,? (?:wacht|sorry|ik bedoel|het (?:is|was)|toch|verkeerd|fout|correctie|dat (?:is|was) (?:fout|verkeerd))|wacht(?: even)?|ho|sorry|pardon|correctie|herstel|ik bedoel|maak daar|verkeerd|zeg maar)(?!\p{L})/iu;
const OPENING_SIDE =
  /^(?:o|ja|eh|ach|oh|oeps|wacht|sorry|ho|nee|neen|\W)*(?:het is |dat is |nee )*(?=(?:link|recht)(?:s|er))/iu;
const SIDE = /(?<!\p{L})(link|recht)(?:s|er\p{L}*)(?!\p{L})/giu;
/** How far back a turn that opens with a correction may reach. */
const REACH = 3;

/** Finds what was corrected in so many words: "drie weken, nee, vier", "Links." "Nee, wacht, rechts." */
export function findCorrections(utterances: readonly Pick<Utterance, "text">[]): Correction[] {
  const found: Correction[] = [];
  for (const [i, { text }] of utterances.entries()) {
    found.push(...withinTurn(text, i));
    const turned = sideTurned(utterances, i);
    if (turned !== undefined) {
      found.push(turned);
      continue;
    }
    const side = OPENING_SIDE.exec(text.slice(0, 60));
    const mark = side !== null && /nee|wacht|sorry|ho/i.test(side[0]) ? side : OPENING.exec(text.slice(0, 60));
    const before = utterances[i - 1]?.text ?? "";
    const turnedNumber =
      (mark === null ? (pressureTurned(before, text, i) ?? bareTurned(before, text, i)) : undefined) ??
      countTurned(before, text, i);
    if (turnedNumber !== undefined) found.push(turnedNumber);
    if (mark === null) continue;
    const rest = text.slice(mark[0].length, mark[0].length + 80);
    for (let back = i - 1; back >= Math.max(0, i - REACH); back--) {
      const earlier = utterances[back]!.text;
      const correction = acrossTurns(earlier, rest, back, i);
      if (correction === undefined) continue;
      found.push(correction);
      break;
    }
  }
  return found;
}

/** "Honderdzestig over honderd." "Nee, honderdveertig over tachtig.": a pressure is no answer to a statement. */
function pressureTurned(earlier: string, text: string, at: number): Correction | undefined {
  const opening = /^\W*nee(?!\p{L})/iu.exec(text);
  if (opening === null || earlier.trimEnd().endsWith("?") || AGAIN.test(text.slice(0, 80))) return undefined;
  const correction = acrossTurns(earlier, text.slice(opening[0].length, opening[0].length + 80), at - 1, at);
  return correction?.from.includes("/") ? correction : undefined;
}

/** A turn that is nothing but a denial and a number: "Nee, achtentachtig." */
const BARE =
  /^\W*(?:nee|neen|ho|o nee|eh nee)(?!\p{L})[\s,.:-]*(?:wacht|sorry|het is|het was|dat is|dat was|maak daar|\s|,)*$/iu;

/** "Pols tachtig." "Nee, achtentachtig.": the one number of a statement, put right by a number alone or with its unit. */
function bareTurned(earlier: string, text: string, at: number): Correction | undefined {
  if (earlier.trimEnd().endsWith("?")) return undefined;
  const sentence = text
    .split(/(?<=[.!?])\s+/)
    .slice(0, 2)
    .join(" ");
  const now = readNumbers(sentence).filter((n) => n.kind !== "article");
  const then = readNumbers(earlier).filter((n) => n.kind !== "article");
  const [to, from] = [now[0], then[0]];
  if (now.length !== 1 || then.length !== 1 || to === undefined || from === undefined) return undefined;
  if (to.kind !== from.kind || to.text === from.text || !BARE.test(sentence.slice(0, to.start))) return undefined;
  const [unitThen, unitNow] = [unitAfter(earlier, from), unitAfter(sentence, to)];
  // The number with its unit ends the sentence; what comes after it is said of something else.
  const [after] = sentence.slice(to.end).split(/[.!?]/);
  const rest = after!.match(/\p{L}+/gu) ?? [];
  if (rest.length > 1 || (unitNow !== "" && unitNow !== unitThen)) return undefined;
  return { kind: "number", from: from.text, to: to.text, saidAt: at - 1, correctedAt: at };
}

/** "En het zijn er zeven": of the one number with a unit that was said before it. */
function countTurned(earlier: string, text: string, at: number): Correction | undefined {
  const named = /(?<!\p{L})(?:het zijn er|dat zijn er|het waren er|het is er)\s+(?=\p{L})/iu.exec(text);
  const to = named && readNumbers(text).find(({ start }) => start === named.index + named[0].length);
  const then = readNumbers(earlier).filter((n) => n.kind === "cardinal" && unitAfter(earlier, n) !== "");
  const [from] = then;
  if (!to || from === undefined || then.length !== 1 || from.text === to.text) return undefined;
  const unit = UNITS.find(([spoken]) => spoken.test(wordAfter(earlier, from)))?.[1];
  return { kind: "number", from: from.text, to: to.text, saidAt: at - 1, correctedAt: at, ...(unit && { unit }) };
}

/** What says that a value was measured again: then both were measured. */
const AGAIN =
  /(?<!\p{L})(?:herhaald|opnieuw|nog (?:een|eens|één) ?(?:keer)?|zelfde arm|andere arm|tweede|staand|liggend|zittend)(?!\p{L})/iu;

/** What people say when they notice that they named the wrong side. */
const NOTICED =
  /(?<!\p{L})(?:o+h?!|o+h?[,.]? (?:wacht|nee|ja|dan is het|dan heb ik)|nee,? wacht|wacht|verkeerd|vergis\p{L}*|gespiegeld|(?:kap)?spiegel|door elkaar|dan (?:is het|heb ik)|andersom|ik bedoel|(?:links|rechts) zeg ik|zei ik (?:links|rechts)|staat (?:links|rechts))(?!\p{L})/iu;
/** How many turns before the wrong side may have been said, and how many after show which one stands. */
const SIDE_REACH = 16;
const AFTER = 8;

/** A turn in which somebody notices the wrong side: the side it ends on stands, if the talk goes on with it. */
function sideTurned(utterances: readonly Pick<Utterance, "text">[], at: number): Correction | undefined {
  const { text } = utterances[at]!;
  const sides = sidesOf(text);
  const to = sides.at(-1);
  if (to === undefined || !NOTICED.test(text) || text.split(/\s+/).length > 60 || text.trimEnd().endsWith("?"))
    return undefined;
  const from = to === "li" ? "re" : "li";
  const before = utterances.slice(Math.max(0, at - SIDE_REACH), at).map((u) => sidesOf(u.text));
  const first = before.findIndex((named) => named.includes(from) && !named.includes(to));
  // Somebody has to have said the wrong side, and nobody the right one first.
  if (first < 0 || before.slice(0, first).some((named) => named.includes(to))) return undefined;
  const after = utterances.slice(at + 1, at + 1 + AFTER).flatMap((u) => sidesOf(u.text));
  const count = (side: string): number => after.filter((s) => s === side).length;
  if (count(from) > 0 && count(to) <= count(from)) return undefined;
  return { kind: "side", from, to, saidAt: Math.max(0, at - SIDE_REACH) + first, correctedAt: at, isNoticed: true };
}

const sidesOf = (text: string): string[] => [...text.matchAll(SIDE)].map((m) => noteSide(m[1]!));

function withinTurn(text: string, at: number): Correction[] {
  const found: Correction[] = [];
  const numbers = readNumbers(text).filter((n) => n.kind !== "article");
  for (const [k, a] of numbers.entries()) {
    const b = numbers[k + 1];
    if (b === undefined || a.text === b.text) continue;
    const between = text.slice(a.end, b.start);
    const isTurned =
      (BETWEEN.test(between) && isComparable(text, a, b)) ||
      (BETWEEN_UNITS.test(between) && hasSameUnit(text, a, b)) ||
      (BETWEEN_ALONE.test(between) && unitAfter(text, a) !== "" && /^[.!]?\s*(?:$|\p{Lu})/u.test(text.slice(b.end)));
    if (isTurned) found.push(numberCorrection(text, a, b, at));
  }
  const month = MONTH_TURNED.exec(text.toLowerCase());
  if (month !== null && month[1] !== month[2])
    found.push({ kind: "calendar", from: month[1]!, to: month[2]!, saidAt: at, correctedAt: at });
  const sides = [...text.matchAll(SIDE)];
  const corrected: Correction[] = [];
  for (const [k, a] of sides.entries()) {
    const b = sides[k + 1];
    if (b === undefined || a[1]!.toLowerCase() === b[1]!.toLowerCase()) continue;
    const between = text.slice(a.index + a[0].length, b.index);
    // Where the first side is told of again, both are meant: "rechts, nee, links is rood, rechts is normaal".
    const isToldAgain = sides.slice(k + 2).some((c) => c[1]!.toLowerCase() === a[1]!.toLowerCase());
    const isTurned = BETWEEN.test(between) || (BETWEEN_SIDES.test(between) && !isToldAgain);
    if (isTurned) {
      corrected.push({ kind: "side", from: noteSide(a[1]!), to: noteSide(b[1]!), saidAt: at, correctedAt: at });
    }
  }
  // "Links, nee, rechts, nee, toch links": the words do not say which one stands.
  if (new Set(corrected.map(({ to }) => to)).size === 1) found.push(corrected[0]!);
  return found;
}

const hasSameUnit = (text: string, a: SpokenNumber, b: SpokenNumber): boolean =>
  a.kind === b.kind && unitAfter(text, a) !== "" && unitAfter(text, a) === unitAfter(text, b);

function numberCorrection(text: string, a: SpokenNumber, b: SpokenNumber, at: number): Correction {
  const said = [wordAfter(text, b), wordAfter(text, a)];
  const unit = UNITS.find(([spoken]) => said.some((word) => spoken.test(word)))?.[1];
  return {
    kind: "number",
    from: a.text,
    to: b.text,
    saidAt: at,
    correctedAt: at,
    ...(unit === undefined ? {} : { unit }),
  };
}

/** Units as they are said, and as a note writes them after the number. */
const UNITS: readonly (readonly [RegExp, RegExp])[] = [
  [/week|weken/i, /^\s*(?:wk|we)/i],
  [/dag/i, /^\s*(?:dg|dag|d\b)/i],
  [/maand/i, /^\s*(?:mnd|ma)/i],
  [/jaar|jaren/i, /^\s*(?:jr|ja)/i],
  [/uur/i, /^\s*u/i],
  [/milligram/i, /^\s*m/i],
  [/keer|maal/i, /^\s*(?:x|dd|keer)/i],
  [/kilo/i, /^\s*k/i],
];

/** A turn that opens with "nee" and says a side or a number of the same unit as an earlier one. */
function acrossTurns(earlier: string, rest: string, saidAt: number, correctedAt: number): Correction | undefined {
  const before = [...earlier.matchAll(SIDE)].map((m) => noteSide(m[1]!));
  const after = [...rest.matchAll(SIDE)].map((m) => noteSide(m[1]!));
  if (new Set(before).size === 1 && new Set(after).size === 1 && before[0] !== after[0] && !/\?\s*$/.test(earlier)) {
    return { kind: "side", from: before[0]!, to: after[0]!, saidAt, correctedAt };
  }
  const now = readNumbers(rest).filter((n) => n.kind !== "article")[0];
  if (now === undefined || now.start > 40) return undefined;
  if (now.kind === "pair") {
    const pairs = readNumbers(earlier).filter((n) => n.kind === "pair");
    return pairs.length === 1 && pairs[0]!.text !== now.text
      ? { kind: "number", from: pairs[0]!.text, to: now.text, saidAt, correctedAt }
      : undefined;
  }
  const then = readNumbers(earlier).filter(
    (n) => n.kind !== "article" && n.text !== now.text && unitAfter(earlier, n) !== "",
  );
  const same = then.filter((n) => unitAfter(earlier, n) === unitAfter(rest, now));
  return same.length === 1 ? { kind: "number", from: same[0]!.text, to: now.text, saidAt, correctedAt } : undefined;
}

const noteSide = (stem: string): string => (stem.toLowerCase() === "link" ? "li" : "re");

const wordAfter = (text: string, number: SpokenNumber): string =>
  /^\s*(\p{L}+)/u.exec(text.slice(number.end))?.[1]?.toLowerCase() ?? "";

function unitAfter(text: string, number: SpokenNumber): string {
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

/**
 * A phrase with the corrected value in the place of the first; undefined where the phrase does not hold it, or holds both apart.
 * Side by side ("CVS 2018, 2016") the first falls.
 */
export function applyCorrection(phrase: string, { kind, from, to, unit }: Correction): string | undefined {
  if (kind === "number") {
    const [first, second] = [from, to].map((n) => n.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
    const both = new RegExp(
      `(?<![\\d,/.])${first}(?:\\s?\\p{L}{1,4})?[,;]?\\s+(?:nee,?\\s+)?(?=${second}(?![\\d/]|,\\d))`,
      "u",
    );
    if (both.test(phrase)) return phrase.replace(both, "");
  }
  if (kind === "calendar") {
    // "Maandag" and "ma", "september", "sept" and "sep": as short as the note had it.
    const named = (name: string): RegExp =>
      new RegExp(`(?<!\\p{L})(?:${name}|${name.slice(0, 4)}|${name.slice(0, 3)}|${name.slice(0, 2)})(?!\\p{L})`, "giu");
    if (!named(from).test(phrase) || named(to).test(phrase)) return undefined;
    return phrase.replace(named(from), (word) => (word.length > 4 ? to : to.slice(0, word.length)));
  }
  const pattern =
    kind === "side"
      ? from === "li"
        ? /(?<!\p{L})(?:(?:li|links)(?!\p{L})|linker)/giu
        : /(?<!\p{L})(?:(?:re|rechts)(?!\p{L})|rechter)/giu
      : new RegExp(`(?<![\\d,/.])${from.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}(?![\\d/]|,\\d)`, "g");
  const other =
    kind === "side"
      ? to === "li"
        ? /(?<!\p{L})(?:(?:li|links|bdz)(?!\p{L})|linker)/iu
        : /(?<!\p{L})(?:(?:re|rechts|bdz)(?!\p{L})|rechter)/iu
      : new RegExp(`(?<![\\d,/.])${to.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}(?![\\d/]|,\\d)`);
  const at = phrase.search(pattern);
  if (at < 0 || other.test(phrase)) return undefined;
  if (unit !== undefined && !unit.test(phrase.slice(at + from.length))) return undefined;
  return phrase.replace(pattern, (word) =>
    /er$/i.test(word) && word.length > 3 ? (to === "li" ? "linker" : "rechter") : to,
  );
}
