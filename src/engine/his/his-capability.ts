import { SoepelError } from "../../contract/errors.ts";
import { checkAddress, type FhirHisOptions } from "./fhir-his.ts";
import { authHeader } from "./his-auth.ts";
import { translateHisError, translateStatus } from "./his-errors.ts";

const TIMEOUT_MS = 15_000;

/**
 * Asks the HIS what it is (its CapabilityStatement). Fails: his-refused (it knows us not, or speaks no R4), his-unreached, usage (an
 * address that will not do).
 */
export async function askCapability(options: FhirHisOptions): Promise<{ software: string; fhirVersion: string }> {
  const { baseUrl, auth = { kind: "none" }, timeoutMs = TIMEOUT_MS } = options;
  const address = `${checkAddress(baseUrl).replace(/\/$/, "")}/metadata`;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const headers = { accept: "application/fhir+json", ...authHeader(auth) };
    const response = await fetch(address, { headers, redirect: "manual", signal });
    const data: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw translateStatus(response.status, data);
    return readCapability(data);
  } catch (error) {
    throw translateHisError(error, signal);
  }
}

function readCapability(data: unknown): { software: string; fhirVersion: string } {
  const statement = data as
    | { resourceType?: unknown; fhirVersion?: unknown; software?: { name?: unknown } }
    | undefined;
  if (statement?.resourceType !== "CapabilityStatement" || typeof statement.fhirVersion !== "string")
    throw translateStatus(200, data);
  const fhirVersion = statement.fhirVersion.slice(0, 20);
  if (!fhirVersion.startsWith("4.0")) throw new SoepelError("his-refused", `FHIR ${fhirVersion}; R4 (4.0.1) is needed`);
  const name = statement.software?.name;
  return { software: typeof name === "string" ? name.slice(0, 100) : "", fhirVersion };
}
