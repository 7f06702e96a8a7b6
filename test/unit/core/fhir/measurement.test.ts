import { describe, expect, it } from "vitest";
import { describeMeasurement } from "../../../../src/core/fhir/measurement.ts";

const describeIt = (name: string, value: string, unit: string) =>
  describeMeasurement({ name, value, unit, evidence: [] });
const codesOf = (m: ReturnType<typeof describeIt>) => m.code.coding?.map((c) => c.code) ?? [];

describe("describeMeasurement", () => {
  it("splits a blood pressure", () => {
    const m = describeIt("bloeddruk", "150/92", "mmHg");
    expect(m.profile).toBe("nl-core-BloodPressure");
    expect(m.component?.map((c) => [c.code.coding?.[0]?.code, c.valueQuantity?.value, c.valueQuantity?.code])).toEqual([
      ["8480-6", 150, "mm[Hg]"],
      ["8462-4", 92, "mm[Hg]"],
    ]);
  });
  it.each([
    ["bloeddruk staand", "98/62", "mmHg", "staand", "10904000"],
    ["bloeddruk", "98/62", "mmHg liggend", "liggend", "102538003"],
  ])("keeps the position of %s %s %s", (name, value, unit, note, position) => {
    const m = describeIt(name, value, unit);
    expect(codesOf(m)).toEqual(["85354-9"]);
    expect(m.note).toEqual([{ text: note }]);
    expect(m.extension?.[0]?.valueCodeableConcept?.coding?.[0]?.code).toBe(position);
  });
  it.each([
    ["temperatuur", "37,8", "°C", 37.8, "Cel"],
    ["temperatuur", "37,4", "°C thuis", 37.4, "Cel"],
    ["lengte", "1,78", "m", 178, "cm"],
    ["lengte", "178", "cm", 178, "cm"],
    ["BMI", "28,9", "", 28.9, "kg/m2"],
    ["HbA1c", "53", "mmol/mol", 53, "mmol/mol"],
    ["leukocyten", "6,9", "x10^9/l", 6.9, "10*9/L"],
    ["ferritine", "40", "µg/l", 40, "ug/L"],
    ["PHQ-9", "14", "", 14, "{score}"],
  ])("reads %s %s %s", (name, value, unit, number, ucum) => {
    expect(describeIt(name, value, unit).valueQuantity).toMatchObject({
      value: number,
      code: ucum,
      system: "http://unitsofmeasure.org",
    });
  });
  it.each([
    [">90", ">", 90],
    ["<0,01", "<", 0.01],
    ["≥ 90", ">=", 90],
  ])("keeps the comparator of eGFR %s", (value, comparator, number) => {
    expect(describeIt("eGFR", value, "ml/min").valueQuantity).toMatchObject({ comparator, value: number });
  });
  it.each([
    ["an unknown name", "visus OD", "0,8", ""],
    ["a name that only begins alike", "glucose hypo", "2,9", "mmol/l"],
    ["a unit of another quantity", "glucose", "120", "mg/dl"],
    ["no unit where one is needed", "ferritine", "40", ""],
    ["a range", "pijnscore", "7-8", ""],
    ["a pain score beyond ten", "pijnscore", "70", ""],
    ["one number for a blood pressure", "bloeddruk", "150", "mmHg"],
    ["a size", "zwelling", "3 x 2", "cm"],
    ["a name of Object's", "constructor", "1", ""],
  ])("does not code %s, and does not lose it", (_, name, value, unit) => {
    const m = describeIt(name, value, unit);
    expect(codesOf(m)).toEqual([]);
    expect(m.profile).toBeUndefined();
    expect(m.code.text).toBe(name);
    const told =
      m.valueString ?? `${String(m.valueQuantity?.value).replace(".", ",")} ${m.valueQuantity?.unit ?? ""}`.trim();
    expect(told).toBe(`${value} ${unit}`.trim());
  });
  it("gives a pain score its scale", () => {
    const m = describeIt("pijnscore", "7", "");
    expect(m).toMatchObject({ valueInteger: 7, profile: "nl-core-PainScore" });
    expect(m.method?.coding?.[0]?.code).toBe("NRS");
  });
});
