import { z } from "zod";
import { toOneLine } from "../text/one-line.ts";

/** The eleven-test of the Dutch citizen service number: 9 digits, weights 9 to 2 and -1, divisible by 11. */
export function isBsn(text: string): boolean {
  if (!/^\d{9}$/.test(text) || text === "000000000") return false;
  return [...text].reduce((sum, digit, i) => sum + Number(digit) * (i === 8 ? -1 : 9 - i), 0) % 11 === 0;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const name = z
  .string("must be text")
  .transform(toOneLine)
  .pipe(z.string().min(1, "must not be empty").max(200, "is too long"));
const digits = (n: number) => z.string("must be text").regex(new RegExp(`^\\d{${n}}$`), `must be ${n} digits`);

/** P.json: who the patient is, as the HIS knows her. `bsn` is absent where there is none (a tourist, a newborn). */
const patientFile = z.object({
  name: z.object({ given: name, family: name }),
  birthDate: z.string("must be text").refine(isDate, "must be a date as 1971-04-05"),
  gender: z.enum(["male", "female", "other", "unknown"], "must be male, female, other or unknown"),
  bsn: z.string("must be text").refine(isBsn, "must be 9 digits that pass the eleven-test").optional(),
});
export type PatientFile = z.infer<typeof patientFile>;

/** Q.json: which practice, and who of it saw the patient. AGB codes are 8 digits, UZI numbers 9, BIG numbers 11, URA 8. */
const practiceFile = z.object({
  organisation: z.object({ name, agb: digits(8), ura: digits(8).optional() }),
  practitioner: z.object({
    name,
    agb: digits(8).optional(),
    uzi: digits(9).optional(),
    big: digits(11).optional(),
    role: z.enum(["huisarts", "poh-s", "poh-ggz"], "must be huisarts, poh-s or poh-ggz"),
  }),
});
export type PracticeFile = z.infer<typeof practiceFile>;

/** What a file holds, or which field is wrong: its name and the rule that it breaks, never its value. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

function parse<T>(schema: z.ZodType<T>, value: unknown): Parsed<T> {
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const issue = result.error.issues[0]!;
  const field = issue.path.join(".");
  const isAbsent =
    issue.code === "invalid_type" || issue.code === "invalid_value" ? at(value, issue.path) === undefined : false;
  return {
    ok: false,
    problem: field === "" ? "must be a JSON object" : `${field} ${isAbsent ? "is missing" : issue.message}`,
  };
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((v, key) => (v as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

/** Reads P.json's content. */
export function parsePatientFile(value: unknown): Parsed<PatientFile> {
  return parse(patientFile, value);
}

/** Reads Q.json's content. */
export function parsePracticeFile(value: unknown): Parsed<PracticeFile> {
  return parse(practiceFile, value);
}
