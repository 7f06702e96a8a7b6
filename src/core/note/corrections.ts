import { readNumbers } from "../text/numbers.ts";
import type { Utterance } from "../transcript/transcript.ts";
import { findTurned, noteSide, SIDE, UNITS, unitAfter, wordAfter } from "./turned-values.ts";

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

/** A turn that takes back what was said before it. A bare "nee" answers a question and takes nothing back but a side. */
const OPENING =
  /^(?:o|ja|eh|ach|oh|oeps|\W)*(?<!\p{L})(?:nee,? (?:wacht|sorry|ik bedoel|het (?:is|was)|toch|verkeerd|fout|correctie|dat (?:is|was) (?:fout|verkeerd))|wacht(?: even)?|ho|sorry|pardon|correctie|herstel|ik bedoel|maak daar|verkeerd|zeg maar)(?!\p{L})/iu;
const OPENING_SIDE =
  /^(?:o|ja|eh|ach|oh|oeps|wacht|sorry|ho|nee|neen|\W)*(?:het is |dat is |nee )*(?=(?:link|recht)(?:s|er))/iu;
/** How far back a turn that opens with a correction may reach. */
const REACH = 3;

/** Finds what was corrected in so many words: "drie weken, nee, vier", "Links." "Nee, wacht, rechts." */
export function findCorrections(utterances: readonly Pick<Utterance, "text">[]): Correction[] {
  const found: Correction[] = [];
  for (const [i, { text }] of utterances.entries()) {
    // "Om twee uur, of nee, half twee": the note's numbers do not tell them apart.
    for (const { kind, from, to, unit } of findTurned(text))
      if (from !== to)
        found.push({ kind, from, to, saidAt: i, correctedAt: i, ...(unit === undefined ? {} : { unit }) });
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

/** How a note shortens a day or a month ("vrijdagavond": "vr"); a word such as "vanmorgen" has no short form. */
function shortOf(name: string): readonly string[] {
  const day = /^(?:maan|dins|woens|donder|vrij|zater|zon)dag/.exec(name);
  if (day !== null) return [day[0].slice(0, 2)];
  if (/^(?:eer)?gister|^van/.test(name)) return [];
  return name === "maart" ? ["mrt"] : name === "september" ? ["sep", "sept"] : [name.slice(0, 3)];
}

/** Where a note names this day or month, whole or shortened; "zo nodig", "zo snel mogelijk" are no Sunday. */
export const dateAsNoted = (name: string): RegExp =>
  new RegExp(`(?<!\\p{L})(?:${[name, ...shortOf(name)].join("|")})(?!\\p{L}|\\s(?:nodig|snel|veel|mogelijk))`, "iu");

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
    if (!dateAsNoted(from).test(phrase) || dateAsNoted(to).test(phrase)) return undefined;
    return phrase.replace(new RegExp(dateAsNoted(from), "giu"), (word) =>
      word.length > 4 ? to : (shortOf(to)[0] ?? to),
    );
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
