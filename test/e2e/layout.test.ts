import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { withGallery } from "./with-gallery.ts";

const { openScene } = withGallery();
/** A screen of 1280 by 800 at 150 %. */
const ZOOMED = { viewport: { width: 853, height: 533 } };

const boxOf = async (page: Page, selector: string) => (await page.locator(selector).last().boundingBox())!;

test("zoomed in, the newest words and the stop key are in sight together while recording", async () => {
  const { page } = await openScene("opname", ZOOMED);
  await page.locator(".said").last().waitFor();
  const [said, stop] = [await boxOf(page, ".said"), await boxOf(page, ".button-big")];
  expect(stop.y).toBeGreaterThan(0);
  expect(said.y + said.height).toBeLessThanOrEqual(533);
  await page.context().close();
});

test("zoomed in, the foot of the note is one row, and the way on is at its right end", async () => {
  const { page } = await openScene("nota", ZOOMED);
  const [bar, act] = [await boxOf(page, ".note-bar"), await boxOf(page, ".note-bar .button-main")];
  expect(bar.height).toBeLessThan(64);
  expect(act.x + act.width).toBeGreaterThan(bar.x + bar.width - 32);
  await page.context().close();
});

test("zoomed in, the list of keys is whole on the screen", async () => {
  const { page } = await openScene("nota", ZOOMED);
  await page.getByRole("button", { name: "Toetsen" }).click();
  const modal = await boxOf(page, ".modal");
  expect(modal.y + modal.height).toBeLessThanOrEqual(533);
  const close = (await page.getByRole("button", { name: "Sluiten" }).boundingBox())!;
  expect(close.y + close.height).toBeLessThanOrEqual(modal.y + modal.height);
  await page.context().close();
});

test("zoomed in, a new consult is whole above its key, and so is what lacks", async () => {
  const { page } = await openScene("nieuw", ZOOMED);
  const foot = await boxOf(page, ".form-foot");
  expect(foot.y + foot.height).toBeLessThanOrEqual(533);
  const consent = await boxOf(page, ".check");
  expect(consent.y + consent.height).toBeLessThanOrEqual(foot.y);
  await page.keyboard.press("F2");
  await page.getByText("Zonder toestemming kan Soepel niet opnemen.").waitFor();
  const error = await boxOf(page, ".choice-error");
  expect(error.y + error.height).toBeLessThanOrEqual((await boxOf(page, ".form-foot")).y);
  await page.context().close();
});

test.each(["verzenden", "verzenden-twijfels", "verzenden-lange-naam"])(
  "zoomed in, the patient and the key that approves are in sight together: %s",
  async (scene) => {
    const { page } = await openScene(scene, ZOOMED);
    await page.locator(".send-foot").waitFor();
    const [patient, foot] = [await boxOf(page, ".send-patient"), await boxOf(page, ".send-foot")];
    expect(patient.y).toBeGreaterThan(0);
    expect(patient.y).toBeLessThan(foot.y);
    expect(foot.y + foot.height).toBeLessThanOrEqual(533);
    for (const button of await page.locator(".send-foot .button").all()) {
      const { y, height } = (await button.boundingBox())!;
      expect(y + height).toBeLessThanOrEqual(533);
    }
    await page.context().close();
  },
);

test("the kinds of contact stay where they are when a telephone consult is picked", async () => {
  const { page } = await openScene("nieuw");
  const y = async () => (await page.getByText("Dictaat", { exact: true }).boundingBox())!.y;
  const before = await y();
  await page.getByText("Telefonisch", { exact: true }).click();
  await page.getByText("Zet de telefoon op de luidspreker").waitFor();
  expect(await y()).toBe(before);
  await page.context().close();
});

test("what is to be said of a note is said apart, not run together", async () => {
  const { page } = await openScene("nota-opmerkingen");
  await page.locator(".note .notice").nth(1).waitFor();
  expect(await page.locator(".note .notice").allTextContents()).toEqual([
    "Eén stuk van het gesprek is niet in het Nederlands.",
    "Er zijn twee klachten besproken.",
  ]);
  await page.context().close();
});

test("turns of one speaker lie as close together when nobody knows who it is", async () => {
  const { page } = await openScene("opname-onbekend");
  await page.locator(".said-onbekend").nth(2).waitFor();
  // Both are one short sentence; the first has the speaker's name before it.
  const [named, next] = [
    await page.locator(".said").nth(2).boundingBox(),
    await page.locator(".said").nth(4).boundingBox(),
  ];
  expect(named!.height).toBeLessThan(40);
  expect(next!.height).toBe(named!.height);
  await page.context().close();
});

test("zoomed in, no word of the log's heads is broken", async () => {
  const { page } = await openScene("logboek", ZOOMED);
  const heads = page.locator("th");
  await heads.first().waitFor();
  for (const head of await heads.all()) expect((await head.boundingBox())!.height).toBeLessThan(40);
  await page.context().close();
});
