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
    if (isMoved(phrase, placed, utterances) || isKeptAfterAll(phrase, utterances)) fallen.add(phrase);
    if (isLetGo(phrase, placed, utterances) || isRefusedAtOnce(phrase, placed, utterances)) fallen.add(phrase);
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

/** Nothing but that it need not be done: no thing is named, so the plan just before it is meant. "Laat maar weten" asks for something. */
const LET_GO =
  /^\W*(?:(?:nee|neen|ach|och|o|eh|nou|toch|maar|dokter|sorry|wacht|of|ja)\W+)*(?:laat (?:ook )?maar(?: zitten| zo| even)?|(?:doe|doen we) (?:dat |het )?(?:toch )?maar niet|toch maar niet|vergeet (?:dat|het) maar|hoeft (?:toch )?niet|schrap (?:dat|die|het)(?: maar)?)(?: hoor| dokter)?\W*$/iu;

/** A plan after which somebody says no more than "laat maar": the last P phrase of the two turns before it. */
function isLetGo(phrase: Placed, placed: readonly Placed[], utterances: readonly Pick<Utterance, "text">[]): boolean {
  const last = Math.min(utterances.length - 1, phrase.at + 2);
  for (let i = phrase.at; i <= last; i++) {
    const said = utterances[i]!.text.split(/(?<=[.!?])\s+/);
    // In its own turn the plan comes first.
    if (!said.some((sentence, n) => (i > phrase.at || n > 0) && LET_GO.test(sentence))) continue;
    const meant = placed.filter((other) => other.soep === "P" && other.at >= i - 2 && other.at <= i).at(-1);
    return meant?.at === phrase.at && isLastNamed(phrase, placed, said);
  }
  return false;
}

/** "Dan prikken we vandaag." "Nee, bloed prikken doe ik niet.": what the plan's own turn calls it, the next turn refuses. */
const REFUSES =
  /^\W*(?:(?:o|ja|nou|eh|ach|dokter)\W+)*nee(?!\p{L})[^?]*(?<!\p{L})(?:doe ik niet|wil ik (?:nu )?niet|hoef ik niet|wil ik liever niet|doe ik liever niet|begin ik niet aan)(?!\p{L})/iu;
function isRefusedAtOnce(
  phrase: Placed,
  placed: readonly Placed[],
  utterances: readonly Pick<Utterance, "text">[],
): boolean {
  const answer = utterances[phrase.at + 1]?.text ?? "";
  if (!REFUSES.test(answer) || REFUSED.test(phrase.text)) return false;
  if (placed.some((other) => other !== phrase && other.soep === "P" && other.at === phrase.at)) return false;
  const planned = new Set(termsOf(utterances[phrase.at]!.text).filter((term) => term.length > 3));
  return termsOf(answer).some((term) => planned.has(term));
}

/** Of the P phrases of one turn, the one that is named last is meant; what the turn goes on with after it is not. */
function isLastNamed(phrase: Placed, placed: readonly Placed[], said: readonly string[]): boolean {
  const end = said.findIndex((sentence) => LET_GO.test(sentence));
  const after = new Set(said.slice(end + 1).flatMap(termsOf));
  const terms = termsOf(phrase.text);
  if (terms.length > 0 && terms.some((term) => after.has(term))) return false;
  return placed.filter((other) => other.soep === "P" && other.at === phrase.at).at(-1) === phrase;
}

/** "U stopt met de A. Nee, die blijft, u stopt met B.": A goes on. */
const STAYS =
  /(?<!\p{L})(?:nee|wacht|sorry|o nee|ho)(?!\p{L})[^.?!]{0,20}?(?<!\p{L})(?:die|dat|deze|dit) (?:blijf\p{L}*|houd\p{L}*|mag (?:u )?blijven|moet (?:u )?(?:juist )?(?:blijven|doorgaan)|gaat (?:gewoon )?door|laten we (?:staan|zo))(?!\p{L})/iu;
const STOPS = /(?<!\p{L})(?:stop\p{L}*|gestopt|staken|gestaakt|afbouwen|eraf|weg|uit)(?!\p{L})/iu;

/** A plan to stop something of which the same turn or the next two say that it goes on. */
function isKeptAfterAll(phrase: Placed, utterances: readonly Pick<Utterance, "text">[]): boolean {
  if (!STOPS.test(phrase.text)) return false;
  const terms = termsOf(phrase.text.replace(STOPS, " ")).filter((term) => term.length > 3);
  if (terms.length === 0) return false;
  for (let i = phrase.at; i <= Math.min(utterances.length - 1, phrase.at + 2); i++) {
    const { text } = utterances[i]!;
    const stays = STAYS.exec(text);
    if (stays === null) continue;
    // What was named last before "die blijft" is meant; what is stopped after it is stopped.
    const lead = i === phrase.at ? text.slice(0, stays.index) : utterances[phrase.at]!.text;
    const after = new Set(termsOf(text.slice(stays.index)));
    const led = new Set(termsOf(lead));
    return terms.some((term) => led.has(term)) && !terms.some((term) => after.has(term));
  }
  return false;
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
