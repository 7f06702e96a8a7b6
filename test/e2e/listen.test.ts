import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { withGallery } from "./with-gallery.ts";

const { openScene } = withGallery();
const clips = (page: Page) =>
  page.evaluate("scripted.calls.filter(({ name }) => name === 'sound:clip').length") as Promise<number>;

test("what sounds says so at its doubt and its line and to a screen reader, and the same key stops it", async () => {
  const { page, broken } = await openScene("nota");
  await page.getByText("Twijfel 1 van 3").waitFor();
  await page.keyboard.press("F4");
  const mark = page.locator(".doubt-playing");
  await mark.waitFor();
  expect(await page.locator(".line-playing").getAttribute("data-row")).toBe("0P");
  expect(await page.locator(".desk-said").textContent()).toBe("Speelt P-regel van deelcontact 1");
  await page.locator(".doubt").getByRole("button", { name: "Stop" }).waitFor();
  await page.keyboard.press("F4");
  await mark.waitFor({ state: "detached", timeout: 1000 });
  expect(await page.locator(".line-playing").count()).toBe(0);
  expect(await page.locator(".desk-said").textContent()).toBe("");
  expect(await clips(page)).toBe(1);
  // It ends by itself too: the clip is two seconds long.
  await page.keyboard.press("F4");
  await mark.waitFor();
  await mark.waitFor({ state: "detached", timeout: 6000 });
  expect(await clips(page)).toBe(2);
  expect(broken).toEqual([]);
  await page.context().close();
});

test("at another doubt the key plays that one, and a turn of the talk stops with its own button", async () => {
  const { page } = await openScene("nota");
  await page.getByText("Twijfel 1 van 3").waitFor();
  await page.keyboard.press("F4");
  await page.locator("[data-row='0P'].line-playing").waitFor();
  await page.keyboard.press("F8");
  await page.keyboard.press("F4");
  await page.locator("[data-row='0O'].line-playing").waitFor();
  expect(await clips(page)).toBe(2);
  const turn = page.getByRole("button", { name: "Luister vanaf 0:56" });
  await turn.click();
  await page.locator(".line-playing").waitFor({ state: "detached", timeout: 1000 });
  const stop = page.getByRole("button", { name: "Stop vanaf 0:56" });
  await stop.click();
  await turn.waitFor();
  expect(await clips(page)).toBe(3);
  await page.context().close();
});

test("an approved note that is opened has the focus on its first line, where the arrows work", async () => {
  const { page, broken } = await openScene("verzenden-verstuurd");
  await page.getByRole("button", { name: "Verslag", exact: true }).click();
  const focus = page.locator("[data-sentence]:focus");
  await focus.waitFor();
  expect(await focus.textContent()).toContain("3 wkn rugpijn");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => focus.textContent()).toContain("Drukpijn");
  expect(broken).toEqual([]);
  await page.context().close();
});
