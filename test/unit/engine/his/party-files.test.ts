import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SoepelError } from "../../../../src/contract/errors.ts";
import type { DraftNote } from "../../../../src/core/note/note.ts";
import { makeBundle } from "../../../../src/engine/his/make-bundle.ts";
import { readPatientFile, readPracticeFile } from "../../../../src/engine/his/party-files.ts";
import { PATIENT, PRACTICE, readNote, toSend } from "../../../fixtures/fhir/notes.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "soepel-parties-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(text: string): string {
  const path = join(folder, "p.json");
  writeFileSync(path, text);
  return path;
}

describe("the patient and practice files", () => {
  it("are read", () => {
    expect(readPatientFile(write(JSON.stringify(PATIENT)))).toEqual(PATIENT);
    expect(readPracticeFile(write(JSON.stringify(PRACTICE)))).toEqual(PRACTICE);
  });
  it.each([
    ["no JSON", '{"name":{"given":"Geheim"', /is not JSON/],
    [
      "no family name",
      '{"name":{"given":"Geheim"},"birthDate":"1972-03-14","gender":"female"}',
      /name\.family is missing/,
    ],
    [
      "a wrong BSN",
      JSON.stringify({ ...PATIENT, name: { given: "Geheim", family: "Geheim" }, bsn: "999911121" }),
      /bsn must be 9 digits/,
    ],
  ])("with %s say which field, never what stands there", (_, text, rule) => {
    let error: unknown;
    try {
      readPatientFile(write(text));
    } catch (e) {
      error = e;
    }
    expect(error).toMatchObject({ code: "patient-invalid", message: expect.stringMatching(rule) });
    const { message, stack, cause } = error as SoepelError;
    expect(`${message} ${stack} ${String(cause)}`).not.toMatch(/Geheim|9999/);
  });
  it("that are not there are file-not-found; a practice has its own error", () => {
    expect(() => readPatientFile(join(folder, "none.json"))).toThrow(
      expect.objectContaining({ code: "file-not-found" }),
    );
    expect(() => readPracticeFile(write("{}"))).toThrow(expect.objectContaining({ code: "practice-invalid" }));
  });
});

describe("makeBundle", () => {
  it("refuses a note without content", () => {
    const note = { ...readNote("telefonisch-zonder-e"), deelcontacten: [] } as DraftNote;
    expect(() => makeBundle(toSend(note))).toThrow(expect.objectContaining({ code: "note-empty" }));
  });
  it("refuses a time that FHIR does not take", () => {
    const note = readNote("telefonisch-zonder-e");
    const undated = { ...note, consult: { ...note.consult, startedAt: "2026-11-24T09:50" } };
    expect(() => makeBundle(toSend(undated))).toThrow(expect.objectContaining({ code: "note-invalid" }));
    expect(() => makeBundle(toSend(note, { at: "nu" }))).toThrow(expect.objectContaining({ code: "note-invalid" }));
  });
  it("stops at a title that is not the table's, and does not quote it", () => {
    const titles = new Map([["R05", "Iets anders"]]);
    expect(() => makeBundle(toSend(readNote("telefonisch-zonder-e")), titles)).toThrow(
      /the title is not that of the ICPC code/,
    );
    expect(() => makeBundle(toSend(readNote("telefonisch-zonder-e")), titles)).not.toThrow(/Hoesten/);
  });
});
