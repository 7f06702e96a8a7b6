import { readdir, readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { SoepelError } from "../../contract/errors.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

export interface WindowFile {
  readonly type: string;
  readonly body: Buffer;
}

/** Where `npm run build:window` puts the window. */
export const WINDOW_FOLDER = fileURLToPath(new URL("../../../renderer/dist/", import.meta.url));

/**
 * Reads the built window, by path ("/", "/assets/..."): what is not in this list is not served, so no path leads out of the folder.
 * Fails: file-not-found (it was not built).
 */
export async function readWindow(folder = WINDOW_FOLDER): Promise<ReadonlyMap<string, WindowFile>> {
  const files = new Map<string, WindowFile>();
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    files.set(`/${name.split(sep).join("/")}`, { type, body: await readFile(join(folder, name)) });
  }
  const page = files.get("/index.html");
  if (page === undefined) throw new SoepelError("file-not-found", "renderer/dist; run `npm run build:window` first");
  files.set("/", page);
  // Browsers ask for it by this name, whatever the page names.
  const icon = [...files].find(([path]) => path.startsWith("/assets/icon") && path.endsWith(".svg"));
  if (icon !== undefined) files.set("/favicon.ico", icon[1]);
  return files;
}
