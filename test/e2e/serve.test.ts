import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillIn } from "./fill-in.ts";
import { launchChromium } from "./gallery.ts";

const ROOT = join(import.meta.dirname, "../..");
const WAV = join(ROOT, "test/fixtures/demo/consult.wav");

let folder: string;
let soepel: ChildProcess;
let browser: Browser;
let link: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "soepel-e2e-"));
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  const built = spawnSync(process.execPath, [vite, "build", "-c", "renderer/vite.config.ts"], { cwd: ROOT });
  if (built.status !== 0) throw new Error(`vite build failed: ${built.stderr}`);
  const words = ["src/cli/soepel.ts", "serve", "--no-open", "--data", join(folder, "data")];
  soepel = spawn(process.execPath, words, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  link = await new Promise((resolve, reject) => {
    createInterface({ input: soepel.stdout! }).once("line", resolve);
    soepel.once("exit", (code) => reject(new Error(`soepel serve ended with ${code}`)));
  });
  browser = await launchChromium(WAV);
});
afterAll(async () => {
  await browser?.close();
  soepel?.kill("SIGINT");
  rmSync(folder, { recursive: true, force: true });
});

test("the real thing: first start, a spoken consult, live words, note, edit, ICPC, approved", {
  timeout: 900_000,
}, async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "nl-NL" });
  const broken: string[] = [];
  page.on("pageerror", (error) => broken.push(String(error)));
  page.on(
    "console",
    (message) => message.type() === "error" && broken.push(`${message.text()} ${message.location().url}`),
  );
  await page.goto(link);

  // First start: who she is.
  await page.getByLabel("Naam").fill("J. de Vries");
  await page.getByRole("button", { name: "Beginnen" }).click();
  await page.getByText("Nog geen consulten vandaag").waitFor();

  // One key, talk. The words come while the talk goes on.
  await page.keyboard.press("Alt+n");
  await fillIn(page, "999911120");
  await page.keyboard.press("F2");
  await page.locator(".light-on").waitFor();
  await page.locator(".said").first().waitFor({ timeout: 300_000 });
  const stored = page.locator(".record-time");
  await expect.poll(() => stored.textContent(), { timeout: 300_000, interval: 1000 }).toMatch(/^(1:1|1:2|1:3|[2-9]:)/);
  const whileRecording = await page.locator(".said").count();
  await page.keyboard.press("F2");

  // The note, from what was said.
  await page.locator(".deelcontact").first().waitFor({ timeout: 600_000 });
  expect(whileRecording).toBeGreaterThan(0);
  expect(await page.locator(".desk-side .said").count()).toBeGreaterThanOrEqual(whileRecording);
  await expect.poll(() => page.locator(".ai-mark").count()).toBe(1);

  // An edit and a code of her own.
  const line = page.locator('[data-row="0E"] [data-sentence]').first();
  await line.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Aspecifieke lage rugpijn.");
  await page.keyboard.press("Enter");
  await page.getByText("Aspecifieke lage rugpijn.").waitFor();
  await page.locator('[data-row="0E"] [data-sentence]').first().focus();
  await page.keyboard.press("Alt+i");
  await page.getByRole("option", { name: /L03/ }).waitFor();
  await page.getByRole("option", { name: /L03/ }).click();
  await page.getByRole("button", { name: /ICPC L03/ }).waitFor();

  // Every doubt is looked at, then approved; without a HIS she takes it over by hand.
  while ((await page.locator(".doubt-acts").count()) > 0) {
    const before = await page.locator(".doubt-head").textContent();
    await page.keyboard.press("F9");
    await expect.poll(() => page.locator(".doubt-head").textContent()).not.toBe(before);
  }
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Goedkeuren" }).and(page.locator(":focus")).waitFor();
  expect(await page.locator(".send-patient").textContent()).toContain("Voorbeeld, Anna");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Overgenomen in het HIS" }).click();
  await page.getByText("Het HIS heeft het verslag.").waitFor();

  // A second visit with the same link does not get in.
  const stranger = await browser.newContext();
  const answer = await (await stranger.newPage()).goto(link);
  expect(answer?.ok()).toBe(false);
  expect(broken).toEqual([]);
});
