import type { Check, Soep } from "../note/note.ts";
import { clausesAboutRelatives } from "../note/others.ts";
import { tokenize } from "../text/tokens.ts";
import type { Utterance } from "../transcript/transcript.ts";
import { type CheckedPhrase, makeCheck } from "./context.ts";
import { type Drug, type DrugTable, findDrug } from "./drugs.ts";

const ALLERGIC = /(?<!\p{L})(?:allergisch\p{L}*|allergie\p{L}*|overgevoelig\p{L}*|anafyla\p{L}*)(?!\p{L})/iu;
const DENIED = /(?<!\p{L})(?:niet|geen|nooit|nergens|zonder|niks)(?:\s+\p{L}+){0,2}\s*$/iu;
const YES = /^\W*(?:(?:nou|eh+|oh?|hm+|jawel|toch)\W+)*(?:ja|jawel|jazeker|klopt|zeker|inderdaad|toch wel)(?!\p{L})/iu;
/** Where the drug is not named with the allergy ("daar ben ik allergisch voor"), it was named so many turns before at most. */
const REACH = 3;
const LEAST_LETTERS = 5;

/** The drugs, or groups of drugs, that the talk calls the patient allergic to; the last word counts, however late it comes. */
export function findAllergies(utterances: readonly Utterance[], drugs: DrugTable): Drug[] {
  const relatives = clausesAboutRelatives(utterances);
  const found = new Map<string, Drug>();
  for (const [i, { text }] of utterances.entries()) {
    if (!ALLERGIC.test(text)) continue;
    for (const sentence of text.split(/(?<=[.!?])\s+/)) {
      const at = ALLERGIC.exec(sentence);
      if (at === null || relatives[i]!.some((clause) => clause.includes(at[0]))) continue;
      const isQuestion = sentence.trimEnd().endsWith("?");
      if (isQuestion ? !YES.test(utterances[i + 1]?.text ?? "") : DENIED.test(sentence.slice(0, at.index))) continue;
      const own = drugsOf(sentence, drugs);
      const before = utterances.slice(Math.max(0, i - REACH), i).map((u) => drugsOf(u.text, drugs));
      const meant = own.length > 0 ? own : (before.filter((named) => named.length > 0).at(-1) ?? []);
      for (const drug of meant) found.set(drug.name, drug);
    }
  }
  return [...found.values()];
}

const drugsOf = (text: string, drugs: DrugTable): Drug[] =>
  tokenize(text).flatMap(({ text: word }) => (word.length < LEAST_LETTERS ? [] : (findDrug(word, drugs) ?? [])));

/** Drugs of one class react alike: the first four signs of their ATC codes ("J01C": penicillins) are the same. */
function isAlike(a: Drug, b: Drug): boolean {
  const [x, y] = [a.atc.slice(0, 4), b.atc.slice(0, 4)];
  return a.name === b.name || (x.length >= 3 && y.length >= 3 && (x.startsWith(y) || y.startsWith(x)));
}

const NO_ALLERGY =
  /(?<!\p{L})(?:geen (?:bekende )?(?:\p{L}+-?)?allergie\p{L}*|niet allergisch|allergie\p{L}* (?:neg|nee|geen))(?!\p{L})/iu;
const REFUSED = /(?<!\p{L})(?:geen|niet|stop\p{L}*|gestopt|staken|vermijd\p{L}*|allerg\p{L}*|ipv|i\.p\.v\.)(?!\p{L})/iu;

/** A drug in the plan to which the patient was called allergic, or "geen allergie" though somebody named one. */
export function checkAllergies(
  phrase: CheckedPhrase,
  soep: Soep,
  { drugs, allergies }: { readonly drugs: DrugTable; readonly allergies: readonly Drug[] },
): Check[] {
  if (allergies.length === 0) return [];
  const denied = NO_ALLERGY.exec(phrase.text);
  if (denied !== null) {
    const names = allergies.map(({ name }) => name).join(", ");
    const message = `Hier staat dat er geen allergie is; gezegd is een allergie voor ${names}. Controleer.`;
    return [makeCheck("negation", message, phrase, denied.index, denied.index + denied[0].length)];
  }
  if (soep !== "P") return [];
  return tokenize(phrase.text).flatMap(({ text, start, end }) => {
    const drug = text.length < LEAST_LETTERS ? undefined : findDrug(text, drugs);
    const allergy = drug && allergies.find((each) => isAlike(each, drug));
    const clause = phrase.text.slice(phrase.text.lastIndexOf(".", start) + 1).split(/[.;]/)[0]!;
    if (allergy === undefined || REFUSED.test(clause)) return [];
    return [
      makeCheck(
        "drug",
        `"${text}" staat in het plan, maar gezegd is een allergie voor ${allergy.name}. Controleer.`,
        phrase,
        start,
        end,
      ),
    ];
  });
}
