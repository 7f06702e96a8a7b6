import { termsOf } from "../icpc/terms.ts";

const FAMILY =
  "vader|moeder|pa|ma|papa|mama|ouders?|broers?|broertje|zus(?:sen|je|ter)?|zoons?|dochters?|opa|oma|grootvader|grootmoeder|oom|tante|neef|nicht|tweelingbroer|tweelingzus|schoonmoeder|schoonvader|schoonzus|zwager|kind(?:eren)?";
const PARTNER = "man|vrouw|partner|vriend(?:in)?|ex|echtgenoot|echtgenote";
const OUTSIDER =
  "buurvrouw|buurman|buurmeisje|buurjongen|buren|collega|kameraad|trainer|baas|werkgever|vriendinnen|vrienden|kennis|maat|ploegmaat|trainingsmaat|huisgenoot|studiegenoot|klasgenoot|juf|leraar|kapper|overbuurvrouw|overbuurman|clubgenoot|teamgenoot";
const OWNER = "(?:mijn|m'n|mien|onze|ons|een|de|die|zijn|z'n|haar|d'r|hun|uw|je)";
const SUBJECT = new RegExp(
  `(?<![\\p{L}'])${OWNER}\\s+(?:\\p{L}+\\s)?(${OUTSIDER}|${FAMILY}|${PARTNER})(?!\\p{L})`,
  "iu",
);
const OUTSIDE = new RegExp(`(?<!\\p{L})(?:${OUTSIDER})(?!\\p{L})`, "iu");
/** A verb that tells of the other person's own state. */
const STATE =
  /(?<!\p{L})(?:heeft|had|hebben|hadden|kreeg|krijgt|is|was|bleek|lag|slikt|slikte|gebruikt|gebruikte|overleed|overleden|stierf|dood|geopereerd|zit|zat|loopt|liep|ook)(?!\p{L})/iu;
/** Somebody else whom the speaker knows of, told apart from the patient by when or where ("een patiënt van gisteren", "iemand anders"). */
const STRANGE = "(?:patiënte?|patient|cliënte?|meneer|mevrouw|bewoner|bewoonster|man|vrouw|jongen|meisje|kind)";
const WHEN =
  "(?:gisteren|eergisteren|vanochtend|vanmorgen|daarnet|laatst|onlangs|vorige week|van de week|verleden week)";
