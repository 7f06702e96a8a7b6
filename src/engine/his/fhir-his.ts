import "./strip-debug.ts";

import type { Bundle } from "fhir/r4.js";
import { Client } from "fhir-kit-client";
import { SoepelError } from "../../contract/errors.ts";
import type { TransactionBundle } from "../../core/fhir/entries.ts";
import type { His, Receipt } from "../../core/fhir/ports.ts";
import { authHeader, type HisAuth } from "./his-auth.ts";
import { translateHisError, translateStatus } from "./his-errors.ts";

const TIMEOUT_MS = 30_000;

export interface FhirHisOptions {
  /** The FHIR R4 endpoint: https, or http on this machine. */
  readonly baseUrl: string;
  readonly auth?: HisAuth;
  /** After how long without an answer the HIS counts as unreached; 30 s unless told otherwise. */
  readonly timeoutMs?: number;
}

/**
 * A HIS that speaks FHIR R4. `send` fails: his-refused (it said no, nothing was stored), his-unreached (nobody knows; send the same
 * again), his-missed (stored, but what was to be rewritten was not there), aborted. Redirects are not followed: a note goes where it was told to go. Opening fails: usage (an address that will not do).
 */
export function openFhirHis({ baseUrl, auth = { kind: "none" }, timeoutMs = TIMEOUT_MS }: FhirHisOptions): His {
  const client = new Client({ baseUrl: checkAddress(baseUrl), customHeaders: authHeader(auth) });
  return {
    address: baseUrl,
    async send(bundle: TransactionBundle, signal?: AbortSignal): Promise<Receipt> {
      const limit = AbortSignal.timeout(timeoutMs);
      const either = signal === undefined ? limit : AbortSignal.any([signal, limit]);
      try {
        const answer: unknown = await client.transaction({
          // Named structurally: the client has its own name for the same type.
          body: bundle as never,
          options: { signal: either, redirect: "manual", headers: { prefer: "return=minimal" } },
        });
        return readReceipt(bundle, answer);
      } catch (error) {
        throw translateHisError(error, either);
      }
    },
  };
}

/** The address as a URL, https or this machine. Fails: usage. */
export function checkAddress(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) throw new SoepelError("usage", "the HIS's address is not a URL");
  const url = new URL(baseUrl);
  const isHere = ["localhost", "[::1]"].includes(url.hostname) || /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isHere)) {
    throw new SoepelError("usage", "the HIS's address must be https (http only on this machine)");
  }
  if (url.username !== "" || url.password !== "") {
    throw new SoepelError("usage", "the HIS's address holds a password; credentials come from the environment");
  }
  if (url.search !== "" || url.hash !== "") throw new SoepelError("usage", "the HIS's address holds a query");
  return url.href;
}

/** A transaction that was stored answers each entry; anything else may not have been stored, and is sent again. Fails: his-missed. */
function readReceipt(sent: TransactionBundle, answer: unknown): Receipt {
  const entries = (answer as Partial<Bundle> | null)?.entry;
  const isAnswer =
    (answer as Partial<Bundle> | null)?.type === "transaction-response" && entries?.length === sent.entry.length;
  const responses = isAnswer ? entries.map((e) => e.response) : [];
  if (!isAnswer) throw translateStatus(200, answer);
  // A transaction is all or nothing; this HIS took it for a batch. Sent again the rest may be taken.
  if (!responses.every((r) => /^2\d\d/.test(r?.status ?? "")))
    throw new SoepelError("his-unreached", "status 200: the HIS did not store all of it");
  const isMissed = sent.entry.some(
    ({ request }, i) =>
      request.method === "PUT" && request.url.includes("?") && responses[i]?.status.startsWith("201") === true,
  );
  // A conditional PUT creates what it does not find: what was to be rewritten is elsewhere, or is still there as it was.
  if (isMissed) throw new SoepelError("his-missed");
  return {
    created: responses.filter((r) => r?.status.startsWith("201")).length,
    unchanged: responses.filter((r) => !r?.status.startsWith("201")).length,
    reports: responses.flatMap(
      (r) => /(Composition\/[A-Za-z0-9.-]{1,64})(?:\/_history\/|$)/.exec(r?.location ?? "")?.[1] ?? [],
    ),
  };
}
