import { SoepelError } from "../../contract/errors.ts";

/** Where a model's files come from, and the hosts that the source may send us on to (each with its subdomains). */
export interface Source {
  /** The folder that the files' paths are relative to. */
  readonly base: URL;
  readonly redirectHosts: readonly string[];
}

/** What the source itself says of a file: its digest and size, from the host that we asked, not from where it sent us. */
export interface Published {
  readonly sha256?: string;
  /** Git's name of the content: SHA-1 of "blob SIZE\0" and the bytes; what Hugging Face publishes of small files. */
  readonly gitBlob?: string;
  readonly size?: number;
}

export interface Answer {
  readonly response: Response;
  readonly published: Published;
}

/** The line was cut, the server was busy, or nothing came: the same request may work later. */
export class LineCut extends Error {
  /** How long the server asked us to wait, in milliseconds. */
  readonly waitMs: number | undefined;

  constructor(message: string, options?: ErrorOptions & { readonly waitMs?: number }) {
    super(message, options);
    this.name = "LineCut";
    this.waitMs = options?.waitMs;
  }
}

const MOST_REDIRECTS = 5;
const BUSY = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Asks for a file and follows its redirects by hand: only to hosts that the manifest allows, and from https only to
 * https. Throws LineCut, or SoepelError model-source-refused.
 */
export async function request(
  source: Source,
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Answer> {
  let url = new URL(path.split("/").map(encodeURIComponent).join("/"), source.base);
  let published: Published = {};
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await fetchOnce(url, headers, signal);
    // Over plain http anyone on the way could have written the digest.
    if (url.host === source.base.host && isTrusted(url)) published = { ...readPublished(response), ...published };
    if (response.status < 300 || response.status >= 400) return { response: checkStatus(response, path), published };
    await response.body?.cancel();
    url = nextPlace(source, url, response.headers.get("location"), path);
  }
  throw new SoepelError("model-source-refused", `${path}: more than ${MOST_REDIRECTS} redirects`);
}

async function fetchOnce(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
  try {
    // identity: otherwise Content-Length and Range would speak of compressed bytes.
    return await fetch(url, { headers: { ...headers, "accept-encoding": "identity" }, redirect: "manual", signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new LineCut(`${url.host}: ${causeOf(error)}`, { cause: error });
  }
}

/** Node's fetch says only "fetch failed"; what happened (ENOTFOUND, ECONNREFUSED, a certificate) is in its cause. */
export function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as NodeJS.ErrnoException).code;
  return code ?? (cause instanceof Error ? cause.message : "unknown");
}

function checkStatus(response: Response, path: string): Response {
  if (response.status === 200 || response.status === 206 || response.status === 416) return response;
  void response.body?.cancel();
  if (BUSY.has(response.status)) {
    const seconds = Number(response.headers.get("retry-after"));
    throw new LineCut(`HTTP ${response.status}`, seconds > 0 ? { waitMs: Math.min(seconds, 60) * 1000 } : {});
  }
  throw new SoepelError("model-source-refused", `${path}: HTTP ${response.status}`);
}

/** Where a redirect leads, if the source may send us there. Fails: model-source-refused. */
export function nextPlace(source: Source, from: URL, location: string | null, path: string): URL {
  const to = location === null ? null : URL.parse(location, from.href);
  if (to === null) throw new SoepelError("model-source-refused", `${path}: a redirect to nowhere`);
  const isSafer = to.protocol === "https:" || (to.protocol === "http:" && from.protocol === "http:");
  if (!isSafer) throw new SoepelError("model-source-refused", `${path}: a redirect from https to ${to.protocol}`);
  const isAllowed =
    to.host === source.base.host ||
    source.redirectHosts.some((host) => to.hostname === host || to.hostname.endsWith(`.${host}`));
  if (!isAllowed) throw new SoepelError("model-source-refused", `${path}: a redirect to ${to.host}`);
  return to;
}

/** https, or this machine itself: what comes from there was not changed on the way. */
export function isTrusted(url: URL): boolean {
  return url.protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
}

function readPublished(response: Response): Published {
  const linked = bare(response.headers.get("x-linked-etag"));
  const own = bare(response.headers.get("etag"));
  const size = Number(response.headers.get("x-linked-size") ?? Number.NaN);
  return {
    ...(/^[0-9a-f]{64}$/.test(linked) ? { sha256: linked } : {}),
    ...(/^[0-9a-f]{40}$/.test(own) ? { gitBlob: own } : {}),
    ...(Number.isSafeInteger(size) ? { size } : {}),
  };
}

function bare(etag: string | null): string {
  return (etag ?? "").replace(/^W\//, "").replaceAll('"', "").toLowerCase();
}