const STRANGER = new RegExp(
  `(?<!\\p{L})(?:een andere? ${STRANGE}|(?:een|nog een|de|die) (?:patiënte?|patient|cliënte?|meneer|mevrouw) (?:van|uit|op|in) (?:${WHEN}|hier|mij|een collega|de afdeling)` +
    `|(?:ik|we) (?:had|hadden|zag|zagen) ${WHEN} (?:nog |ook )*(?:een (?:\\p{L}+ )?${STRANGE}|iemand)|iemand (?:anders|die|op|in|bij|van)(?: \\p{L}+)?)(?!\\p{L})`,
  "iu",
);
const isOutside = (clause: string): boolean => OUTSIDE.test(clause) || STRANGER.test(clause);
const NAMED = new RegExp(`(?<!\\p{L})(?:FA|fam\\p{L}*|${FAMILY}|${PARTNER}|${OUTSIDER})(?!\\p{L})`, "iu");
const OWN = /(?<!\p{L})(?:ik|mij|me|m'n|mijn|mezelf)(?!\p{L})/iu;

/** Verbs by which the other person tells about the patient. */
const REPORTS =
  /(?<!\p{L})(?:zag|ziet|zei|zegt|vindt|vond|merkt|merkte|gemeten|gaf|gegeven|gekregen|gekocht|belde?|stuurt|stuurde|wil(?:de)?|denkt|dacht|van)(?!\p{L})/iu;
const GOES_ON = /^(?:die|hij|zij|ze|ie|dat (?:had|heeft)|en (?:die|hij|zij|ze))(?!\p{L})/iu;

const clauses = (text: string): string[] => text.split(/(?<=[.!?])\s+|,\s+/u);

/** The clauses of an utterance that tell how somebody else is. */
export function clausesAboutOthers(text: string): string[] {
  const about: string[] = [];
  let isOpen = false;
  for (const clause of clauses(text)) {
    const stranger = STRANGER.exec(clause);
    const subject = stranger ?? SUBJECT.exec(clause);
    const isOwn = OWN.test(subject === null ? clause : clause.replace(subject[0], ""));
    const isNamed =
      subject !== null &&
      !isOwn &&
      (stranger !== null || !REPORTS.test(clause)) &&
      (STATE.test(clause) || clause.trim().length < subject[0].length + 12);
    const isMore: boolean = subject === null && isOpen && GOES_ON.test(clause) && !isOwn;
    if (isNamed || isMore) about.push(clause);
    isOpen = isNamed || isMore;
  }
  return about;
}

/** Whose fact is a phrase? "outsider": somebody who has no place in the note; "unnamed": another's fact told as the patient's. */
export function judgePerson(phrase: string, evidence: string): "own" | "named" | "unnamed" | "outsider" {
  const others = clausesAboutOthers(evidence);
  if (others.length === 0) return "own";
  const theirs = new Set(others.flatMap(termsOf));
  const rest = new Set(
    clauses(evidence)
      .filter((clause) => !others.includes(clause))
      .flatMap(termsOf),
  );
  const terms = termsOf(phrase);
  const isTheirs = terms.length > 0 && terms.every((term) => theirs.has(term) && !rest.has(term));
  if (!isTheirs) return "own";
  if (OUTSIDE.test(phrase) || (others.some(isOutside) && !NAMED.test(phrase))) return "outsider";
  return NAMED.test(phrase) ? "named" : "unnamed";
}

const ELDERS =
  "vader|moeder|ouders?|broers?|broertje|zus(?:sen|je|ter)?|opa|oma|grootvader|grootmoeder|oom|tante|neef|nicht|tweelingbroer|tweelingzus|schoon(?:moeder|vader|zus)|zwager|man|vrouw|partner|echtgenoot|echtgenote";
/** What befalls a relative and is the patient's own problem: loss, care, a quarrel, a worry. */
export const OWN_BURDEN =
  /(?<!\p{L})(?:overl\p{L}+|dood|gestorven|rouw\p{L}*|verlies|verloren|zorg\p{L}*|mantelzorg\p{L}*|relatie\p{L}*|ruzie\p{L}*|conflict\p{L}*|proble\p{L}+|gescheiden|scheiding|bang|angst\p{L}*|mishandel\p{L}*|geweld|besmet\p{L}*|via|van)(?!\p{L})/iu;
/** Somebody of whom so many turns tell is whom the talk is about. */
const MANY_TURNS = 4;

/** What relatives are called, for a pattern. A child is one only where the patient is known to be an adult: else it is the patient. */
export function relativesOf(ageYears: number | undefined): string {
  return ageYears !== undefined && ageYears >= 18 ? `${ELDERS}|zoons?|dochters?|kind(?:eren)?` : ELDERS;
}

/** Per turn the clauses that tell how a relative is; none where a companion tells of the patient, or where most is about one. */
export function clausesAboutRelatives(
  turns: readonly { readonly text: string; readonly speaker: string }[],
  names = relativesOf(undefined),
): string[][] {
  const relative = new RegExp(`(?<!\\p{L})(?:${names})(?!\\p{L})`, "iu");
  const about = turns.map(({ text, speaker }) => {
    if (speaker === "begeleider") return [];
    let isRelative = false;
    return clausesAboutOthers(text).filter((clause) => {
      // "..., die had een hartinfarct" goes on with whom the clause before it named.
      isRelative = relative.test(clause) || (isRelative && GOES_ON.test(clause));
      return isRelative && !OWN_BURDEN.test(clause);
    });
  });
  return about.filter((clauses) => clauses.length > 0).length < MANY_TURNS ? about : turns.map(() => []);
}
