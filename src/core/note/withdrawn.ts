import { termsOf } from "../icpc/terms.ts";
import type { Utterance } from "../transcript/transcript.ts";
import type { Placed } from "./assemble.ts";

/** Words by which a plan is taken back. */
const TAKEN_BACK =
  /(?<!\p{L})(?:toch (?:maar )?niet|laat maar|laten we (?:dat|het) maar|schrap (?:dat|die|het)|streep (?:maar )?door|vergeet (?:dat|die|het) maar|doen we (?:dat |het |maar )?niet|dat doen we niet|hoeft (?:toch )?niet|bij nader inzien|nee,? wacht|andersom|ik (?:wil|hoef|doe) (?:dat|die|het|geen)|liever niet|doe ik niet|wil ik niet|begin ik niet aan|heb ik liever niet)(?!\p{L})/iu;
const REFUSED =
  /(?<!\p{L})(?:geen|niet|weigert|wil (?:pt|niet)|afgewezen|geweigerd|afgezien|liever|vervalt|i\.?p\.?v\.?|ipv|in plaats)(?!\p{L})/iu;
/** How many turns a withdrawal may come after the plan. */
const REACH = 8;

/**
 * Plans that a later turn took back. A phrase of a P line falls where a turn soon after it takes back something that they both
 * name, or where a later P phrase denies it.
 */
export function findWithdrawn(placed: readonly Placed[], utterances: readonly Pick<Utterance, "text">[]): Set<Placed> {
  const fallen = new Set<Placed>();
  for (const phrase of placed) {
    if (phrase.soep !== "P") continue;
    if (isMoved(phrase, placed, utterances)) fallen.add(phrase);
    if (REFUSED.test(phrase.text)) continue;
    const terms = new Set(termsOf(phrase.text).filter((term) => term.length > 3));
    if (terms.size === 0) continue;
    const isDenied = placed.some(
      (later) =>
        later.soep === "P" &&
        later.at > phrase.at &&
        REFUSED.test(later.text) &&
        isSameThing(deniedTerms(later.text), terms),
    );
    if (isDenied || isTakenBack(phrase, terms, utterances)) fallen.add(phrase);
  }
  return fallen;
}

const DAY =
  /(?<!\p{L})(ma(?:andag)?|di(?:nsdag)?|wo(?:ensdag)?|do(?:nderdag)?|vr(?:ijdag)?|za(?:terdag)?|zo(?:ndag)?)(?!\p{L})/giu;
const SPOKEN_DAY = /(?<!\p{L})(ma|di|wo|do|vr|za|zo)(?:andag|nsdag|ensdag|nderdag|ijdag|terdag|ndag)/giu;
const daysOf = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((m) => m[1]!.slice(0, 2).toLowerCase());

/** An appointment on a day that the next turns moved to another, for which the note has a phrase of its own. */
function isMoved(phrase: Placed, placed: readonly Placed[], utterances: readonly Pick<Utterance, "text">[]): boolean {
  const days = daysOf(phrase.text, DAY);
  // An appointment that is offered is a question: "Woensdag om tien uur?"
  if (days.length !== 1 || !utterances[phrase.at]!.text.includes("?")) return false;
  const next = utterances.slice(phrase.at + 1, phrase.at + 5).flatMap((u) => daysOf(u.text, SPOKEN_DAY));
  const other = next.find((day) => day !== days[0]);
  if (other === undefined || next.lastIndexOf(days[0]!) > next.lastIndexOf(other)) return false;
  return placed.some(
    (later) =>
      later.soep === "P" &&
      later.at > phrase.at &&
      later.at <= phrase.at + 5 &&
      daysOf(later.text, DAY).includes(other),
  );
}

/** The terms of the clauses of a phrase that refuse something. */
function deniedTerms(text: string): string[] {
  return text
    .split(/[.,;]\s+/)
    .filter((clause) => REFUSED.test(clause))
    .flatMap(termsOf)
    .filter((term) => term.length > 3);
}

/** Do these words name what the phrase is about: at least half of its terms? */
function isSameThing(words: readonly string[], terms: ReadonlySet<string>): boolean {
  const named = new Set(words.filter((word) => terms.has(word)));
  return named.size > 0 && named.size >= terms.size / 2;
}

function isTakenBack(
  phrase: Placed,
  terms: ReadonlySet<string>,
  utterances: readonly Pick<Utterance, "text">[],
): boolean {
  for (let i = phrase.at + 1; i <= Math.min(utterances.length - 1, phrase.at + REACH); i++) {
    const { text } = utterances[i]!;
    for (const sentence of text.split(/(?<=[.!?])\s+/)) {
      const back = TAKEN_BACK.exec(sentence);
      if (back !== null && isSameThing(termsOf(sentence), terms)) return true;
    }
  }
  // Within one turn: "vierhonderd ibuprofen... nee, toch niet, paracetamol."
  const own = utterances[phrase.at]!.text;
  const back =
    /(?<!\p{L})(?:nee,? (?:laat maar|toch niet|dat niet|wacht)|laat maar|toch maar niet|schrap dat)(?!\p{L})/iu.exec(
      own,
    );
  if (back === null) return false;
  const after = new Set(termsOf(own.slice(back.index)));
  const lead = new Set(
    termsOf(
      own
        .slice(Math.max(0, back.index - 90), back.index)
        .split(/[.!?]\s/)
        .at(-1)!,
    ),
  );
  return (
    [...terms].every((term) => !after.has(term)) &&
    [...terms].filter((term) => lead.has(term)).length >= Math.min(2, terms.size)
  );
}
