import { formatNumber, readNumbers, type SpokenNumber } from "./numbers.ts";

/** What a unit of time may also be told in: one of the first is `factor` of the second. Roots of folded words. */
const TIME_UNITS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^\s*(uur|uren|uurtje)/, [60]],
  [/^\s*(jaar|jaren|jaartje)/, [12]],
  [/^\s*(maand|maanden|maandje)/, [4]],
  [/^\s*(week|weken|weekje)/, [7]],
  [/^\s*(meter)/, [100]],
  [/^\s*(dag|dagen|etmaal|etmalen)/, [24]],
  [/^\s*(kilo|liter|gram)/, [1000]],
];
const WORDS_WITH_NUMBERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\bdrie kwartier/g, ["45"]],
  [/\bkwartier/g, ["15"]],
  [/\b(dozijn|twaalftal)/g, ["12"]],
  [/\btientallen|\btiental\b/g, ["10"]],
  [/\b(halfjaarlijks|half jaar|halfjaar|halve jaar)/g, ["6", "0,5"]],
  [/\b(kwartaal|driemaandelijks)/g, ["3"]],
  [
    /\b(dagelijks|iedere dag|elke dag|per dag|daags|'s avonds|'s morgens|'s ochtends|voor de nacht|voor het slapen)/g,
    ["1"],
  ],
  [/\b(wekelijks|elke week|iedere week|per week|jaarlijks|maandelijks)/g, ["1"]],
  [/\b(tweemaal|tweewekelijks|beide|allebei|dubbele?|verdubbel\w*|tweeling\w*)/g, ["2"]],
  [/\bdriemaal/g, ["3"]],
  [/\bviermaal/g, ["4"]],
  [/\b(eenmaal|eenmalig|ooit|keertje)|éénmaal/g, ["1"]],
  [/\bom de dag\b|\beergisteren\b|\bovermorgen\b|\b's ochtends en 's avonds\b|\bochtend en avond\b/g, ["2"]],
  [/\bhalfuur/g, ["30", "0,5"]],
  [/(?<!\p{L})(één|een) (één|een) twee\b/gu, ["112"]],
  [/(?<!\p{L})(één|een) (één|een) drie\b/gu, ["113"]],
  [/\bvierde?-?e?-?kael|\bvier-?dkl/g, ["4"]],
  [
    /\b(weekje|maandje|jaartje|dagje|een week|een maand|een jaar|een dag|een uur|een keer|een tablet|een pil|per)/g,
    ["1"],
  ],
  [/\b(geen|niks|niets)\b/g, ["0"]],
];
/** Neighbours such as "achtendertig één" (38,1) or "één vierenzeventig" (1,74): only a blank or "meter"/"graden" between them. */
const DECIMAL_GAP = /^\s*(?:(?:meter|graden|graad|kilo|euro)\s*(?:en\s*)?)?$/;

/**
 * Every number, in the note's form ("38,1", "150/92", "3-4", "0,5"), that a text licenses: those that were read, and
 * those that say the same in another unit of time or length. A number that is not in it was not said.
 */
export function licenseNumbers(text: string): Set<string> {
  const licensed = new Set<string>();
  const lower = text.toLowerCase();
  const numbers = readNumbers(text);
  for (const [i, number] of numbers.entries()) {
    addNumber(licensed, number, lower.slice(number.end));
    const next = numbers[i + 1];
    if (next !== undefined) addNeighbours(licensed, number, next, lower.slice(number.end, next.start));
  }
  for (const time of readClockTimes(lower, numbers)) licensed.add(time);
  for (const [pattern, forms] of WORDS_WITH_NUMBERS) {
    if (lower.match(pattern) !== null) for (const form of forms) licensed.add(form);
  }
  return licensed;
}

function addNumber(licensed: Set<string>, number: SpokenNumber, after: string): void {
  licensed.add(number.text);
  for (const value of number.values) {
    licensed.add(formatNumber(value));
    if (number.kind === "ordinal" || value > 12) continue;
    for (const [unit, factors] of TIME_UNITS) {
      if (unit.test(after))
        for (const factor of factors) if (factor !== 24 || value <= 3) licensed.add(formatNumber(value * factor));
    }
  }
  if (number.kind === "clock") {
    const hour = Math.floor(number.values[0]!);
    for (const h of [hour, hour + 12]) for (const mark of [":", "."]) licensed.add(`${h}${mark}30`);
    licensed.add("30");
    licensed.add(formatNumber(hour));
    licensed.add(formatNumber(hour + 12));
  }
  if (number.kind === "fraction" && !Number.isInteger(number.values[0]! * 4))
    licensed.add(`${Math.round(number.values[0]! * 3)}/3`);
  // A time of day may be noted on 24 hours: "om drie uur" -> 15.00 where the context says so.
  if (/^\s*uur/.test(after) && number.values[0]! < 12) licensed.add(formatNumber(number.values[0]! + 12));
}

