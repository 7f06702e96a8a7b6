import type { Utterance } from "./transcript.ts";

const VERB =
  "straalt|trekt|heeft|hebt|heb|hebben|had|hadden|is|bent|ben|zijn|was|waren|kunt|kun|kan|kunnen|doet|gaat|komt|zit|staat|wordt|voelt|merkt|rookt|gebruikt|slikt|drinkt|eet|" +
  "slaapt|plast|snurkt|hoest|bloedt|jeukt|brandt|tintelt|zwelt|weet|denkt|ziet|hoort|wilt|wil|lukt|helpt|werkt|woont|sport|leeft|last|klopt|krijgt|kreeg|moet|zou|verliest|valt|herkent|mist";
/** Words before the verb that say nothing: "en", "oké, mevrouw". */
const LEAD = "(?:(?:en|dus|maar|ja|nee|oké|oke|ok|goed|nou|hm+|eh+|mevrouw|meneer|prima|duidelijk)[\\s,]+){0,3}";
const SUBJECT =
  "(?:u|je|jij|jullie|hij|zij|ze|het|'t|dat|dit|er|die|iemand|(?:de|het|uw|je|jouw|zijn|haar|een|deze|die|dat)\\s\\p{L}{2,})";
const ORDER = new RegExp(`^\\W*${LEAD}(?:${VERB})\\s${SUBJECT}(?!\\p{L})`, "iu");
/** "Gaat u maar liggen", "komt u even mee", "krijgt u koorts, dan belt u": verb first, and no question. */
const ORDERS_TO_DO = new RegExp(
  `^\\W*${LEAD}(?:gaat|komt|doet|staat|drinkt|eet|gebruikt|slikt|moet|blijft|wordt|hebt|heb)\\s(?:u|je|jij)\\s(?:\\p{L}+\\s){0,4}?(?:zitten|liggen|staan|door|binnen|voor|maar|even|eens|gerust|rustig|dan|terug|mee)(?!\\p{L})`,
  "iu",
);
const IF_THEN =
  /,\s*(?:dan|bel\p{L}*|kom\p{L}*|neem\p{L}*|mag|moet)(?!\p{L})|\sdan (?:bel\p{L}*|kom\p{L}*|moet\p{L}*|mag|gaan?|neem\p{L}*|is|hoef\p{L}*)(?!\p{L})|(?<!\p{L})(?:bellen|bel|belt|honderdtwaalf|112|spoed|stop|terugkomen|dan \p{L}+)\W*$|:/iu;
const YES_OR_NO =
  /^\W*(?:(?:nou|eh+|oh?|mm|hm+)\W+)*(?:ja|nee|neen|jawel|klopt|zeker|soms|nooit|niet|geen|een beetje|gelukkig)(?!\p{L})/iu;
/** A longer sentence goes on with something else. */
const MOST_WORDS = 22;

/**
 * The utterances with a question mark behind what a clinician, or somebody unknown whom the next one answers, asks by the order of the words
 * ("straalt de pijn uit naar uw been"): a recogniser often leaves the mark out, and a question is no fact.
 */
export function markQuestions<T extends Pick<Utterance, "text" | "speaker">>(utterances: readonly T[]): T[] {
  return utterances.map((utterance, i) => {
    const { speaker } = utterance;
    if (speaker !== "zorgverlener" && speaker !== "onbekend") return utterance;
    const answer = utterances[i + 1]?.text ?? "";
    const sentences = utterance.text.split(/(?<=[.!?])\s+/);
    const text = sentences
      .map((sentence, n) => {
        const isAnswered = YES_OR_NO.test(sentences[n + 1] ?? answer);
        return isAsked(sentence) && (speaker === "zorgverlener" || isAnswered)
          ? sentence.replace(/[\s.…]*$/u, "?")
          : sentence;
      })
      .join(" ");
    return text === utterance.text ? utterance : { ...utterance, text };
  });
}

/** Has a sentence without a mark the order of a question? */
function isAsked(sentence: string): boolean {
  if (/[?!]\s*$/.test(sentence) || sentence.split(/\s+/).length > MOST_WORDS) return false;
  return ORDER.test(sentence) && !ORDERS_TO_DO.test(sentence) && !IF_THEN.test(sentence);
}
