import type { CodeableConcept, Coding, Extension, Observation, Quantity } from "fhir/r4.js";
import type { Measurement } from "../note/note.ts";
import { CODE, concept, NICTIZ, UCUM } from "./codes.ts";
import { BLOOD_PRESSURE, DIASTOLIC, PAIN_SCORE, SYSTOLIC } from "./measurement-codes.ts";
import { type CodedMeasurement, type Numeric, readBloodPressure, readCode, readNumber } from "./measurement-reading.ts";
import { cleanText } from "./text.ts";

/** What an Observation says of itself; who, when and where of it come from the bundle. */
export type MeasurementContent = Pick<
  Observation,
  "code" | "category" | "component" | "extension" | "method" | "note" | "valueQuantity" | "valueInteger" | "valueString"
> & { readonly profile?: string };

const POSITIONS = { liggend: CODE.lying, staand: CODE.standing, zittend: CODE.sitting } as const;

/** A measurement as FHIR says it: coded where name, unit and value are all understood, else in the words of the note. */
export function describeMeasurement(measurement: Measurement): MeasurementContent {
  const coded = readCode(measurement);
  return (coded && describeCoded(measurement, coded)) ?? describeInWords(measurement);
}

function describeCoded(
  measurement: Measurement,
  { code, unit, circumstances }: CodedMeasurement,
): MeasurementContent | undefined {
  const said = measurement.unit.trim();
  const base = {
    code: named(measurement, ...code.coding),
    category: [concept(CODE[code.category])],
    ...(circumstances === "" ? {} : { note: [{ text: circumstances }] }),
    ...(code.profile === undefined ? {} : { profile: code.profile }),
  };
  if (code === BLOOD_PRESSURE) {
    const values = readBloodPressure(measurement.value);
    if (values === undefined) return undefined;
    const component = [SYSTOLIC, DIASTOLIC].map((coding, i) => ({
      code: concept(...coding),
      valueQuantity: quantity({ value: values[i]! }, "mmHg", unit),
    }));
    return { ...base, ...inPosition(circumstances), component };
  }
  const number = readNumber(measurement.value);
  if (number === undefined) return undefined;
  if (code === PAIN_SCORE) {
    const isScore =
      Number.isInteger(number.value) && number.value >= 0 && number.value <= 10 && number.comparator === undefined;
    if (!isScore) return undefined;
    // A number that the patient names is a numeric rating; the profile gives pain no category.
    const { category: _, ...rest } = base;
    return { ...rest, valueInteger: number.value, method: concept(CODE.numericRating) };
  }
  // zib BodyHeight takes centimetres only.
  if (unit === "m")
    return { ...base, valueQuantity: quantity({ ...number, value: Math.round(number.value * 1000) / 10 }, "cm", "cm") };
  return { ...base, valueQuantity: quantity(number, said, unit) };
}

function describeInWords(measurement: Measurement): MeasurementContent {
  const number = readNumber(measurement.value);
  const unit = cleanText(measurement.unit);
  return {
    code: named(measurement),
    ...(number === undefined
      ? { valueString: cleanText(`${measurement.value} ${unit}`) }
      : { valueQuantity: unit === "" ? { ...number } : { ...number, unit } }),
  };
}

function named(measurement: Measurement, ...coding: readonly Coding[]): CodeableConcept {
  return { ...(coding.length === 0 ? {} : concept(...coding)), text: cleanText(measurement.name) };
}

function quantity(number: Numeric, said: string, unit: string): Quantity {
  return { ...number, ...(said === "" ? {} : { unit: said }), system: UCUM, code: unit };
}

function inPosition(circumstances: string): { extension?: Extension[] } {
  const word = /\b(liggend|staand|zittend)\b/.exec(circumstances)?.[1];
  if (word === undefined) return {};
  const url = "http://hl7.org/fhir/StructureDefinition/observation-bodyPosition";
  return { extension: [{ url, valueCodeableConcept: concept(POSITIONS[word as keyof typeof POSITIONS]) }] };
}

/** The URL of a profile of Nictiz'. */
export function profileUrl(profile: string): string {
  return NICTIZ + profile;
}
