import { foldedWords } from "../text/tokens.ts";

/** Words that join others and state nothing by themselves; denials too, which deny something that must be named. */
const HOLLOW = new Set(
  (
    "de het een en of om te in op met van voor na bij door tot naar aan uit over onder tegen tussen via per als dan dat die dit deze er " +
    "als zodat want omdat maar ook nog nu al wel toen sinds vanaf binnen zijn haar hij zij ze hem zich zelf eigen pt patient patiente mw dhr " +
    "is was heeft had hebben wordt werd worden kan kunnen mag wil gaat gaan komt komen blijft geeft gegeven doet doen laat " +
    "iets wat zo weer mogelijk mogelijke geen niet nooit niets niks neg zonder ja nee ik u je we wij"
  ).split(" "),
);

/** Does a phrase name nothing at all ("Niet uit te komen.")? A number is something. */
export function isHollow(phrase: string): boolean {
  return foldedWords(phrase).every((word) => HOLLOW.has(word));
}
