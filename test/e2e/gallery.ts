import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import type { Deed } from "../../renderer/gallery/scene-parts.ts";
import { SCENES } from "../../renderer/gallery/scenes.ts";

const ROOT = join(import.meta.dirname, "../..");
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};
/** As strict as what the product serves: nothing inline, nothing from elsewhere. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Chromium with a microphone that plays a tone (or `wav`), and permission to use it. */
export function launchChromium(wav?: string): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--no-first-run",
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      ...(wav === undefined ? [] : [`--use-file-for-fake-audio-capture=${wav}%noloop`]),
      "--autoplay-policy=no-user-gesture-required",
    ],
  });
}

/** Builds the page of drawn states and serves it. */
export async function serveGallery(): Promise<{ address: string; close: () => void }> {
  const built = mkdtempSync(join(tmpdir(), "soepel-gallery-"));
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  const args = [vite, "build", "-c", "renderer/vite.config.ts", "--mode", "gallery", "--outDir", built];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`vite build failed: ${stderr}`);
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://127.0.0.1").pathname);
    try {
      const body = await readFile(join(built, path));
      const type = TYPES[extname(path)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, "content-security-policy": CSP }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.close();
    rmSync(built, { recursive: true, force: true });
  };
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

export interface SceneOptions extends BrowserContextOptions {
  readonly theme?: "light" | "dark";
  /** With a clock that the test moves. */
  readonly hasClock?: boolean;
}

/** A page that fails the test when the window breaks or wants what the CSP forbids. */
export async function openScene(
  browser: Browser,
  address: string,
  scene: string,
  { theme = "light", hasClock = false, ...rest }: SceneOptions = {},
): Promise<{ page: Page; broken: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "nl-NL", ...rest });
  const page = await context.newPage();
  const broken: string[] = [];
  page.on("pageerror", (error) => broken.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") broken.push(message.text());
  });
  if (hasClock) await page.clock.install();
  await page.goto(`${address}/gallery.html?scene=${scene}&theme=${theme}`);
  await page.waitForSelector("main");
  if (SCENES[scene]?.isSignedOut !== true) await page.getByRole("button", { name: "J. de Vries" }).click();
  for (const deed of SCENES[scene]?.deeds ?? []) await perform(page, deed);
  return { page, broken };
}

async function perform(page: Page, deed: Deed): Promise<void> {
  // A deed waits for what it acts on: what is pressed, else what has the focus.
  if ("press" in deed)
    return page
      .getByRole(deed.role ?? "button", { name: deed.press })
      .first()
      .click();
  await page.locator("main :focus, [role=dialog] :focus").waitFor();
  if ("key" in deed) await page.keyboard.press(deed.key);
  else await page.keyboard.type(deed.type);
}
