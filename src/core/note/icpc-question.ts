import type { PatientTraits } from "../consult/consult.ts";
import type { IcpcQuestion } from "../icpc/features.ts";
import { affirmedClauses } from "../icpc/terms.ts";
import type { Utterance } from "../transcript/transcript.ts";
import type { Line, Soep } from "./note.ts";
import { clausesAboutOthers } from "./others.ts";

const ELDERS =
  "vader|moeder|ouders?|broers?|broertje|zus(?:sen|je|ter)?|opa|oma|grootvader|grootmoeder|oom|tante|neef|nicht|tweelingbroer|tweelingzus|schoon(?:moeder|vader|zus)|zwager|man|vrouw|partner|echtgenoot|echtgenote";
const CHILDREN = "zoons?|dochters?|kind(?:eren)?";
/** What befalls a relative and is the patient's own problem: loss, care, a quarrel, a worry. */
const OWN_BURDEN =
  /(?<!\p{L})(?:overl\p{L}+|dood|gestorven|rouw\p{L}*|verlies|verloren|zorg\p{L}*|mantelzorg\p{L}*|relatie\p{L}*|ruzie\p{L}*|conflict\p{L}*|proble\p{L}+|gescheiden|scheiding|bang|angst\p{L}*|mishandel\p{L}*|geweld|besmet\p{L}*|via|van)(?!\p{L})/iu;
const NO_HABIT = /^(?:pt\s+)?(?:rookt|drinkt|gebruikt)\s+(?:zelf\s+)?(?:niet|geen(?:\s+\p{L}+)?)[.,;]?$/iu;
/** Somebody of whom so many turns tell is whom the call is about. */
const MANY_TURNS = 4;

/**
 * What is asked for a deelcontact's code: its E and S lines and what was said for them, without what is a relative's ("Moeder
 * mammacarcinoom"). Undefined where nothing of the patient's own is left.
 */
export function makeIcpcQuestion(
  lines: readonly Line[],
  utterances: ReadonlyMap<string, Pick<Utterance, "text" | "speaker">>,
  patient: PatientTraits | undefined,
): IcpcQuestion | undefined {
  const isAdult = patient !== undefined && patient.ageYears >= 18;
  const names = isAdult ? `${ELDERS}|${CHILDREN}` : ELDERS;
  const textOf = (soep: Soep): string => lines.find((line) => line.soep === soep)?.text ?? "";
  const [evaluation, complaint] = [ownClauses(textOf("E"), names), ownClauses(textOf("S"), names)];
  const said = [...new Set(lines.flatMap((line) => line.evidence))].flatMap((id) => utterances.get(id) ?? []);
  const about = said.map((utterance) => aboutOthers(utterance, names));
  const isForAnother = about.filter((clauses) => clauses.length > 0).length >= MANY_TURNS;
  const evidence = said
    .map(({ text }, i) => (isForAnother ? text : about[i]!.reduce((rest, clause) => rest.replace(clause, " "), text)))
    .join(" ");
  const isCut = evaluation !== textOf("E") || complaint !== textOf("S");
  if (isCut && affirmedClauses(`${evaluation} ${complaint}`).length === 0) return undefined;
  return { evaluation, complaint, evidence, patient };
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

/** The clauses in which the patient tells how a relative is. */
function aboutOthers({ text, speaker }: Pick<Utterance, "text" | "speaker">, names: string): string[] {
  if (speaker === "begeleider") return [];
  const relative = new RegExp(`(?<!\\p{L})(?:${names})(?!\\p{L})`, "iu");
  let isRelative = false;
  return clausesAboutOthers(text).filter((clause) => {
    // "..., die had een hartinfarct": goes on with whom the clause before it named.
    isRelative = relative.test(clause) || (isRelative && /^(?:die|hij|zij|ze|ie|dat|en)(?!\p{L})/iu.test(clause));
    return isRelative && !OWN_BURDEN.test(clause);
  });
}
