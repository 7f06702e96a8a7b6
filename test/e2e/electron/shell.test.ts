import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { startWords } from "../electron-app.ts";
import { type Desk, electronTest, openDesk } from "./desk.ts";

const isShown = (desk: Desk) =>
  desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((one: { isVisible(): boolean }) => one.isVisible()),
  );
const hide = (desk: Desk) => desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());

electronTest("the page has the contract and nothing of Node or Electron; the key is its owner's", async () => {
  const { page, start } = await openDesk();
  expect(await page.evaluate("[typeof require, typeof process, typeof module, typeof Buffer]")).toEqual(
    Array(4).fill("undefined"),
  );
  expect(await page.evaluate("Object.keys(window.soepel).sort()")).toEqual(["call", "listen", "sendSound"]);
  expect(await page.evaluate("soepel.call('no:such-call', {})")).toMatchObject({ ok: false, code: "usage" });
  expect(await page.evaluate("soepel.call('__proto__', {})")).toMatchObject({ ok: false, code: "usage" });
  const key = readdirSync(join(start.home, "app")).filter((name) => name.startsWith("soepel.key"));
  expect(key).toHaveLength(1);
  expect(statSync(join(start.home, "app", key[0]!)).mode & 0o077).toBe(0);
});

electronTest("a second start brings the first one to the front, and ends", async () => {
  const desk = await openDesk();
  await hide(desk);
  const { args, env } = startWords(desk.start);
  const [code] = await once(spawn(desk.start.binary, args, { env, stdio: "ignore" }), "exit");
  expect(code).toBe(0);
  await expect.poll(() => isShown(desk)).toEqual([true]);
  expect(await desk.page.evaluate("soepel.call('status:read', {})")).toMatchObject({ ok: true });
});

electronTest("the key that works from any program: it records, and stops, while Soepel is out of sight", async () => {
  const desk = await openDesk();
  await desk.signUp();
  const press = () => {
    const env = { ...process.env, DISPLAY: desk.start.display };
    const sent = spawnSync("xdotool", ["key", "ctrl+shift+F2"], { env, encoding: "utf8" });
    expect(sent.status, sent.stderr ?? "apt install xdotool").toBe(0);
  };
  await hide(desk);
  press();
  await desk.page.getByRole("heading", { name: "Nieuw consult" }).waitFor();
  await expect.poll(() => isShown(desk)).toEqual([true]);
  // Sooner it would be the same press.
  await desk.page.waitForTimeout(450);
  await desk.record();
  await hide(desk);
  press();
  await expect.poll(async () => (await desk.ask("consult:list", {}))[0]!.state.kind).not.toBe("recording");
  await expect.poll(() => isShown(desk)).toEqual([true]);
});

electronTest("no navigation, no new window, no network, no camera, no place", async () => {
  const { page, app } = await openDesk();
  const before = page.url();
  expect(before).toBe("app://soepel/");
  for (const to of ["https://example.com/", "file:///etc/passwd", "data:text/html,hello", "app://elsewhere/"]) {
    await page.evaluate(`void (location.href = ${JSON.stringify(to)})`).catch(() => {});
    await page.waitForTimeout(200);
    expect(page.url()).toBe(before);
    expect(await page.evaluate(`window.open(${JSON.stringify(to)}) === null`)).toBe(true);
  }
  await page.evaluate(`{
    document.body.append(Object.assign(document.createElement("iframe"), { src: "file:///etc/passwd" }));
    document.body.append(Object.assign(document.createElement("webview"), { src: "https://example.com" }));
    document.body.append(Object.assign(document.createElement("script"), { textContent: "window.inlined = true" }));
    const link = Object.assign(document.createElement("a"), { href: "https://example.com", target: "_blank" });
    document.body.append(link);
    link.click();
    const form = Object.assign(document.createElement("form"), { action: "https://example.com", method: "post" });
    document.body.append(form);
    form.submit();
  }`);
  await page.waitForTimeout(300);
  expect(app.windows()).toHaveLength(1);
  expect(page.url()).toBe(before);
  expect(await page.evaluate("window.inlined")).toBeUndefined();
  const fetched = (address: string) => page.evaluate(`fetch("${address}").then(() => "got", () => "refused")`);
  expect(await fetched("https://example.com/")).toBe("refused");
  expect(await fetched("app://soepel/../../package.json")).toBe("refused");
  const asked = (wish: string) =>
    page.evaluate(`navigator.mediaDevices.getUserMedia(${wish}).then(() => "got", (e) => e.name)`);
  expect(await asked("{ audio: true }")).toBe("got");
  expect(await asked("{ video: true }")).toBe("NotAllowedError");
  expect(await asked("{ audio: true, video: true }")).toBe("NotAllowedError");
  const place = "new Promise((got) => navigator.geolocation.getCurrentPosition(() => got('got'), (e) => got(e.code)))";
  expect(await page.evaluate(place)).toBe(1);
  expect(await page.evaluate("Notification.requestPermission()")).toBe("denied");
});

electronTest("quitting in the middle of a recording keeps it, and ends without a word", async () => {
  const desk = await openDesk();
  await desk.signUp();
  await desk.record();
  await desk.waitStored(2);
  const { main: app } = desk;
  let said = "";
  app.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = once(app, "exit");
  const engine = desk.enginePid;
  await desk.app.evaluate(({ app }) => void setTimeout(() => app.quit(), 100));
  expect(await ended).toEqual([0, null]);
  expect(() => process.kill(engine!, 0)).toThrow();
  expect(said).not.toMatch(/AbortError|Error:/);
  // Nobody has the data now: it opens again, and offers what was recorded.
  const next = await desk.reopen();
  await next.signIn();
  await next.page.getByText("Onderbroken").first().waitFor();
  const { gaps } = await next.ask("consult:read", { consultId: await next.consultId() });
  expect(gaps).toMatchObject([{ reason: "closed" }]);
});
