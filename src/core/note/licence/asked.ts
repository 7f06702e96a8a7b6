import { readNumbers } from "../../text/numbers.ts";
import { saidRoots } from "./licence-tables.ts";

/** "Verder niets", "ook niet", "allemaal niet": the answer is to all that was asked. */
const ALL = /(?<!\p{L})(?:ook|verder|allemaal|alle\p{L}*|niks|niets|nergens|helemaal|geen van|beide\p{L}*)(?!\p{L})/iu;
const OPENS_WITH_NO = /^\W*(?:(?:nou|eh|o|ja)\W+)*(?:nee|neen|welnee|nee hoor)(?!\p{L})(?!\W+(?:dat )?klopt)/iu;
/** A thing asked after by its name alone has no more words than this. */
const MOST_WORDS_OF_ITEM = 3;

/**
 * What of the turn before an answer lets stand. Of a list of things ("Koorts, spierpijn, een rode kring?") of which the answer names some
 * ("Koorts niet, en geen kring.") the others were not answered; a number in a question that is denied was not said to be so.
 */
export function whatIsAnswered(question: string, answer: string): string {
  const isDenied = OPENS_WITH_NO.test(answer);
  const first = answer.split(/(?<=[.!?])\s+/)[0]!;
  const named = ALL.test(first) ? [] : saidRoots(answer);
  return question
    .split(/(?<=[.!?])\s+/)
    .map((sentence) => {
      if (!sentence.trimEnd().endsWith("?")) return sentence;
      const asked = isDenied ? withoutNumbers(sentence) : sentence;
      return named.length === 0 ? asked : keepNamed(asked, named);
    })
    .join(" ");
}

function withoutNumbers(sentence: string): string {
  return readNumbers(sentence)
    .filter(({ kind }) => kind !== "article")
    .reverse()
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), sentence);
}

function keepNamed(sentence: string, named: readonly string[]): string {
  const items = sentence.split(/,\s*|\s+(?:of|en)\s+/);
  const isNamed = (item: string): boolean => saidRoots(item).some((root) => named.includes(root));
  if (items.length < 2 || !items.some(isNamed)) return sentence;
  return items.filter((item) => isNamed(item) || item.split(/\s+/).length > MOST_WORDS_OF_ITEM).join(", ");
}
