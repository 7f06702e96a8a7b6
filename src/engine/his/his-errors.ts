import type { OperationOutcome } from "fhir/r4.js";
import { SoepelError } from "../../contract/errors.ts";
import { HisFailure } from "./his-failure.ts";

/** FHIR's issue types: a closed list, so that nothing else of an answer can come along. */
const ISSUE_CODES: ReadonlySet<string> = new Set(
  (
    "invalid structure required value invariant security login unknown expired forbidden suppressed processing not-supported duplicate " +
    "multiple-matches not-found deleted too-long code-invalid extension too-costly business-rule conflict transient lock-error no-store " +
    "exception timeout incomplete throttled informational"
  ).split(" "),
);
/** Not the HIS's last word: it broke (and nobody knows what it stored), or it or what stands before it has no time now. */
const TRY_LATER: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);
/** The same in FHIR's words. */
const TRY_LATER_CODES: ReadonlySet<string> = new Set(
  "transient lock-error no-store exception timeout incomplete throttled".split(" "),
);
const HINTS: Readonly<Record<number, string>> = {
  401: "the HIS does not know who is sending; check the credentials",
  403: "the HIS does not let this sender store notes",
  405: "the address takes no FHIR transactions",
  412: "the HIS has more than one such patient or resource, or none",
  413: "the note is too large for the HIS",
};

/**
 * A failure of fhir-kit-client as one of ours. Only the status and FHIR's own codes come along in its message: the client's holds the
 * whole URL, and a HIS's words may quote the patient, so those are kept apart (HisFailure). The cause is left out for the same reason.
 */
export function translateHisError(error: unknown, signal: AbortSignal | undefined): SoepelError {
  if (error instanceof SoepelError) return error;
  const response = responseOf(error);
  if (response !== undefined) return translateStatus(response.status, response.data);
  if (error instanceof DOMException && error.name === "TimeoutError")
    return new SoepelError("his-unreached", "no answer in time");
  if (signal?.aborted === true) {
    const isTimeout = signal.reason instanceof DOMException && signal.reason.name === "TimeoutError";
    return isTimeout ? new SoepelError("his-unreached", "no answer in time") : new SoepelError("aborted");
  }
  const code = codeOf(error);
  return new SoepelError(
    "his-unreached",
    code === undefined ? "the connection failed" : `the connection failed: ${code}`,
  );
}

/** An answer of the HIS that is not a success. */
export function translateStatus(status: number, data: unknown): SoepelError {
  if (status >= 300 && status < 400) {
    return new SoepelError("his-refused", `status ${status}: the HIS has another address; give that one`);
  }
  const codes = issueCodes(data);
  const what = [`status ${status}`, ...codes].join(", ");
  if (status < 300 && isFailure(data)) {
    // It says no in a polite envelope: its own words tell more than that envelope.
    const isBusy = codes.some((code) => TRY_LATER_CODES.has(code));
    return new HisFailure(isBusy ? "his-unreached" : "his-refused", what, data);
  }
  // A page instead of FHIR: a sign-in page or a proxy stands between.
  if (status < 300)
    return new SoepelError("his-unreached", `${what}: the answer is not that of a FHIR server; check the address`);
  const hint = status === 404 ? whatIsMissing(data) : HINTS[status];
  const detail = hint === undefined ? what : `${what}: ${hint}`;
  return new HisFailure(TRY_LATER.has(status) ? "his-unreached" : "his-refused", detail, data);
}

/** An OperationOutcome that says that it went wrong. */
function isFailure(data: unknown): boolean {
  const outcome = data as Partial<OperationOutcome> | null;
  if (outcome?.resourceType !== "OperationOutcome" || !Array.isArray(outcome.issue)) return false;
  return outcome.issue.some((issue: { severity?: unknown } | null) => /^(error|fatal)$/.test(String(issue?.severity)));
}

/** A FHIR server that answers 404 to a transaction has not found what it refers to, and the one thing of the HIS's own is the patient. */
function whatIsMissing(data: unknown): string {
  const isFhir = (data as Partial<OperationOutcome> | null)?.resourceType === "OperationOutcome";
  return isFhir ? "the patient is not in the HIS" : "the address is not that of a FHIR server";
}

function responseOf(error: unknown): { status: number; data: unknown } | undefined {
  const response = (error as { response?: { status?: unknown; data?: unknown } } | null)?.response;
  return typeof response?.status === "number" ? { status: response.status, data: response.data } : undefined;
}

function issueCodes(data: unknown): string[] {
  const issues = (data as Partial<OperationOutcome> | null)?.issue;
  if (!Array.isArray(issues)) return [];
  const codes = issues.map((issue: unknown) => (issue as { code?: unknown } | null)?.code);
  return [...new Set(codes)].filter((code): code is string => typeof code === "string" && ISSUE_CODES.has(code));
}

/** The code of a network failure ("ECONNREFUSED"), from wherever fetch put it. */
function codeOf(error: unknown): string | undefined {
  for (
    let e = error, depth = 0;
    e !== undefined && e !== null && depth < 5;
    e = (e as { cause?: unknown }).cause, depth++
  ) {
    const { code } = e as { code?: unknown };
    if (typeof code === "string" && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
  }
  return undefined;
}
