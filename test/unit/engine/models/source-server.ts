import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as the server saw it. */
export interface Seen {
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
}

export interface SourceServer {
  readonly base: URL;
  readonly seen: Seen[];
  close(): Promise<void>;
}

export type Behaviour = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

/** A real HTTP server on this machine that behaves as told; `nth` counts the requests from 1. */
export async function serve(behave: Behaviour): Promise<SourceServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const { range, "if-range": ifRange } = request.headers;
    seen.push({ path: request.url ?? "", range, ifRange: typeof ifRange === "string" ? ifRange : undefined });
    behave(request, response, seen.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: new URL(`http://127.0.0.1:${port}/`),
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Serves `content` as a decent host does: Range, If-Range, ETag. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  content: Buffer,
  headers: Record<string, string> = {},
): void {
  const etag = headers.etag ?? '"v1"';
  const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1];
  const isSame = request.headers["if-range"] === undefined || request.headers["if-range"] === etag;
  if (from === undefined || !isSame) {
    response.writeHead(200, { "content-length": content.length, etag, ...headers }).end(content);
    return;
  }
  const start = Number(from);
  response
    .writeHead(206, {
      "content-range": `bytes ${start}-${content.length - 1}/${content.length}`,
      "content-length": content.length - start,
      etag,
      ...headers,
    })
    .end(content.subarray(start));
}

/** Sends the first `bytes` of the content with the headers of the whole, then cuts the line. */
export function sendCut(response: ServerResponse, content: Buffer, bytes: number, etag = '"v1"'): void {
  response.writeHead(200, { "content-length": content.length, etag });
  response.write(content.subarray(0, bytes), () => setTimeout(() => response.destroy(), 20));
}
