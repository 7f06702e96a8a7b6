import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElectronApplication, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findEngine, getElectron, launch, openScreen, ROOT, startWords } from "./electron-app.ts";

const electron = getElectron();
if ("missing" in electron) console.warn(`SKIPPED: the app in a real Electron. ${electron.missing}`);

describe.skipIf("missing" in electron)("the app in a real Electron", () => {
  const binary = "binary" in electron ? electron.binary : "";
  let home: string;
  let screen: Awaited<ReturnType<typeof openScreen>>;
  let soepel: ElectronApplication;
  let page: Page;
  const broken: string[] = [];

  beforeAll(async () => {
    for (const script of ["build:window", "build:electron"]) {
      const built = spawnSync("npm", ["run", "-s", script], { cwd: ROOT, encoding: "utf8" });
      if (built.status !== 0) throw new Error(`${script} failed: ${built.stderr}`);
    }
    home = mkdtempSync(join(tmpdir(), "soepel-electron-"));
    screen = await openScreen();
    soepel = await launch(binary, home, screen.display);
    page = await soepel.firstWindow();
    page.on("pageerror", (error) => broken.push(String(error)));
  });
  afterAll(async () => {
    const app = soepel?.process();
    if (app !== undefined && app.exitCode === null) {
      const ended = once(app, "exit");
      app.kill("SIGKILL");
      await ended;
    }
    screen?.close();
    if (home !== undefined) rmSync(home, { recursive: true, force: true });
  });

  const isAwake = () =>
    soepel.evaluate(({ powerSaveBlocker }) => [0, 1, 2, 3, 4, 5].some((id) => powerSaveBlocker.isStarted(id)));

  async function record(): Promise<void> {
    await page.keyboard.press("Alt+n");
    await page.getByLabel("Voornaam").fill("Anna");
    await page.getByLabel("Achternaam").fill("Voorbeeld");
    await page.getByLabel("Geboortedatum").fill("14-3-1972");
    await page.getByText("vrouw", { exact: true }).click();
    await page.getByText("De patiënt weet dat Soepel meeluistert").click();
    await page.keyboard.press("F2");
    await page.locator(".light-on").waitFor();
  }

  test("first start, sign in, record, live words, note, approved", { timeout: 900_000 }, async () => {
    await page.getByLabel("Naam").fill("J. de Vries");
    await page.getByRole("button", { name: "Beginnen" }).click();
    await page.getByText("Nog geen consulten vandaag").waitFor();
    expect(await isAwake()).toBe(false);

    await record();
    await expect.poll(isAwake).toBe(true);
    await page.locator(".said").first().waitFor({ timeout: 120_000 });
    // What the screen says of the recording is in the failure, should it stop before.
    const stored = async () => (await page.locator(".record-time, .notice").allTextContents()).join(" ");
    await expect.poll(stored, { timeout: 120_000, interval: 1000 }).toMatch(/^(0:[4-5]|[1-9]:)/);
    await page.keyboard.press("F2");
    await page.locator(".deelcontact").first().waitFor({ timeout: 600_000 });
    await expect.poll(isAwake).toBe(false);

    while ((await page.locator(".doubt-acts").count()) > 0) {
      const before = await page.locator(".doubt-head").textContent();
      await page.keyboard.press("F9");
      await expect.poll(() => page.locator(".doubt-head").textContent()).not.toBe(before);
    }
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: "Goedkeuren" }).and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Overgenomen in het HIS" }).click();
    await page.getByText("Het HIS heeft het verslag.").waitFor();
    expect(broken).toEqual([]);
  });

  test("the page has the contract and nothing of Node or Electron", async () => {
    expect(await page.evaluate("[typeof require, typeof process, typeof module, typeof Buffer]")).toEqual(
      Array(4).fill("undefined"),
    );
    expect(await page.evaluate("Object.keys(window.soepel).sort()")).toEqual(["call", "listen", "sendSound"]);
    expect(await page.evaluate("soepel.call('no:such-call', {})")).toMatchObject({ ok: false, code: "usage" });
    expect(await page.evaluate("soepel.call('__proto__', {})")).toMatchObject({ ok: false, code: "usage" });
  });

  test("the key lies where only its owner reads it", () => {
    const key = readdirSync(join(home, "app")).filter((name) => name.startsWith("soepel.key"));
    expect(key).toHaveLength(1);
    expect(statSync(join(home, "app", key[0]!)).mode & 0o077).toBe(0);
  });

  test("a second start brings the first one to the front, and ends", async () => {
    await soepel.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());
    const { args, env } = startWords(home, screen.display);
    const [code] = await once(spawn(binary, args, { cwd: ROOT, env, stdio: "ignore" }), "exit");
    expect(code).toBe(0);
    await expect
      .poll(() =>
        soepel.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows().map((one: { isVisible(): boolean }) => one.isVisible()),
        ),
      )
      .toEqual([true]);
  });

  test("the machine sleeps: the recording says so, keeps what it has, and goes on with one key (HAZARDS 15)", async () => {
    await record();
    await page.waitForTimeout(2000);
    await soepel.evaluate(({ powerMonitor }) => void powerMonitor.emit("suspend"));
    await page.getByText("De computer is in slaap gegaan").waitFor();
    await soepel.evaluate(({ powerMonitor }) => void powerMonitor.emit("resume"));
    await page.keyboard.press("Alt+p");
    await page.locator(".light-on").waitFor();
  });

  test("kill -9 of the engine: the window says so, the engine is back, what was recorded is offered (HAZARDS 12, 22)", async () => {
    // The recording of the last test runs.
    const first = findEngine(soepel.process());
    expect(first).toBeDefined();
    process.kill(first!, "SIGKILL");
    await page.getByText("Soepel is onverwacht gestopt. Wat was opgenomen, is bewaard.").waitFor({ timeout: 60_000 });
    const second = findEngine(soepel.process());
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
    await page.keyboard.press("Alt+p");
    await page.locator(".light-on").waitFor();
    expect(broken).toEqual([]);
  });

  test("no navigation, no new window, no network, no camera, no place", async () => {
    const before = page.url();
    expect(before).toBe("app://soepel/");
    for (const to of ["https://example.com/", "file:///etc/passwd", "data:text/html,hello", "app://elsewhere/"]) {
      await page.evaluate(`void (location.href = ${JSON.stringify(to)})`).catch(() => {});
      await page.waitForTimeout(200);
      expect(page.url()).toBe(before);
      expect(await page.evaluate(`window.open(${JSON.stringify(to)}) === null`)).toBe(true);
    }
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('iframe'), { src: 'file:///etc/passwd' }))",
    );
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('webview'), { src: 'https://example.com' }))",
    );
    expect(soepel.windows()).toHaveLength(1);
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.inlined = true' }))",
    );
    expect(await page.evaluate("window.inlined")).toBeUndefined();
    const fetched = (address: string) => page.evaluate(`fetch("${address}").then(() => "got", () => "refused")`);
    expect(await fetched("https://example.com/")).toBe("refused");
    expect(await fetched("app://soepel/../../package.json")).toBe("refused");
    const asked = (wish: string) =>
      page.evaluate(`navigator.mediaDevices.getUserMedia(${wish}).then(() => "got", (e) => e.name)`);
    expect(await asked("{ audio: true }")).toBe("got");
    expect(await asked("{ video: true }")).toBe("NotAllowedError");
    expect(await asked("{ audio: true, video: true }")).toBe("NotAllowedError");
    const place =
      "new Promise((got) => navigator.geolocation.getCurrentPosition(() => got('got'), (e) => got(e.code)))";
    expect(await page.evaluate(place)).toBe(1);
    expect(await page.evaluate("Notification.requestPermission()")).toBe("denied");
    await page.evaluate("document.querySelectorAll('iframe, webview').forEach((one) => one.remove())");
  });

  test("quitting in the middle of a recording keeps it, and ends without a word", async () => {
    const app = soepel.process();
    const ended = once(app, "exit");
    const engine = findEngine(app);
    await soepel.evaluate(({ app }) => void setTimeout(() => app.quit(), 100));
    expect(await ended).toEqual([0, null]);
    expect(() => process.kill(engine!, 0)).toThrow();
    // Nobody has the data now: it opens again, and offers what was recorded.
    soepel = await launch(binary, home, screen.display);
    page = await soepel.firstWindow();
    await page.getByRole("button", { name: "J. de Vries" }).click();
    await page.getByText("Voorbeeld").first().waitFor();
  });
});
