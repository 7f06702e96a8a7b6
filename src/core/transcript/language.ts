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
  const { letters, latin } = countLetters(text);
  const said = foldedWords(text);
  const counts = countMarks(said);
  const other = Math.max(counts.en, counts.de, counts.fr);
  if (letters > 20 && latin < letters * 0.5) return counts.nl >= 8;
  if (said.length < 4) return true;
  if (other > counts.nl && other >= 3) return counts.nl > 0.12 * said.length && other < 1.5 * counts.nl;
  return counts.nl > 0 || said.length < 12;
}

/** A piece of talk in fewer words says too little to tell its language by. */
const LEAST_WORDS = 6;
/** In a foreign passage so few words are Dutch ones, by chance or as names. */
const MOST_KNOWN = 0.34;

/**
 * Is one utterance in another language than Dutch? By its script, by the marks of a neighbouring language, or because next to none of
 * its words is Dutch; `isKnown` tells of a folded word whether it is one that people say in Dutch.
 */
export function isForeign(text: string, isKnown: (word: string) => boolean): boolean {
  const { letters, latin } = countLetters(text);
  if (letters >= 4 && latin < letters * 0.5) return true;
  const said = foldedWords(text).filter((word) => /^\p{L}/u.test(word));
  if (said.length < LEAST_WORDS) return false;
  const counts = countMarks(said);
  const other = Math.max(counts.en, counts.de, counts.fr);
  if (other >= 3 && other >= 2 * counts.nl) return true;
  const long = said.filter((word) => word.length > 2);
  return counts.nl <= 1 && long.filter(isKnown).length < MOST_KNOWN * long.length;
}

function countLetters(text: string): { letters: number; latin: number } {
  return {
    letters: text.match(/\p{L}/gu)?.length ?? 0,
    latin: text.match(/\p{Script=Latin}/gu)?.length ?? 0,
  };
}

function countMarks(said: readonly string[]): Record<keyof typeof MARKS, number> {
  const counts = { nl: 0, en: 0, de: 0, fr: 0 };
  for (const word of said) {
    for (const language of ["nl", "en", "de", "fr"] as const) if (MARKS[language].has(word)) counts[language]++;
  }
  return counts;
}
