import { readFileSync } from "node:fs";
import { type ErrorCode, SoepelError } from "../../contract/errors.ts";
import {
  type Parsed,
  type PatientFile,
  type PracticeFile,
  parsePatientFile,
  parsePracticeFile,
} from "../../core/fhir/party-files.ts";

/** Reads P.json. Fails: file-not-found, patient-invalid (with the field's name, never its value). */
export function readPatientFile(path: string): PatientFile {
  return read(path, parsePatientFile, "patient-invalid");
}

/** Reads Q.json. Fails: file-not-found, practice-invalid (with the field's name, never its value). */
export function readPracticeFile(path: string): PracticeFile {
  return read(path, parsePracticeFile, "practice-invalid");
}

function read<T>(path: string, parse: (value: unknown) => Parsed<T>, code: ErrorCode): T {
  let text: string;
  try {
    text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new SoepelError("file-not-found", path, { cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw new SoepelError(code, `${path} is not JSON`);
  }
  const parsed = parse(value);
  if (!parsed.ok) throw new SoepelError(code, `${path}: ${parsed.problem}`);
  return parsed.value;
}
