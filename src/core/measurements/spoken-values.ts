import { formatNumber, readNumbers, type SpokenNumber } from "../text/numbers.ts";
import type { MeasurementKind } from "./kinds.ts";

/** A value as one kind of measurement would read it, with the place of the words. */
export interface SpokenValue {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const UNIT_WORDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:millimeters? kwik|mm ?hg)/, ["mmHg"]],
  [/^(?:graden|graad|°)/, ["°C"]],
  [/^(?:kilo(?:gram)?|kg|kilootjes?)(?!\p{L})/u, ["kg"]],
  [/^(?:procent|%)/, ["%"]],
  [/^(?:centimeters?|cm)(?!\p{L})/u, ["cm"]],
  [/^(?:meter)(?!\p{L})/u, ["cm"]],
  [/^(?:sec(?:onden)?)(?!\p{L})/u, ["sec"]],
  [/^(?:slagen|per minuut|in de minuut|\/min)/, ["/min"]],
  [/^(?:keer|x|maal) (?:per|in de) minuut/, ["/min"]],
  [/^(?:liter per minuut)/, ["l/min"]],
  [
    /^(?:milli(?:gram|liter)|mg|ml|microgram|gram|liter|tabletten|pillen|eenheden|e)(?!\p{L})/u,
    ["ml", "mg/l", "g/l", "mg/mmol"],
  ],
  [
    /^(?:jaar|jaren|weken|week|dagen|dag|maanden|maand|uur|minuten|minuut|keer|x|maal|euro|pufjes?|kinderen|stappen|trappen|sigaretten|glazen|dozen|mensen|plekk?en|vingers|nachten|avonden|meter|plus|per (?:dag|week|maand|nacht)|plusjes|kg erbij|hypo's|van de)(?!\p{L})/u,
    [],
  ],
];

/** Does a unit that was said after a value fit the kind? Nothing said fits all. */
function isUnitFit(after: string, kind: MeasurementKind): boolean {
  const text = after.replace(/^[\s-]+/, "").toLowerCase();
  for (const [pattern, units] of UNIT_WORDS) {
    if (!pattern.test(text)) continue;
    return (
      units.includes(kind.unit) ||
      units.some((unit) => unit !== "%" && unit !== "kg" && kind.unit.startsWith(`${unit}/`))
    );
  }
  return true;
}

const isBlank = (text: string, from: number, to: number): boolean => /^[\s]*$/.test(text.slice(from, to));

/** Reads the values of a text as `kind` understands numbers: in order, those out of its range left out. */
export function readValues(text: string, kind: MeasurementKind): SpokenValue[] {
  const numbers = readNumbers(text);
  const values: SpokenValue[] = [];
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i]!;
    const next = numbers[i + 1];
    const read = readOne(text, number, next, kind);
    if (read === undefined) continue;
    values.push(read.value);
    if (read.usedNext) i++;
  }
  return values;
}

interface Read {
  readonly value: SpokenValue;
  readonly usedNext: boolean;
}

function readOne(
  text: string,
  number: SpokenNumber,
  next: SpokenNumber | undefined,
  kind: MeasurementKind,
): Read | undefined {
  const isMetre = kind.form === "length" && number.kind === "article" && /^\s*meter\s/i.test(text.slice(number.end));
  if (
    (number.kind === "article" && !isMetre) ||
    number.kind === "ordinal" ||
    number.kind === "range" ||
    number.kind === "year"
  )
    return undefined;
  const inRange = (x: number): boolean => x >= kind.range[0] && x <= kind.range[1];
  const plain = (value: string, end: number, usedNext: boolean): Read | undefined =>
    isUnitFit(text.slice(end), kind) ? { value: { value, start: number.start, end }, usedNext } : undefined;
  if (kind.form === "pair") {
    if (number.kind === "pair") return plain(number.text, number.end, false);
    return undefined;
  }
  if (number.kind === "pair") return undefined;
  if (number.kind === "clock") return undefined;
  const x = number.values[0]!;
  const isNextClose = next !== undefined && next.kind !== "pair" && next.kind !== "ordinal" && next.kind !== "range";
  const y = isNextClose ? next.values[0]! : Number.NaN;
  if (kind.form === "length") return readLength(text, number, next, kind);
  if (
    !number.decimal &&
    isNextClose &&
    (isBlank(text, number.end, next.start) || isUnitBetween(text, number, next, kind))
  ) {
    // "achtendertig een, pols ...": an article stands before a word.
    const isArticle = next.kind === "article" && /^\s*\p{L}/u.test(text.slice(next.end));
    // "achtendertig één", "zevenendertig en half": decimals without a comma are said of temperatures.
    if (kind.form === "temperature" && y === 0.5 && inRange(x)) return plain(`${x},5`, next.end, true);
    if (kind.form === "temperature" && Number.isInteger(y) && y < 10 && !isArticle && inRange(x))
      return plain(`${x},${y}`, next.end, true);
    // "Kalium vier vijf": said so of the small values of a laboratory only.
    const isSmallLab = kind.form === undefined && kind.unit.includes("mol/l") && kind.range[1] <= 40;
    if (isSmallLab && Number.isInteger(x) && Number.isInteger(y) && y < 10 && !isArticle && inRange(x)) {
      return plain(`${x},${y}`, next.end, true);
    }
    if (
      kind.form === "weight" &&
      isUnitBetween(text, number, next, kind) &&
      Number.isInteger(y) &&
      !isArticle &&
      inRange(x)
    ) {
      if (y < 10) return plain(`${x},${y}`, next.end, true);
      if (y >= 100 && y < 1000) return plain(formatNumber(x + y / 1000), next.end, true);
    }
  }
  if (!inRange(x)) return undefined;
  return plain(kind.form === "weight" ? number.text.replace(/(,\d)0$/, "$1") : number.text, number.end, false);
}

const isUnitBetween = (text: string, a: SpokenNumber, b: SpokenNumber, kind: MeasurementKind): boolean =>
  (kind.form === "temperature" && /^\s*(?:graden|graad|°)\s*(?:en\s*)?$/i.test(text.slice(a.end, b.start))) ||
  (kind.form === "weight" && /^\s*(?:kilo|kg)\s*(?:en\s*)?$/i.test(text.slice(a.end, b.start)));

/** "één meter zeventig", "één vierenzeventig", "1,74 meter", "honderdzeventig": centimetres. */
function readLength(
  text: string,
  number: SpokenNumber,
  next: SpokenNumber | undefined,
  kind: MeasurementKind,
): Read | undefined {
  const x = number.values[0]!;
  // "Drie maanden lang, tot half augustus": a half is a length in metres only where it says so.
  if (number.kind === "fraction" && !/^\s*meter(?!\p{L})/iu.test(text.slice(number.end))) return undefined;
  const done = (cm: number, end: number, usedNext: boolean): Read | undefined =>
    cm >= kind.range[0] && cm <= kind.range[1] && isUnitFit(text.slice(end), kind)
      ? { value: { value: formatNumber(cm), start: number.start, end }, usedNext }
      : undefined;
  if (next !== undefined && (x === 1 || x === 2)) {
    const between = text.slice(number.end, next.start);
    const y = next.values[0]!;
    if (/^\s*(?:meter\s*(?:en\s*)?)?$/i.test(between) && Number.isInteger(y) && y < 100 && next.kind !== "pair") {
      return done(x * 100 + y, next.end, true);
    }
  }
  if (number.decimal && x > 0.3 && x < 2.3) return done(Math.round(x * 1000) / 10, number.end, false);
  return done(x, number.end, false);
}
