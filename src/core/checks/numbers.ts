import type { Check } from "../note/note.ts";
import { isNumberLicensed, licenseNumbers, readNoteNumbers } from "../text/number-licence.ts";
import { type CheckedPhrase, makeCheck } from "./context.ts";
import { type DrugTable, findDrug } from "./drugs.ts";

const DOSE_AFTER =
  /^\s*(?:mg|mcg|µg|ml|g|gram|E|IE|dd|x\s*(?:per|p)?\s*d|tab\p{L}*|caps\p{L}*|puf\p{L}*|inh\p{L}*|druppels?|%\s*(?:creme|zalf))(?!\p{L})/iu;

/** Numbers of a phrase that its utterances do not say; a number beside a drug or before a dose unit is a dose. */
export function checkNumbers(phrase: CheckedPhrase, drugs: DrugTable): Check[] {
  const licensed = licenseNumbers(phrase.said);
  return readNoteNumbers(phrase.text).flatMap(({ text, start, end }) => {
    if (isNumberLicensed(text, licensed)) return [];
    const before = /(\p{L}[\p{L}-]+)\s*$/u.exec(phrase.text.slice(0, start))?.[1];
    const isDose =
      DOSE_AFTER.test(phrase.text.slice(end)) || (before !== undefined && findDrug(before, drugs) !== undefined);
    return isDose
      ? [makeCheck("dose", `Dosering "${text}" is niet zo gezegd. Luister terug en controleer.`, phrase, start, end)]
      : [
          makeCheck(
            "number",
            `Het getal "${text}" is niet zo gezegd. Luister terug en controleer.`,
            phrase,
            start,
            end,
          ),
        ];
  });
}
