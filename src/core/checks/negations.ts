import { stem } from "../icpc/terms.ts";
import { type LicenceTables, notedFor } from "../note/licence/licence-tables.ts";
import { saidKinds } from "../note/licence/protected-words.ts";
import type { Check, Soep } from "../note/note.ts";
import { foldedWords, foldWord, tokenize } from "../text/tokens.ts";
import type { Utterance } from "../transcript/transcript.ts";
import { type CheckContext, type CheckedPhrase, makeCheck } from "./context.ts";
import { findContradictedDenials } from "./polarity.ts";

const NEGATION = /(?<!\p{L})(?:geen|niet|neg|negatief|nooit|zonder|ontkent|niks|nergens|afwezig)(?!\p{L})/iu;
const DENIED = /(?<!\p{L})(?:geen|niet|nooit|zonder|niks|nergens|noch)(?!\p{L})/iu;
const PLAIN_NO =
  /^\s*(?:\p{L}+,\s*)?(?:nee|neen|nooit|geen van|niks van|absoluut niet|helemaal niet|welnee|gelukkig niet)(?!\p{L})/iu;

/** Words of four letters and more that name no thing. */
const EMPTY = new Set(
  "de het een die dat dit ik je u er en of dan nou ja nee niet maar ook wat dus met voor om aan als we ze hij zij was heb had ben bent nog wel uit van mij mijn me uw per dag week maand jaar keer wkn mnd dgn heeft hebt hebben gehad last klachten klacht verder sinds bekend gemeten eens zijn haar gisteren vandaag eigenlijk gewoon ergens iets even soms vaak weer alle veel weinig goed echt heel erger minder meer lang kort bij naar voor door over deze want maar zoals toen".split(
    " ",
  ),
);

const PLAIN_YES =
  /^\W*(?:(?:nou|eh+|oh?|mm|hm+)\W+)*(?:ja|jazeker|jawel|jep|klopt|zeker|inderdaad|soms|beetje|een beetje)(?!\p{L})/iu;
/** "Koorts heb ik niet gehad." */
const DENIED_WHOLE =
  /^(?:(?:nee|en|nou|maar)\W+)*((?:\p{L}+\s){1,3})(?:heb|hebt|heeft|had|hebben|hadden)\s(?:ik|u|je|hij|ze|zij|we|ie)\s(?:\p{L}+\s){0,3}?(?:niet|nooit)(?!\p{L})/iu;

/** Shorter words are of the grammar. */
const LEAST_LETTERS = 3;
/** "Koorts niet", "bult ook niet": what is named before it is denied. */
const NAMED_NOT =
  /^(?:(?:nee|en|nou|maar)\W+)*((?:\p{L}+\s){1,3}?)(?:(?:geef|geven|doe|doen|is|zijn|hoeft|hoeven) (?:(?:ik|u|we|dat|nu) )*)?(?:ook |verder |helemaal |echt |gelukkig |nu )?(?:niet(?: nodig| meer| gehad)?|nee)$/iu;
/** "Niet benauwd", "niet flauwgevallen": what is said to be otherwise. */
const NOT_SO = /(?<!\p{L})(?:niet|nooit)\s+((?:\p{L}+\s?){1,3})$/iu;
const stemsOf = (text: string): Set<string> =>
  new Set(
    foldedWords(text)
      .filter((word) => word.length >= LEAST_LETTERS && !EMPTY.has(word))
      .map(stem),
  );

/**
 * Polarity that differs from what was said: a phrase that denies where nobody denied, or that affirms what was denied
 * ("geen koorts" said, "koorts" written; asked and answered with "nee", written as there).
 */
export function checkNegations(
  phrase: CheckedPhrase,
  { utterances, licence }: Pick<CheckContext, "utterances" | "licence">,
  soep: Soep,
): Check[] {
  const talk = [...utterances.values()];
  const negation = NEGATION.exec(phrase.text);
  if (negation !== null) {
    // An E or P line denies what was thought of ("geen antibiotica"), not what is there.
    const contradicted =
      soep === "S" || soep === "O" ? findContradictedDenials(phrase.text, phrase.evidence, talk) : [];
    if (contradicted.length > 0) {
      return contradicted.map(({ text, start, end }) =>
        makeCheck(
          "negation",
          `"${text}" is ontkend in het verslag, maar bevestigd in het gesprek. Controleer.`,
          phrase,
          start,
          end,
        ),
      );
    }
    if (!saidKinds(phrase.said).has("negation"))
      return [
        makeCheck(
          "negation",
          `"${negation[0]}" staat er, maar een ontkenning is niet gezegd. Controleer.`,
          phrase,
          negation.index,
          negation.index + negation[0].length,
        ),
      ];
  }
  const denied = deniedTerms(phrase, talk, licence);
  if (denied.size === 0) return [];
  for (const { text, start, end, kind } of tokenize(phrase.text)) {
    if (kind !== "word" || text.length < LEAST_LETTERS || isWithinDenial(phrase.text, start)) continue;
    if (isDenied(stem(foldWord(text)), denied)) {
      return [
        makeCheck("negation", `"${text}" staat er als aanwezig, maar is ontkend. Controleer.`, phrase, start, end),
      ];
    }
  }
  return [];
}

