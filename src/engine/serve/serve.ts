import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { SoepelError } from "../../contract/errors.ts";
import { WIRE_PATH } from "../../contract/wire.ts";
import type { Engine } from "../engine.ts";
import { Gate } from "./gate.ts";
import { linkWindow } from "./link.ts";
import type { WindowFile } from "./window-files.ts";

/** A frame of sound has a few kilobytes, the largest note some hundred. */
const MOST_BYTES = 4e6;

export interface Served {
  /** Opens Soepel in a browser, once. */
  readonly link: string;
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Offers the engine's contract and the window to a browser on 127.0.0.1, and to nobody else: a link that works once, a cookie that
 * scripts cannot read, Host and Origin checked. Fails: usage (the port is taken or may not be used).
 */
export async function serveEngine(engine: Engine, files: ReadonlyMap<string, WindowFile>, port = 0): Promise<Served> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", ({ code }: NodeJS.ErrnoException) =>
      reject(new SoepelError("usage", `--port ${port}: ${code}`)),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  const gate = new Gate((server.address() as AddressInfo).port);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES, perMessageDeflate: false });
  server.on("request", (request, response) => answer(gate, files, request, response));
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const isRight = gate.isRightHost(request) && gate.isRightOrigin(request) && gate.isKnown(request);
    if (!isRight || request.url !== `/${WIRE_PATH}`) {
      socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      linkWindow(engine, accepted);
      // Nobody looks any more: who comes next says who she is.
      accepted.on("close", () => sockets.clients.size === 0 && engine.lock());
    });
  });
  return {
    link: gate.link,
    origin: gate.origin,
    async close() {
      for (const socket of sockets.clients) socket.close(1001);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer | string;
  readonly cookie?: string;
}

function answer(
  gate: Gate,
  files: ReadonlyMap<string, WindowFile>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { status, type, body, cookie } = replyTo(gate, files, request);
  response.writeHead(status, {
    ...headersOf(gate),
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    ...(cookie === undefined ? {} : { "set-cookie": cookie }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

function replyTo(gate: Gate, files: ReadonlyMap<string, WindowFile>, request: IncomingMessage): Reply {
  if (!gate.isRightHost(request)) return say(421, "Dit adres is niet van Soepel.");
  if (request.method !== "GET" && request.method !== "HEAD") return say(405, "Dat kan hier niet.");
  const url = URL.parse(request.url ?? "/", gate.origin);
  const token = url?.searchParams.get("token") ?? null;
  if (url?.pathname === "/" && token !== null) {
    const cookie = gate.exchange(token);
    if (cookie === undefined) return say(403, "Deze link is al gebruikt. Start Soepel opnieuw voor een nieuwe link.");
    // A page of our own goes on, not a redirect: after one the browser would not send a strict cookie.
    return { ...say(200, "Soepel wordt geopend.", '<meta http-equiv="refresh" content="0;url=/">'), cookie };
  }
  if (!gate.isKnown(request)) return say(403, "Open Soepel met de link die bij het starten is getoond.");
  const file = files.get(url?.pathname ?? "");
  return file === undefined ? say(404, "Deze pagina is er niet.") : { status: 200, ...file };
}

const say = (status: number, text: string, head = ""): Reply => ({
  status,
  type: "text/html; charset=utf-8",
  body: `<!doctype html><html lang="nl"><meta charset="utf-8">${head}<title>Soepel</title><p>${text}</p></html>`,
});

function headersOf(gate: Gate): Record<string, string> {
  const socket = gate.origin.replace("http", "ws");
  return {
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self'",
      "worker-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "font-src 'self'",
      `connect-src 'self' ${socket}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
    "permissions-policy": "microphone=(self), camera=(), geolocation=(), display-capture=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  };
}
