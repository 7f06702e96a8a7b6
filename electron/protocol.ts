import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";

/** The window's own protocol: no web server, no file address, one origin that nobody else has. */
export const SCHEME = "app";
export const ORIGIN = `${SCHEME}://soepel`;

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Nothing inline, nothing from elsewhere, no connection at all: the contract goes by the preload. */
export const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

export interface Page {
  readonly status: 200 | 404;
  readonly type: string;
  readonly body: Buffer;
}

/** Reads the built window and answers its addresses; what is not in that list is not there, so no path leads out of the folder. */
export function servePages(folder: string): (address: string) => Page {
  const files = new Map<string, Page>();
  const read = (path: string) => {
    for (const name of readdirSync(join(folder, path))) {
      const address = `${path}/${name}`;
      const type = TYPES[extname(name)];
      if (statSync(join(folder, address)).isDirectory()) read(address);
      else if (type !== undefined) files.set(address, { status: 200, type, body: readFileSync(join(folder, address)) });
    }
  };
  read("");
  const none: Page = { status: 404, type: "text/plain", body: Buffer.alloc(0) };
  return (address) => {
    const { protocol, host, pathname } = new URL(address);
    if (`${protocol}//${host}` !== ORIGIN) return none;
    return files.get(pathname === "/" ? "/index.html" : pathname) ?? none;
  };
}
