import { saidKinds } from "../note/licence/protected-words.ts";
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

const SIDES = [
  { kind: "left", other: "right", pattern: /(?<!\p{L})(?:li|links|linker\p{L}*|OS|AS)(?!\p{L})/gu, name: "links" },
  { kind: "right", other: "left", pattern: /(?<!\p{L})(?:re|rechts|rechter\p{L}*|OD|AD)(?!\p{L})/gu, name: "rechts" },
] as const;

/** Sides of a phrase that its utterances do not say. */
export function checkSides(phrase: CheckedPhrase): Check[] {
  const said = saidKinds(phrase.said);
  return SIDES.flatMap(({ kind, other, pattern, name }) => {
    if (said.has(kind) || said.has("both")) return [];
    return [...phrase.text.matchAll(pattern)].map((m) =>
      makeCheck(
        "side",
        said.has(other)
          ? `Hier staat ${name}, gezegd is ${name === "links" ? "rechts" : "links"}. Controleer de kant.`
          : `De kant "${name}" is hier niet gezegd. Controleer de kant.`,
        phrase,
        m.index,
        m.index + m[0].length,
      ),
    );
  });
}
