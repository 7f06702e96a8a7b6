import { stem } from "../icpc/terms.ts";
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

/** "Koorts heb ik niet gehad." */
const DENIED_WHOLE =
  /^(?:(?:nee|en|nou|maar)\W+)*((?:\p{L}+\s){1,3})(?:heb|hebt|heeft|had|hebben|hadden)\s(?:ik|u|je|hij|ze|zij|we|ie)\s(?:\p{L}+\s){0,3}?(?:niet|nooit)(?!\p{L})/iu;

const terms = (text: string): Set<string> =>
  new Set(
    foldedWords(text)
      .filter((word) => word.length > 4)
      .map(stem),
  );

/**
 * Polarity that differs from what was said: a phrase that denies where nobody denied, or that affirms what was denied
 * ("geen koorts" said, "koorts" written; asked and answered with "nee", written as there).
 */
export function checkNegations(
  phrase: CheckedPhrase,
  { utterances }: Pick<CheckContext, "utterances">,
  soep: Soep,
): Check[] {
  const negation = NEGATION.exec(phrase.text);
  if (negation !== null) {
    const talk = [...utterances.values()];
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
    if (saidKinds(phrase.said).has("negation")) return [];
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
  const denied = deniedTerms(phrase, [...utterances.values()]);
  if (denied.size === 0) return [];
  for (const { text, start, end, kind } of tokenize(phrase.text)) {
    if (kind !== "word" || text.length < 5) continue;
    if (denied.has(stem(foldWord(text)))) {
      return [
        makeCheck("negation", `"${text}" staat er als aanwezig, maar is ontkend. Controleer.`, phrase, start, end),
      ];
    }
  }
  return [];
}

/** Terms that stand only in clauses that deny, or only in questions answered with a plain no. */
function deniedTerms({ evidence }: CheckedPhrase, talk: readonly Utterance[]): Set<string> {
  const denied = new Set<string>();
  const affirmed = new Set<string>();
  for (const [i, utterance] of evidence.entries()) {
    for (const sentence of utterance.text.split(/(?<=[.!?])\s+/)) {
      const isQuestion = sentence.trimEnd().endsWith("?");
      const answer = (evidence[i + 1] ?? talk[talk.findIndex(({ id }) => id === utterance.id) + 1])?.text;
      if (isQuestion) {
        if (answer !== undefined && PLAIN_NO.test(answer)) for (const term of terms(sentence)) denied.add(term);
        else for (const term of terms(sentence)) affirmed.add(term);
        continue;
      }
      let isDenied = false;
      for (const clause of sentence.split(/,\s+|\s+(?=maar\b|en wel\b)/)) {
        if (/^(?:maar|wel)\b/i.test(clause)) isDenied = false;
        const whole = DENIED_WHOLE.exec(clause);
        if (whole !== null) {
          for (const term of terms(whole[1]!)) denied.add(term);
          continue;
        }
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
