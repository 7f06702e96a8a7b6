import { readNumbers } from "../text/numbers.ts";
import { foldWord } from "../text/tokens.ts";
import { withoutTurned } from "./turned-values.ts";

const SHORT: readonly (readonly [RegExp, string])[] = [
  [/\been (?:keer|maal) of (\d+)/gi, "ca $1x"],
  [/\b(keer|maal) (per dag|op een dag|daags)\b/gi, "dd"],
  [/\b(weken|week|weekjes?)\b/gi, "wkn"],
  [/\bdagen\b/gi, "dgn"],
  [/\bdag\b/gi, "dg"],
  [/\b(maanden|maand)\b/gi, "mnd"],
  [/\b(jaren|jaar)\b/gi, "jr"],
  [/\bmilligram\b/gi, "mg"],
  [/\b(keer|maal)\b/gi, "x"],
  [/\blinks\b/gi, "li"],
  [/\brechts\b/gi, "re"],
  [/\b(beide kanten|beiderzijds|aan allebei de kanten)\b/gi, "bdz"],
  [/\bmillimeter\b/gi, "mm"],
  [/\bcentimeter\b/gi, "cm"],
];
const FILLER = new Set(
  (
    "ja nou eh ehm hm oke dus eigenlijk gewoon hoor zeg nou joh toch even maar ook de het een ik je jij u uw we wij mijn m'n me mij dan dat die er " +
    "want zo al heb heeft hebt ben bent is zijn was dokter mevrouw meneer zuster denk geloof vind natuurlijk inderdaad precies best wel " +
    "weet ze hij zij haar hem ie 't 'n z'n d'r om te van"
  ).split(" "),
);

/** "Meer dan drie keer": here "dan" tells which way. */
const COMPARED = /^(?:meer|minder|hoger|lager|langer|korter|groter|kleiner|vaker|erger|eerder|later)$/i;
const bare = (word: string): string => foldWord(word.replace(/[.,;:!]+$/, ""));

/**
 * An utterance in telegram style by rule alone: fillers out, number words as digits, usual abbreviations. Nothing is added, so it
 * can stand where a written phrase said more than was said. At most `most` words.
 */
export function compressUtterance(said: string, most = 22): string {
  const text = withoutTurned(said);
  let digits = "";
  let from = 0;
  for (const number of readNumbers(text)) {
    if (number.kind === "article") continue;
    digits += text.slice(from, number.start) + number.text;
    from = number.end;
  }
  digits += text.slice(from);
  let short = digits;
  for (const [pattern, note] of SHORT) short = short.replace(pattern, note);
  const sentences = short
    .replace(/\.\.+/g, ",")
    .split(/(?<=[.!?])\s+/)
    // A question states nothing.
    .filter((sentence) => !sentence.trimEnd().endsWith("?"))
    .map((sentence) =>
      sentence
        .replace(/[.!]+$/, "")
        .replace(/^(?:(?:en|goed|nou|ja)[,\s]+)+/i, "")
        .split(/\s+/)
        .filter((word, i, all) => !FILLER.has(bare(word)) || (bare(word) === "dan" && COMPARED.test(all[i - 1] ?? "")))
        .join(" ")
        .replace(/^[,;\s]+|[,;\s]+$/g, ""),
    )
    .filter((sentence) => /[\p{L}\d]/u.test(sentence));
  const kept: string[] = [];
  let words = 0;
  for (const sentence of sentences) {
    words += sentence.split(" ").length;
    if (kept.length > 0 && words > most) break;
    kept.push(sentence.split(" ").slice(0, most).join(" "));
  }
  return kept.map((sentence) => `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`).join(" ");
}