function addNeighbours(licensed: Set<string>, a: SpokenNumber, b: SpokenNumber, between: string): void {
  const x = a.values.at(-1)!;
  const y = b.values[0]!;
  const isWhole = Number.isInteger(x) && Number.isInteger(y) && !a.decimal && !b.decimal;
  if (Number.isInteger(x) && y === 0.5 && DECIMAL_GAP.test(between)) licensed.add(`${x},5`);
  if (isWhole && y >= 0 && y < 100 && DECIMAL_GAP.test(between)) {
    licensed.add(`${x},${y}`);
    if (y % 10 === 0) licensed.add(`${x},${y / 10}`);
    if (x < 3 && y >= 10) licensed.add(formatNumber(x * 100 + y));
    if (x < 3 && y < 10) licensed.add(formatNumber(x * 100 + y));
  }
  if (/^(,|\s|of|misschien|hooguit|à|a|tot|en|-)*$/.test(between) && y > x)
    licensed.add(`${formatNumber(x)}-${formatNumber(y)}`);
  if (/^\s*(van de|van|op de|uit)\s*$/.test(between)) licensed.add(`${formatNumber(x)}/${formatNumber(y)}`);
  if (x > y && x >= 60 && y >= 30) licensed.add(`${formatNumber(x)}/${formatNumber(y)}`);
  if (/^\s*(bij|x|keer|maal)\s*$/.test(between)) licensed.add(`${formatNumber(x)}x${formatNumber(y)}`);
}

/** Times of day in the forms of a note: "om drie uur" -> 3.00 and 15.00, "kwart over twee" -> 14.15, "tien voor half elf" -> 10.20. */
function readClockTimes(lower: string, numbers: readonly SpokenNumber[]): string[] {
  const times: string[] = [];
  for (const number of numbers) {
    const hour = number.values[0]!;
    if (hour < 0 || hour > 24 || (number.kind !== "cardinal" && number.kind !== "clock")) continue;
    const before = lower.slice(Math.max(0, number.start - 30), number.start);
    const shift = /(\p{L}+)\s+(voor|over)\s*$/u.exec(before);
    const minutes = shift === null ? 0 : shift[1] === "kwart" ? 15 : (readNumbers(shift[1]!)[0]?.values[0] ?? 0);
    const at = hour * 60 + (shift?.[2] === "voor" ? -minutes : minutes);
    if (minutes === 0 && number.kind === "cardinal" && !isHourPlace(before, lower.slice(number.end))) continue;
    for (const time of [at, at + 12 * 60]) {
      if (time < 0 || time >= 24 * 60) continue;
      const [h, m] = [Math.floor(time / 60), String(time % 60).padStart(2, "0")];
      times.push(`${h}.${m}`, `${h}:${m}`);
      if (m === "00") times.push(String(h));
    }
  }
  return times;
}

const isHourPlace = (before: string, after: string): boolean =>
  /^\s*(uur|u\b|'s)/.test(after) || /\b(om|voor|na|tot|vanaf|tussen|en|morgen|vanmiddag|rond|tegen)\s*$/.test(before);

const NOTE_NUMBER = /\d+(?:[.,:]\d+)?(?:[/-]\d+(?:,\d+)?)?/g;

/** The numbers of a note's phrase with their place; digits inside names ("HbA1c", "L5", "T4", "FEV1") are no numbers. */
export function readNoteNumbers(phrase: string): { text: string; start: number; end: number }[] {
  const found: { text: string; start: number; end: number }[] = [];
  for (const match of phrase.matchAll(NOTE_NUMBER)) {
    if (/[\p{L}]-?$/u.test(phrase.slice(0, match.index)) && !/(?:[x×]|\ddd)$/i.test(phrase.slice(0, match.index)))
      continue;
    found.push({ text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** Is a note's number (also "150/92", "2-3") among those licensed, as a whole or part by part? */
export function isNumberLicensed(number: string, licensed: ReadonlySet<string>): boolean {
  const plain = number.replace(/(\d)\.(\d{3})(?!\d)/g, "$1$2");
  if (licensed.has(plain) || licensed.has(plain.replace(/^0+(?=\d)/, "")) || licensed.has(plain.replace(/,0+$/, "")))
    return true;
  const parts = plain.split(/[/:-]/);
  return parts.length > 1 && parts.every((part) => part !== "" && isNumberLicensed(part, licensed));
}
