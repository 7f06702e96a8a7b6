import { termsOf } from "../icpc/terms.ts";
import { findCorrections } from "../note/corrections.ts";
import { saidKinds } from "../note/licence/protected-words.ts";
import type { Check } from "../note/note.ts";
import { readNumberWord } from "../text/number-words.ts";
import { type CheckedPhrase, makeCheck } from "./context.ts";

type Side = "left" | "right";

const SIDES = [
  {
    kind: "left",
    other: "right",
    pattern: /(?<!\p{L})(?:[Ll]i|[Ll]inks|[Ll]inker\p{L}*|OS|AS)(?!\p{L})/gu,
    name: "links",
  },
  {
    kind: "right",
    other: "left",
    pattern: /(?<!\p{L})(?:[Rr]e|[Rr]echts|[Rr]echter\p{L}*|OD|AD)(?!\p{L})/gu,
    name: "rechts",
  },
] as const;

/** Sides of a phrase that its utterances do not say, that they took back, or that they say of something else. */
export function checkSides(phrase: CheckedPhrase): Check[] {
  const said = saidKinds(phrase.said);
  return SIDES.flatMap(({ kind, other, pattern, name }) => {
    const otherName = name === "links" ? "rechts" : "links";
    const mark = (message: string): Check[] =>
      [...phrase.text.matchAll(pattern)].map((m) => makeCheck("side", message, phrase, m.index, m.index + m[0].length));
    // "Beide ogen rood. Links een kliertje.": what is of both sides and what of the one, its words tell.
    if (said.has(other) && (said.has(kind) || said.has("both"))) return checkBoth(phrase, kind, name, otherName, mark);
    if (said.has(kind) || said.has("both")) return [];
    return mark(
      said.has(other)
        ? `Hier staat ${name}, gezegd is ${otherName}. Controleer de kant.`
        : `De kant "${name}" is hier niet gezegd. Controleer de kant.`,
    );
  });
}

/** Where both sides were said: which one was taken back, or else which one stands by the phrase's words. */
function checkBoth(
  phrase: CheckedPhrase,
  kind: Side,
  name: string,
  otherName: string,
  mark: (message: string) => Check[],
): Check[] {
  const turned = findCorrections(phrase.evidence).filter((correction) => correction.kind === "side");
  const from = turned.at(-1)?.from;
  if (from !== undefined) {
    const names = SIDES.filter(({ pattern }) => phrase.text.search(pattern) >= 0).map((side) => side.kind);
    const isTakenBack = (from === "li") === (kind === "left") && names.length === 1;
    return isTakenBack
      ? mark(`Eerst is ${name} gezegd, later ${otherName}. Hier staat ${name}. Controleer de kant.`)
      : [];
  }
  // A side that was corrected in other words: what was said last stands.
  const last = [...phrase.said.matchAll(SAID_SIDE)].at(-1);
  if (last !== undefined && DOUBTING.test(phrase.said) && (last[1]!.toLowerCase() === "link") === (kind === "left"))
    return [];
  const sides = sidesOfTerms(phrase.said);
  const isElided = clausesOf(phrase.said).some(({ text }) => {
    const leads = LEADS.exec(text)?.[1]?.toLowerCase() === name;
    return leads && termsOf(text).length <= 1;
  });
  return clausesOf(phrase.text).flatMap(({ text, start }) => {
    if (sideOf(text) !== kind || (isElided && WELL.test(text))) return [];
    const alone = termsOf(splitCompounds(text)).flatMap((term) => {
      const known = sides.get(term);
      return known?.size === 1 ? [...known] : [];
    });
    if (alone.length === 0 || alone.includes(kind)) return [];
    return mark(`Hier staat ${name}, maar dit is van ${otherName} gezegd. Controleer de kant.`).filter(
      ({ span }) => span[0] >= phrase.from + start && span[1] <= phrase.from + start + text.length,
    );
  });
}

