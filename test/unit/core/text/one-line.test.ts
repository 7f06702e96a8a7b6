import { expect, it } from "vitest";
import { CALLS } from "../../../../src/contract/calls.ts";
import { parsePatientFile, parsePracticeFile } from "../../../../src/core/fhir/party-files.ts";
import { toOneLine } from "../../../../src/core/text/one-line.ts";

const TURNING = [
  "\u202a",
  "\u202b",
  "\u202c",
  "\u202d",
  "\u202e",
  "\u2066",
  "\u2067",
  "\u2068",
  "\u2069",
  "\u200e",
  "\u200f",
];

it("leaves nothing in a name that lets it read as another", () => {
  for (const mark of [...TURNING, "\u061c", "\u200b", "\ufeff", "\u00ad", "\ud800", "\uffff"])
    expect(toOneLine(`An${mark}na`), mark.codePointAt(0)!.toString(16)).toBe("Anna");
  for (const line of ["\n", "\r\n", "\t", "\u0000", "\u0085", "\u2028", "\u2029", " \u007f "])
    expect(toOneLine(`de${line}Boer`)).toBe("de Boer");
  expect(toOneLine("Zoe\u0308 ")).toBe("Zoë");
  expect(toOneLine("علی‌رضا")).toBe("علی‌رضا");
  expect(toOneLine("𠮷田 O’Brien-d'Haese")).toBe("𠮷田 O’Brien-d'Haese");
});

it("holds where a name comes in: the window's calls and the files of the command line", () => {
  const name = { given: "An\u202ena", family: "Ja\u2066n\nsen" };
  const clean = { given: "Anna", family: "Jan sen" };
  const patient = { name, birthDate: "1971-05-06", gender: "female" };
  const create = CALLS["consult:create"].input;
  expect(create.parse({ patient, setting: "consult", consent: true }).patient.name).toEqual(clean);
  expect(parsePatientFile(patient)).toMatchObject({ ok: true, value: { name: clean } });
  const nameless = { ...patient, name: { ...name, given: "\u202e\u200f" } };
  expect(create.safeParse({ patient: nameless, setting: "consult", consent: true }).success).toBe(false);
  expect(parsePatientFile(nameless)).toEqual({ ok: false, problem: "name.given must not be empty" });
  const clinician = CALLS["clinician:save"].input.parse({ name: "M. de\u202e Boer\n", role: "huisarts" });
  expect(clinician.name).toBe("M. de Boer");
  const practice = {
    organisation: { name: "Prak\u202etijk", agb: "01012346" },
    practitioner: { name: "M.\u200f de Boer", role: "huisarts" },
  };
  expect(parsePracticeFile(practice)).toMatchObject({
    value: { organisation: { name: "Praktijk" }, practitioner: { name: "M. de Boer" } },
  });
});