/** "Bloedverlies" is denied where "bloed" is. */
function isDenied(word: string, denied: ReadonlySet<string>): boolean {
  if (denied.has(word)) return true;
  for (const term of denied)
    if (term.length >= 5 && word.length > term.length + 2 && (word.startsWith(term) || word.endsWith(term)))
      return true;
  return false;
}

/** "Obstipatie over": it is not there any more. */
const GONE = /(?<!\p{L})(?:over|weg|verdwenen|voorbij|hersteld|opgelost|stabiel|minder|verminderd\p{L}*)(?!\p{L})/iu;
/** "Metoprolol voorgesteld, wil pt niet". */
const REFUSED = /^\s*(?:wil (?:pt )?niet|weigert|geweigerd|niet gewenst)(?!\p{L})/iu;

/** Does a place in a phrase lie in a clause that denies, or in a list that one opened ("geen koorts, bult of losse tanden")? */
function isWithinDenial(phrase: string, at: number): boolean {
  const sentence = phrase.slice(phrase.slice(0, at).search(/[^.;]*$/)).split(/[.;](?=\s|$)/)[0]!;
  const place = at - phrase.slice(0, at).search(/[^.;]*$/);
  const clauses = [...sentence.matchAll(/[^,:]+/g)].map(({ index, 0: text }) => ({
    text,
    from: index,
    to: index + text.length,
  }));
  const own = clauses.findIndex(({ from, to }) => place >= from && place < to);
  if (own < 0 || NEGATION.test(clauses[own]!.text)) return own >= 0;
  if (GONE.test(clauses[own]!.text) || REFUSED.test(clauses[own + 1]?.text ?? "")) return true;
  const opened = clauses
    .slice(0, own)
    .findLastIndex(({ text }) => /^\s*(?:\p{L}+\s)?(?:geen|niet|zonder)(?!\p{L})/iu.test(text));
  if (opened < 0) return false;
  // The list ends with "of": until there each item is denied.
  const ends = clauses.findIndex(({ text }, i) => i > opened && /(?<!\p{L})(?:of|noch)(?!\p{L})/iu.test(text));
  return ends >= own;
}

/** Terms that stand only in clauses that deny, or only in questions answered with a plain no. */
function deniedTerms(
  { evidence }: CheckedPhrase,
  talk: readonly Utterance[],
  licence: LicenceTables | undefined,
): Set<string> {
  // What a note may write for it counts with it: "benauwd" is dyspneu.
  const terms = (text: string): Set<string> => stemsOf(`${text} ${licence ? notedFor(text, licence).join(" ") : ""}`);
  const denied = new Set<string>();
  const affirmed = new Set<string>();
  for (const [i, utterance] of evidence.entries()) {
    for (const sentence of utterance.text.split(/(?<=[.!?])\s+/)) {
      const isQuestion = sentence.trimEnd().endsWith("?");
      const answer = (evidence[i + 1] ?? talk[talk.findIndex(({ id }) => id === utterance.id) + 1])?.text;
      if (isQuestion) {
        if (answer !== undefined && PLAIN_NO.test(answer)) for (const term of terms(sentence)) denied.add(term);
        else if (answer !== undefined && PLAIN_YES.test(answer)) for (const term of terms(sentence)) affirmed.add(term);
        continue;
      }
      let isDenied = false;
      for (const clause of sentence.split(/,\s+|\s+(?=maar\b|en wel\b)/)) {
        if (/^(?:maar|wel)\b/i.test(clause)) isDenied = false;
        const whole = DENIED_WHOLE.exec(clause) ?? NAMED_NOT.exec(clause.replace(/[.!]+$/, "").trim());
        if (whole !== null) {
          for (const term of terms(whole[1]!)) denied.add(term);
          continue;
        }
        const other = NOT_SO.exec(clause.replace(/[.!]+$/, "").trim());
        if (other !== null) for (const term of terms(other[1]!)) denied.add(term);
        // What stands before "geen" in its clause is not denied: "de pijn straalt niet uit".
        const at = DENIED.exec(clause);
        const isNoun = at !== null && /geen|zonder|noch/i.test(at[0]);
        for (const term of terms(at === null ? (isDenied ? "" : clause) : clause.slice(0, at.index)))
          affirmed.add(term);
        if (isNoun) {
          isDenied = true;
          for (const term of terms(clause.slice(at.index).split(/\s(?:en|maar)\s/)[0]!)) denied.add(term);
        }
      }
    }
  }
  for (const term of affirmed) denied.delete(term);
  return denied;
}