const LEFT = /(?<!\p{L})(?:li|links|linker\p{L}*)(?!\p{L})/iu;
const RIGHT = /(?<!\p{L})(?:re|rechts|rechter\p{L}*)(?!\p{L})/iu;
const OTHER_SIDE = /(?<!\p{L})(?:andere?|beide\p{L}*|allebei)(?!\p{L})/iu;
const SAID_SIDE = /(?<!\p{L})(link|recht)(?:s|er\p{L}*)(?!\p{L})/giu;
const DOUBTING = /(?<!\p{L})(?:nee|wacht|sorry|excuus|pardon|verkeerd|vergis\p{L}*|ik bedoel|bedoel ik)(?!\p{L})/iu;
/** What says no more than that it is the same, or less so, on the other side. */
const SAME = new Set(["minder", "hetzelf", "zelf", "idem", "iet", "beetj"]);

/** "De heup draait rechts beperkt, links is prima": a clause that begins with its side and has one word beside it leaves out what it is of. */
const LEADS = /^\s*(?:en |maar |aan |wel |nu )*(links|rechts)(?!\p{L})/iu;
const WELL =
  /(?<!\p{L})(?:gb|goed|prima|normaal|niet|geen|vrij|soepel|gaaf|schoon|intact|beter|onbeperkt|ongestoord)(?!\p{L})/iu;
const isValue = (term: string): boolean => /^\d/.test(term) || readNumberWord(term) !== undefined;

/** Per content word the sides of the clauses that it stands in; a clause without a side goes on with that of the one before it. */
function sidesOfTerms(said: string): Map<string, Set<Side>> {
  const sides = new Map<string, Set<Side>>();
  for (const sentence of said.split(/(?<=[.!?])\s+|\n/)) {
    // A question states nothing.
    if (sentence.trimEnd().endsWith("?")) continue;
    let side: Side | "both" | undefined;
    let before: string[] = [];
    for (const { text } of clausesOf(sentence)) {
      side = OTHER_SIDE.test(text) ? undefined : (sideOf(text) ?? side);
      const own = termsOf(splitCompounds(text)).filter((term) => !SAME.has(term));
      // "Links pijnlijk, rechts niet", "kracht rechts vijf, links vier": what was said of the one is said of the other too.
      const terms = own.every(isValue) ? [...before, ...own] : own;
      const named: Side[] = side === undefined || side === "both" ? ["left", "right"] : [side];
      for (const term of terms) sides.set(term, new Set([...(sides.get(term) ?? []), ...named]));
      before = terms;
    }
  }
  return sides;
}

function sideOf(clause: string): Side | "both" | undefined {
  const [isLeft, isRight] = [LEFT.test(clause), RIGHT.test(clause)];
  if (isLeft && isRight) return "both";
  return isLeft ? "left" : isRight ? "right" : undefined;
}

/** "linkerknie" -> "linker knie": the knee counts by itself. */
const splitCompounds = (text: string): string =>
  text.replace(/(?<!\p{L})(linker|rechter)-?(?=\p{L}{3})/giu, "$1 ").replace(/(?<!\p{L})(?:linker|rechter)\s/giu, "");

/** Clauses end at a mark, "en" and "maar", but not between two sides ("links en rechts"). */
function clausesOf(text: string): { text: string; start: number }[] {
  const ends =
    /[,;:.!?]+(?=\s|$)|(?<!(?:li|re|links|rechts|linker\p{L}*|rechter\p{L}*))\s+(?:en|maar)(?=\s)|\s+(?:en|maar)(?=\s)(?!\s+(?:li|re|links|rechts|linker|rechter))/giu;
  const clauses: { text: string; start: number }[] = [];
  let start = 0;
  for (const end of [...text.matchAll(ends), undefined]) {
    const clause = text.slice(start, end?.index ?? text.length);
    if (/\p{L}/u.test(clause)) clauses.push({ text: clause, start });
    start = end === undefined ? text.length : end.index + end[0].length;
  }
  return clauses;
}
