import { describe, expect, it } from "vitest";
import { CODE, LOINC, SNOMED } from "../../../../src/core/fhir/codes.ts";
import { describeMeasurement } from "../../../../src/core/fhir/measurement.ts";
import { DIASTOLIC, MEASUREMENT_CODES, SYSTOLIC } from "../../../../src/core/fhir/measurement-codes.ts";
import { MEASUREMENT_KINDS } from "../../../../src/core/measurements/kinds.ts";

const CODINGS = [...Object.values(CODE), ...MEASUREMENT_CODES.flatMap((m) => m.coding), ...SYSTOLIC, ...DIASTOLIC];

/** LOINC's check digit: mod 10, every second digit from the right doubled. */
function hasLoincCheckDigit(code: string): boolean {
  const [number, check] = code.split("-");
  const sum = [...number!]
    .reverse()
    .reduce((s, d, i) => s + (i % 2 === 0 ? Math.floor((2 * Number(d)) / 10) + ((2 * Number(d)) % 10) : Number(d)), 0);
  return (10 - (sum % 10)) % 10 === Number(check);
}

const VERHOEFF_D = [
  "0123456789",
  "1234067895",
  "2340178956",
  "3401289567",
  "4012395678",
  "5987604321",
  "6598710432",
  "7659821043",
  "8765932104",
  "9876543210",
];
const VERHOEFF_P = [
  "0123456789",
  "1576283094",
  "5803796142",
  "8916043527",
  "9453126870",
  "4286573901",
  "2793806415",
  "7046913258",
];

/** SNOMED CT's check digit: Verhoeff's dihedral one. */
function hasSnomedCheckDigit(code: string): boolean {
  return (
    [...code].reverse().reduce((c, d, i) => Number(VERHOEFF_D[c]![Number(VERHOEFF_P[i % 8]![Number(d)])]), 0) === 0
  );
}

describe("the codes that Soepel sends", () => {
  it.each(CODINGS.filter((c) => c.system === LOINC).map((c) => c.code!))("LOINC %s has its check digit", (code) =>
    expect(hasLoincCheckDigit(code)).toBe(true),
  );
  it.each(CODINGS.filter((c) => c.system === SNOMED).map((c) => c.code!))("SNOMED %s has its check digit", (code) =>
    expect(hasSnomedCheckDigit(code)).toBe(true),
  );
  it("the checks see a wrong digit", () => {
    expect(hasLoincCheckDigit("59261-9")).toBe(false);
    expect(hasSnomedCheckDigit("276361008")).toBe(false);
  });
  it("no name stands for two measurements", () => {
    const names = MEASUREMENT_CODES.flatMap((m) => m.names);
    expect(new Set(names).size).toBe(names.length);
  });
  it("a displayed code is displayed in one way", () => {
    const byCode = Map.groupBy(CODINGS, (c) => `${c.system}|${c.code}`);
    for (const same of byCode.values())
      expect(new Set(same.map((c) => ("display" in c ? c.display : undefined))).size).toBe(1);
  });
});

describe("the kinds that are read from speech", () => {
  const names = new Set(MEASUREMENT_CODES.flatMap((m) => m.names));
  const known = MEASUREMENT_KINDS.filter((k) => names.has(k.name.toLowerCase()));
  it("most of them have a code", () => expect(known.length).toBeGreaterThan(40));
  it.each(known.map((k) => [k.name, k] as const))("%s is coded in the unit in which it is read", (name, kind) => {
    const { code } = describeMeasurement({
      name,
      value: kind.form === "pair" ? "120/80" : "7",
      unit: kind.unit,
      evidence: [],
    });
    expect(code.text).toBe(name);
    expect(code.coding).not.toBeUndefined();
  });
});
