import type { PatientTraits } from "../consult/consult.ts";
import type { IcpcQuestion } from "../icpc/features.ts";
import { affirmedClauses } from "../icpc/terms.ts";
import type { Utterance } from "../transcript/transcript.ts";
import type { Line, Soep } from "./note.ts";
import { clausesAboutRelatives, OWN_BURDEN, relativesOf } from "./others.ts";

const NO_HABIT = /^(?:pt\s+)?(?:rookt|drinkt|gebruikt)\s+(?:zelf\s+)?(?:niet|geen(?:\s+\p{L}+)?)[.,;]?$/iu;

/**
 * What is asked for a deelcontact's code: its E and S lines, what was said for them, and all that was said but `elsewhere` (ids on which
 * other deelcontacten rest), without what is a relative's ("Moeder mammacarcinoom"). Undefined where nothing of the patient's own is left.
 */
export function makeIcpcQuestion(
  lines: readonly Line[],
  utterances: ReadonlyMap<string, Pick<Utterance, "text" | "speaker">>,
  patient: PatientTraits | undefined,
  elsewhere: ReadonlySet<string> = new Set(),
): IcpcQuestion | undefined {
  const names = relativesOf(patient?.ageYears);
  const textOf = (soep: Soep): string => lines.find((line) => line.soep === soep)?.text ?? "";
  const [evaluation, complaint] = [ownClauses(textOf("E"), names), ownClauses(textOf("S"), names)];
  const own = new Set(lines.flatMap((line) => line.evidence));
  const [evidence, around] = [[...own], [...utterances.keys()].filter((id) => own.has(id) || !elsewhere.has(id))].map(
    (ids) =>
      ownWords(
        ids.flatMap((id) => utterances.get(id) ?? []),
        names,
      ),
  ) as [string, string];
  const isCut = evaluation !== textOf("E") || complaint !== textOf("S");
  if (isCut && affirmedClauses(`${evaluation} ${complaint}`).length === 0) return undefined;
  return { evaluation, complaint, evidence, around, patient };
}

/** What was said, without what is a relative's. */
function ownWords(said: readonly Pick<Utterance, "text" | "speaker">[], names: string): string {
  const about = clausesAboutRelatives(said, names);
  return said.map(({ text }, i) => about[i]!.reduce((rest, clause) => rest.replace(clause, " "), text)).join(" ");
}

/** A note's text without the clauses that tell of a relative's health, and without habits that the patient has not. */
function ownClauses(text: string, names: string): string {
  const relative = new RegExp(`^(?:FA|fam\\p{L}*|(?:\\p{L}+\\s){0,2}?(?:${names}))(?!\\p{L})`, "iu");
  const clauses = text.split(/(?<=[.;,])\s+/);
  if (!clauses.some((clause) => relative.test(clause) && !OWN_BURDEN.test(clause))) return text;
  return clauses
    .filter((clause) => (!relative.test(clause) || OWN_BURDEN.test(clause)) && !NO_HABIT.test(clause))
    .join(" ");
}
