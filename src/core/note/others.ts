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
    const subject = SUBJECT.exec(clause);
    const isOwn = OWN.test(subject === null ? clause : clause.replace(subject[0], ""));
    const isNamed =
      subject !== null &&
      !isOwn &&
      !REPORTS.test(clause) &&
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
  if (OUTSIDE.test(phrase) || (others.some((clause) => OUTSIDE.test(clause)) && !NAMED.test(phrase))) return "outsider";
  return NAMED.test(phrase) ? "named" : "unnamed";
}
