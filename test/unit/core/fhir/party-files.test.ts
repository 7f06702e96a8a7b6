import { describe, expect, it } from "vitest";
import { isBsn, parsePatientFile, parsePracticeFile } from "../../../../src/core/fhir/party-files.ts";

const PATIENT = {
  name: { given: "Anna", family: "Geheim" },
  birthDate: "1972-03-14",
  gender: "female",
  bsn: "999911120",
};
const PRACTICE = {
  organisation: { name: "Praktijk", agb: "01000001" },
  practitioner: { name: "D. Geheim", agb: "01000002", role: "huisarts" },
};

describe("isBsn", () => {
  it.each(["999911120", "111222333", "123456782"])("%s passes the eleven-test", (bsn) => expect(isBsn(bsn)).toBe(true));
  it.each(["999911121", "123456789", "12345678", "1234567820", "000000000", "12345678a", ""])("%s does not", (bsn) =>
    expect(isBsn(bsn)).toBe(false),
  );
  it("sees every change of one digit and every swap of two unlike neighbours", () => {
    const bsn = "999911120";
    for (let i = 0; i < 9; i++) {
      for (let d = 0; d < 10; d++) {
        const other = bsn.slice(0, i) + d + bsn.slice(i + 1);
        expect(isBsn(other)).toBe(other === bsn);
      }
      const swapped = bsn.slice(0, i) + (bsn[i + 1] ?? "") + bsn[i]! + bsn.slice(i + 2);
      if (swapped !== bsn && i < 8) expect(isBsn(swapped)).toBe(false);
    }
  });
});

describe("parsePatientFile", () => {
  it("reads a patient, with and without a BSN", () => {
    expect(parsePatientFile(PATIENT)).toEqual({ ok: true, value: PATIENT });
    const { bsn: _, ...stranger } = PATIENT;
    expect(parsePatientFile(stranger)).toEqual({ ok: true, value: stranger });
  });
  it.each<[string, unknown]>([
    ["name is missing", { ...PATIENT, name: undefined }],
    ["name.family is missing", { ...PATIENT, name: { given: "Anna" } }],
    ["name.given must not be empty", { ...PATIENT, name: { given: "  ", family: "Geheim" } }],
    ["birthDate must be a date as 1971-04-05", { ...PATIENT, birthDate: "14-03-1972" }],
    ["birthDate must be a date as 1971-04-05", { ...PATIENT, birthDate: "1972-02-30" }],
    ["gender must be male, female, other or unknown", { ...PATIENT, gender: "vrouw" }],
    ["gender is missing", { ...PATIENT, gender: undefined }],
    ["bsn must be 9 digits that pass the eleven-test", { ...PATIENT, bsn: "999911121" }],
    ["bsn must be text", { ...PATIENT, bsn: 999911120 }],
    ["must be a JSON object", "Geheim"],
    ["must be a JSON object", null],
  ])("%s", (problem, value) => {
    expect(parsePatientFile(value)).toEqual({ ok: false, problem });
  });
});

describe("parsePracticeFile", () => {
  it("reads a practice", () => expect(parsePracticeFile(PRACTICE)).toEqual({ ok: true, value: PRACTICE }));
  it.each<[string, unknown]>([
    ["organisation.agb must be 8 digits", { ...PRACTICE, organisation: { name: "x", agb: "0100000" } }],
    ["organisation.agb is missing", { ...PRACTICE, organisation: { name: "x" } }],
    ["organisation.ura must be 8 digits", { ...PRACTICE, organisation: { ...PRACTICE.organisation, ura: "1" } }],
    ["practitioner is missing", { organisation: PRACTICE.organisation }],
    ["practitioner.agb must be 8 digits", { ...PRACTICE, practitioner: { ...PRACTICE.practitioner, agb: "1" } }],
    ["practitioner.uzi must be 9 digits", { ...PRACTICE, practitioner: { ...PRACTICE.practitioner, uzi: "1" } }],
    ["practitioner.big must be 11 digits", { ...PRACTICE, practitioner: { ...PRACTICE.practitioner, big: "1" } }],
    [
      "practitioner.role must be huisarts, poh-s or poh-ggz",
      { ...PRACTICE, practitioner: { ...PRACTICE.practitioner, role: "arts" } },
    ],
  ])("%s", (problem, value) => {
    expect(parsePracticeFile(value)).toEqual({ ok: false, problem });
  });
});
