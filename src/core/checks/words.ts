import { licenceFor } from "../note/licence/licence.ts";
import type { Check } from "../note/note.ts";
import { judgePerson } from "../note/others.ts";
import { foldWord, tokenize } from "../text/tokens.ts";
import { type CheckContext, type CheckedPhrase, makeCheck } from "./context.ts";
import { type Drug, type DrugTable, findDrug, isDrugLike, isEverydaySubstance, nearestDrugs } from "./drugs.ts";

/** Below this the recogniser itself doubts a word. */
const UNSURE = 0.5;

/**
 * Words that may be a drug which was misheard: in no table though they look like one, or doubted by the recogniser and alike in sound.
 * The nearest names are offered, nothing is changed.
 */
export function checkDrugs(phrase: CheckedPhrase, { drugs, offers }: Pick<CheckContext, "drugs" | "offers">): Check[] {
  const misheard = phrase.evidence
    .flatMap(({ id }) => offers.get(id) ?? [])
    .flatMap(({ heard, candidates }) => {
      const letters = foldWord(heard).match(/[a-z]+/g);
      if (letters === null) return [];
      const words = letters.join("[^\\p{L}\\d]+");
      const found = new RegExp(`(?<!\\p{L})${words}(?!\\p{L})`, "u").exec(foldWord(phrase.text));
      return found === null ? [] : [{ start: found.index, end: found.index + found[0].length, candidates }];
    });
  const strange = tokenize(phrase.text).flatMap(({ text, start, end, kind }) => {
    if (kind !== "word" || text.length < 5 || findDrug(text, drugs) !== undefined) return [];
    if (misheard.some((offer) => start < offer.end && offer.start < end)) return [];
    const isDosed =
      /^\s*\d+(?:,\d+)?\s*(?:mg|mcg|µg)\b/.test(phrase.text.slice(end)) &&
      /^\p{L}{5,}$/u.test(text) &&
      !drugs.spoken.isOrdinary(foldWord(text));
    if (!drugs.heard.has(foldWord(text)) && !isDrugLike(text) && !isDosed) return [];
    const candidates = nearestDrugs(text, drugs);
    return isDosed && candidates.length === 0 && !isDrugLike(text) ? [] : [{ start, end, candidates }];
  });
  return [
    ...[...misheard, ...strange].map(({ start, end, candidates }) =>
      makeCheck("drug", sayCandidates(phrase.text.slice(start, end), candidates), phrase, start, end, candidates),
    ),
    ...checkNamed(phrase, drugs),
  ];
}

/** Drugs that the phrase names and its utterances do not, by no name of theirs. */
function checkNamed(phrase: CheckedPhrase, drugs: DrugTable): Check[] {
  const drugOf = (word: string): Drug | undefined => findDrug(word, drugs) ?? drugs.heard.get(foldWord(word));
  const isOne = (drug: Drug | undefined): drug is Drug => drug?.kind === "stof" || drug?.kind === "merk";
  const words = (text: string) => tokenize(text).filter(({ kind, text: word }) => kind === "word" && word.length > 4);
  const said = words(phrase.said).flatMap(({ text }) => drugOf(text) ?? []);
  return words(phrase.text).flatMap(({ text, start, end }) => {
    const drug = findDrug(text, drugs);
    if (!isOne(drug) || isEverydaySubstance(text) || foldWord(phrase.said).includes(foldWord(text))) return [];
    if (said.some(({ name, atc }) => name === drug.name || (atc !== "" && atc === drug.atc))) return [];
    const named = [...new Set(said.filter(isOne).map(({ name }) => name))].slice(0, 3);
    const instead = named.length === 0 ? "" : ` Genoemd is: ${named.join(", ")}.`;
    return [makeCheck("drug", `"${text}" is hier niet genoemd.${instead} Controleer.`, phrase, start, end, named)];
  });
}

/** "\"lisino pril\" klinkt als: lisinopril, fosinopril?" */
export function sayCandidates(heard: string, candidates: readonly string[]): string {
  if (candidates.length === 0) return `"${heard}" staat niet in de geneesmiddelenlijst. Controleer de naam.`;
  return `"${heard}" is geen bekend middel en klinkt als: ${candidates.join(", ")}?`;
}

/** A phrase that rests on words about somebody else. */
export function checkPerson(phrase: CheckedPhrase): Check[] {
  const whose = judgePerson(phrase.text, phrase.said);
  if (whose === "own" || whose === "named") return [];
  return [
    makeCheck(
      "person",
      "Dit gaat misschien over iemand anders dan de patiënt. Controleer over wie het gaat.",
      phrase,
      0,
      phrase.text.length,
    ),
  ];
}

/** Facts that rest on a word which the recogniser was unsure of. */
export function checkUnheard(phrase: CheckedPhrase): Check[] {
  const unsure = new Set(
    phrase.evidence
      .flatMap((utterance) => utterance.words)
      .filter((word) => word.confidence < UNSURE)
      .map((word) => foldWord(word.text.replace(/[^\p{L}\p{N}]/gu, "")))
      .filter((word) => word.length > 3 || /\d/.test(word)),
  );
  if (unsure.size === 0) return [];
  return tokenize(phrase.text).flatMap(({ text, start, end }) =>
    unsure.has(foldWord(text))
      ? [makeCheck("unheard", `"${text}" is niet goed verstaan. Luister terug.`, phrase, start, end)]
      : [],
  );
}

/** Words that nobody knows ("hernila"): heard wrongly, or misspelt. Abbreviations in capitals are not looked at. */
export function checkUnknown(phrase: CheckedPhrase, { words, drugs }: Pick<CheckContext, "words" | "drugs">): Check[] {
  if (words === undefined) return [];
  return tokenize(phrase.text).flatMap(({ text, start, end, kind }) => {
    if (kind !== "word" || /^\p{Lu}+s?$/u.test(text) || words.has(text) || findDrug(text, drugs) !== undefined)
      return [];
    return [
      makeCheck("unheard", `"${text}" is een onbekend woord. Luister terug of verbeter het.`, phrase, start, end),
    ];
  });
}

/** A phrase without evidence, or with words that its utterances do not license. */
export function checkSupport(phrase: CheckedPhrase, { licence }: CheckContext): Check[] {
  if (phrase.evidence.length === 0) {
    return [
      makeCheck(
        "unsupported",
        "Hiervoor is niets gevonden in het gesprek. Controleer of schrap.",
        phrase,
        0,
        phrase.text.length,
      ),
    ];
  }
  if (licence === undefined) return [];
  const last = phrase.evidence.at(-1)!;
  const before = phrase.evidence.slice(0, -1).map((u) => u.text);
  const violations = licenceFor(
    last,
    before.length === 0 ? undefined : { text: before.join("\n") },
    licence,
  ).violations(phrase.text);
  const words = violations.filter((word) => /\p{L}/u.test(word) && !/\d/.test(word));
  if (words.length === 0) return [];
  const start = Math.max(0, phrase.text.indexOf(words[0]!));
  return [
    makeCheck(
      "unsupported",
      `"${words.join(" ")}" is niet zo gezegd. Controleer.`,
      phrase,
      start,
      start + words[0]!.length,
    ),
  ];
}
