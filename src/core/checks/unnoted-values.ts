import { MEASUREMENT_KINDS } from "../measurements/kinds.ts";
import { readMeasurements } from "../measurements/read-measurements.ts";
import { licenseNumbers } from "../text/number-licence.ts";
import { readNumbers } from "../text/numbers.ts";
import type { Utterance } from "../transcript/transcript.ts";
import type { Omission } from "./omitted.ts";

/** What is measured in the room: said aloud and not noted, it is gone. */
const VITAL = new Set(["bloeddruk", "pols", "temperatuur", "gewicht", "saturatie", "glucose", "nuchtere glucose"]);
const KINDS = MEASUREMENT_KINDS.filter(({ name, near }) => VITAL.has(name) && near === undefined);
/** Words that name a vital value only in a measurement's own turn, never in passing. */
const LOOSE = /^(?:druk|bovendruk|horloge zegt|koorts|verhoging|suikers?|hypo'?s?|nuchter|zuurstof)$/i;
/** How many characters after its name a value stands, where the reader of measurements made nothing of it. */
const REACH = 30;
const NO_VALUE_BEFORE =
  /(?<!\p{L})(?:onder|boven|tot|streef\p{L}*|lager|hoger|minder|meer|vanaf|rond|was|waren|vorige?|eerder|toen|per|elke|over|om|maal|keer|uur|dagen?|weken|maanden|jaar)(?!\p{L})/iu;
const NO_VALUE_AFTER =
  /^\s*(?:keer|maal|x|uur|uren|dag\p{L}*|week|weken|maand\p{L}*|jaar|jaren|minuten|minuut|milligram|mg|tablet\p{L}*|kilo(?:gram)? (?:minder|meer|te|afgevallen|aangekomen|kwijt|erbij|eraf|zwaarder|lichter)|of (?:hoger|meer|lager))(?!\p{L})/iu;

/** Measured values that were said and that neither a line nor a measurement of the note (`measured`: their values) holds. */
export function findUnnotedValues(
  utterances: readonly Utterance[],
  noteText: string,
  measured: readonly string[],
): Omission[] {
  const noted = new Set([...licenseNumbers(noteText), ...measured.flatMap((value) => [value, ...value.split("/")])]);
  const isNoted = (value: string): boolean => noted.has(value) || value.split("/").every((part) => noted.has(part));
  const found = new Map<string, Omission>();
  const add = (utterance: string, name: string, value: string): void => {
    if (isNoted(value) || found.has(`${name} ${value}`)) return;
    const message = `Gemeten is: ${name} ${value}. Het staat niet in het verslag.`;
    found.set(`${name} ${value}`, { utterance, kind: "value", word: value, message });
  };
  const read = readMeasurements(utterances).filter(({ name }) => VITAL.has(name));
  for (const { name, value, evidence } of read) add(evidence.at(-1)!, name, value);
  const isRead = (id: string, name: string): boolean =>
    read.some((value) => value.evidence.includes(id) && value.name.endsWith(name));
  for (const { id, text, speaker } of utterances) {
    if (speaker !== "zorgverlener" && speaker !== "onbekend") continue;
    for (const { name, value } of looseValues(text)) if (!isRead(id, name)) add(id, name, value);
  }
  return [...found.values()];
}

/** Numbers right behind the name of a vital value, which may be heard in pieces ("bloeddruk 148 92"). */
function looseValues(text: string): { name: string; value: string }[] {
  const numbers = readNumbers(text).filter(({ kind }) => kind !== "article");
  return KINDS.flatMap(({ name, said, range }) =>
    [...text.matchAll(said)].flatMap((match) => {
      if (LOOSE.test(match[0])) return [];
      const end = match.index + match[0].length;
      const number = numbers.find(({ start }) => start >= end);
      if (number === undefined || number.start - end > REACH) return [];
      const between = text.slice(end, number.start);
      const value = number.text;
      const first = Number(value.split("/")[0]!.replace(",", "."));
      if (/[.?!;]/.test(between) || NO_VALUE_BEFORE.test(between) || NO_VALUE_AFTER.test(text.slice(number.end)))
        return [];
      if (/^[^.!]*\?/.test(text.slice(number.end)) || !(first >= range[0] && first <= range[1])) return [];
      return [{ name, value }];
    }),
  );
}
