import { readNumbers, type SpokenNumber } from "../text/numbers.ts";
import type { Utterance } from "../transcript/transcript.ts";
import type { Correction } from "./corrections.ts";

/** "Dan wordt het dinsdag.": what was agreed after somebody could not, or would not. */
const INSTEAD =
  /^(?:(?:oké|goed|nou|ja)\W+)?dan (?:wordt het|is het|maken we|doen we|houden we|zetten we|nemen we)(?!\p{L})/iu;
/** "Vijf weken dan.", "Donderdag de dertiende dan, zelfde tijd." */
const INSTEAD_THEN = /^(?:(?:oké|goed|nou|ja)\W+)?(?:[\p{L}'-]+\s+){1,4}dan\s*[.,!]/iu;
/** So many turns the other value may have been said before. */
const REACH = 4;
const DAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
/** "Dan donderdag de dertiende?" "Donderdag is goed." */
const ASKED = new RegExp(`^(?:(?:oké|goed|nou|ja)\\W+)?(?:dan|of) (?:op )?(?:${DAYS.join("|")})(?!\\p{L})`, "iu");
const AGREED = new RegExp(
  `^\\W*(?:ja|jawel|goed|prima|oké|ok|dat kan|dat lukt|graag|doe maar|(?:${DAYS.join("|")}) (?:is goed|kan|lukt|past|is prima))(?!\\p{L})`,
  "iu",
);
const DAY = new RegExp(`(?<!\\p{L})(${DAYS.join("|")})(?!\\p{L})`, "giu");

/** Finds days, dates and numbers of a plan in whose place a later turn put others ("Maandag?" "Dan kan ik niet." "Dinsdag dan."). */
export function findRescheduled(utterances: readonly Pick<Utterance, "text">[]): Correction[] {
  return utterances.flatMap(({ text }, at): Correction[] => {
    const sentence = text
      .split(/(?<=[.!?])\s+/)
      .find((each) =>
        each.trimEnd().endsWith("?")
          ? ASKED.test(each) && AGREED.test(utterances[at + 1]?.text ?? "")
          : INSTEAD.test(each) || INSTEAD_THEN.test(each),
      );
    if (sentence === undefined || at === 0) return [];
    const movedIn = (i: number): Moved[] => [
      ...dayMoved(utterances[i]!.text, sentence),
      ...numberMoved(utterances[i]!.text, sentence),
    ];
    const first = Math.max(0, at - REACH);
    for (let i = at - 1; i >= first; i--) {
      const found = movedIn(i);
      if (found.length === 0) continue;
      // Who could not may have said it again: the plan is where it was said first.
      return found.map((moved) => {
        let saidAt = i;
        for (let j = i - 1; j >= first; j--)
          if (movedIn(j).some((m) => m.from === moved.from && m.kind === moved.kind)) saidAt = j;
        return { ...moved, saidAt, correctedAt: at };
      });
    }
    return [];
  });
}

type Moved = Pick<Correction, "kind" | "from" | "to" | "unit">;

function dayMoved(earlier: string, sentence: string): Moved[] {
  const [from, to] = [earlier, sentence].map((text) => [
    ...new Set([...text.matchAll(DAY)].map((m) => m[1]!.toLowerCase())),
  ]);
  return from!.length === 1 && to!.length === 1 && from![0] !== to![0]
    ? [{ kind: "calendar", from: from![0]!, to: to![0]! }]
    : [];
}

/** One number of a kind in each: weeks for weeks, the tenth for the thirteenth. */
function numberMoved(earlier: string, sentence: string): Moved[] {
  const [then, now] = [kindsOf(earlier), kindsOf(sentence)];
  return [...now].flatMap(([kind, to]): Moved[] => {
    const from = then.get(kind);
    if (from?.length !== 1 || to.length !== 1 || from[0] === to[0]) return [];
    return [{ kind: "number", from: from[0]!, to: to[0]!, ...(UNIT[kind] && { unit: UNIT[kind] }) }];
  });
}

/** How a note may write the unit behind the number. */
const UNIT: Readonly<Record<string, RegExp>> = {
  week: /^\s*(?:wk|we)/i,
  dag: /^\s*(?:dg|dag|d\b)/i,
  maand: /^\s*(?:mnd|ma)/i,
};

function kindsOf(text: string): Map<string, string[]> {
  const kinds = new Map<string, string[]>();
  for (const number of readNumbers(text)) {
    const kind = kindOf(text, number);
    if (kind !== undefined) kinds.set(kind, [...(kinds.get(kind) ?? []), number.text]);
  }
  return kinds;
}

function kindOf(text: string, number: SpokenNumber): string | undefined {
  const after = text.slice(number.end, number.end + 14);
  if (number.kind === "ordinal" && /(?<!\p{L})de\s+$/iu.test(text.slice(0, number.start))) return "date";
  if (number.kind !== "cardinal" && number.kind !== "article") return undefined;
  return (["week", "dag", "maand"] as const).find((unit) =>
    new RegExp(
      `^\\s*(?:${unit === "week" ? "week|weken" : unit === "dag" ? "dag|dagen" : "maand|maanden"})(?!\\p{L})`,
      "iu",
    ).test(after),
  );
}
