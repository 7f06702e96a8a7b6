import type { Measurement } from "../note/note.ts";
import { MEASUREMENT_CODES, type MeasurementCode } from "./measurement-codes.ts";
import { cleanText } from "./text.ts";

/** A measurement that is understood enough to be coded; `circumstances` are the words that say how or when ("staand na 5 min"). */
export interface CodedMeasurement {
  readonly code: MeasurementCode;
  /** The UCUM unit. */
  readonly unit: string;
  readonly circumstances: string;
}

/** A number as a HIS writes it: "37,8", "<0,01", ">90". */
export interface Numeric {
  readonly value: number;
  readonly comparator?: "<" | "<=" | ">" | ">=";
}

const CIRCUMSTANCE =
  /\((?:[^)]*)\)|\b(?:thuis(?:meting|zorg)?|zelfmeting|liggend|staand|zittend|herhaald|links|rechts|li|re|(?:na )?\d+ min(?:uten)?|gem(?:iddeld)?|\d+ dgn)\b/giu;
const BY_NAME = new Map(MEASUREMENT_CODES.flatMap((code) => code.names.map((name) => [name, code] as const)));

/** Tells words of circumstance from the rest of a name or a unit. */
function separate(text: string): { rest: string; circumstances: string[] } {
  const circumstances: string[] = [];
  const rest = text
    .replace(CIRCUMSTANCE, (word) => {
      circumstances.push(word.replace(/^\(|\)$/g, ""));
      return " ";
    })
    .replace(/\s+/g, " ")
    .trim();
  return { rest, circumstances };
}

/** The code of a measurement, or undefined where its name or its unit is not one of ours: then it goes out as text. */
export function readCode({ name, unit }: Measurement): CodedMeasurement | undefined {
  const inName = separate(cleanText(name));
  const code = BY_NAME.get(inName.rest.toLowerCase());
  if (code === undefined) return undefined;
  const inUnit = separate(cleanText(unit));
  const key = inUnit.rest.toLowerCase();
  if (!Object.hasOwn(code.units, key)) return undefined;
  return { code, unit: code.units[key]!, circumstances: [...inName.circumstances, ...inUnit.circumstances].join(", ") };
}

/** A value that is one number, with its comparator. */
export function readNumber(value: string): Numeric | undefined {
  const m = /^([<>]=?|≤|≥)?\s*(-?\d+(?:[.,]\d+)?)$/.exec(value.trim());
  if (m === null) return undefined;
  const number = Number(m[2]!.replace(",", "."));
  const comparator = ({ "≤": "<=", "≥": ">=" } as Record<string, string>)[m[1] ?? ""] ?? m[1];
  return comparator === undefined
    ? { value: number }
    : { value: number, comparator: comparator as "<" | "<=" | ">" | ">=" };
}

/** Systolic and diastolic of "150/92". */
export function readBloodPressure(value: string): readonly [number, number] | undefined {
  const m = /^(\d{2,3})\s*\/\s*(\d{2,3})$/.exec(value.trim());
  return m === null ? undefined : [Number(m[1]), Number(m[2])];
}
