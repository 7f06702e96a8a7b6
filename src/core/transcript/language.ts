import { foldedWords } from "../text/tokens.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Words that tell one language from its neighbours; words that two of them share ("was", "of", "in") are left out. */
const MARKS: Readonly<Record<"nl" | "en" | "de" | "fr", ReadonlySet<string>>> = {
  nl: words(
    "ik het een niet dat van die zijn ook maar voor met heb heeft hebt mijn m'n z'n u uw je jij jullie er dan nog wel naar bij aan als op te om " +
      "ja nee dus even zo geen dit deze hoe waar wat wie gaat gaan komt goed dag weken pijn heel echt nou toch moet mag kan wordt sinds al iets niks " +
      "links rechts mevrouw meneer dokter mij hij zij ze hun onze daar hier toen want omdat wij bent keer uit over door tot meer weer nu",
  ),
  en: words(
    "the and you your i'm it's that's this have has with for not are but they what when where how can will would should been my she he her his " +
      "from about there don't doesn't pain feel does did i we're you're right okay well just like some any been at on to",
  ),
  de: words(
    "der die das und ich nicht ist ein eine sie mit auf für haben habe hat auch sich von dem den zu wir aber schmerzen seit mein ihr",
  ),
  fr: words(
    "le la les et je vous nous est une des que qui pas pour dans avec j'ai c'est mal depuis mon ma votre du sur il elle",
  ),
};

/**
 * Is this talk Dutch? Foreign passages within a Dutch consult are no reason to refuse it, nor are dialect and short answers;
 * a talk that is English (or German, French, or in another script) throughout is.
 */
export function isDutch(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const counts = { nl: 0, en: 0, de: 0, fr: 0 };
  const said = foldedWords(text);
  for (const word of said) {
    for (const language of ["nl", "en", "de", "fr"] as const) if (MARKS[language].has(word)) counts[language]++;
  }
  const other = Math.max(counts.en, counts.de, counts.fr);
  if (letters > 20 && latin < letters * 0.5) return counts.nl >= 8;
  if (said.length < 4) return true;
  if (other > counts.nl && other >= 3) return counts.nl > 0.12 * said.length && other < 1.5 * counts.nl;
  return counts.nl > 0 || said.length < 12;
}
