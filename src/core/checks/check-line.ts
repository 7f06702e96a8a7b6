import { CHECK_CODES, type Check, type Line } from "../note/note.ts";
import { checkAllergies } from "./allergies.ts";
import { type CheckContext, phrasesOf } from "./context.ts";
import { checkNegations } from "./negations.ts";
import { checkNumbers } from "./numbers.ts";
import { checkSides } from "./sides.ts";
import { checkDrugs, checkPerson, checkSupport, checkUnheard, checkUnknown } from "./words.ts";

/** All doubts about one line, most harm first. A word gets one check: the gravest. */
export function checkLine(line: Line, context: CheckContext): Check[] {
  const checks = phrasesOf(line, context).flatMap((phrase) => [
    ...checkNumbers(phrase, context.drugs),
    ...checkSides(phrase),
    ...checkNegations(phrase, context, line.soep),
    ...checkAllergies(phrase, line.soep, context),
    ...checkDrugs(phrase, context),
    ...(line.soep === "S" ? checkPerson(phrase) : []),
    ...checkUnheard(phrase),
    ...checkUnknown(phrase, context),
    ...checkSupport(phrase, context),
  ]);
  const sorted = checks.sort((a, b) => CHECK_CODES.indexOf(a.code) - CHECK_CODES.indexOf(b.code));
  return sorted.filter(
    (check, i) => !sorted.slice(0, i).some((other) => other.span[0] < check.span[1] && check.span[0] < other.span[1]),
  );
}
