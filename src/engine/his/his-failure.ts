import type { OperationOutcome, OperationOutcomeIssue } from "fhir/r4.js";
import { type ErrorCode, SoepelError } from "../../contract/errors.ts";

const MOST_ISSUES = 5;
const MOST_CHARACTERS = 600;

/**
 * A HIS that said no, or that broke. `answer` is what it said in its own words, which may name the patient: it goes into the encrypted
 * database and to the clinician, never into a log. Private, so that nothing that prints an error prints it.
 */
export class HisFailure extends SoepelError {
  readonly #answer: string | undefined;

  constructor(code: ErrorCode, detail: string, answer: unknown) {
    super(code, detail);
    this.#answer = readOutcome(answer);
  }

  get answer(): string | undefined {
    return this.#answer;
  }
}

/** The words of an OperationOutcome, an issue a line; undefined where it is none, or says nothing. */
function readOutcome(data: unknown): string | undefined {
  const outcome = data as Partial<OperationOutcome> | null | undefined;
  if (outcome?.resourceType !== "OperationOutcome" || !Array.isArray(outcome.issue)) return undefined;
  const said = outcome.issue.map(tell).filter((line) => line !== "");
  return said.length === 0 ? undefined : [...new Set(said)].slice(0, MOST_ISSUES).join("\n");
}

function tell(issue: OperationOutcomeIssue | null): string {
  const words = [issue?.details?.text, issue?.diagnostics].filter((text) => typeof text === "string");
  const places = [issue?.expression ?? issue?.location].flat().filter((place) => typeof place === "string");
  const text = [...new Set(words), ...(places.length === 0 ? [] : [`(${places.join(", ")})`])].join(" ");
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, MOST_CHARACTERS);
}
