import { expect, test } from "vitest";
import { callsOf } from "./consult-steps.ts";
import { fillIn } from "./fill-in.ts";
import { withGallery } from "./with-gallery.ts";

const { openScene } = withGallery();

test("ten minutes without a hand lock the window; a hand in between starts them again", async () => {
  const { page } = await openScene("nota", { hasClock: true });
  await page.getByText("Twijfel 1 van 3").waitFor();
  await page.clock.runFor(9 * 60_000);
  await page.keyboard.press("F8");
  await page.clock.runFor(9 * 60_000);
  expect(await page.getByText("Wie bent u?").count()).toBe(0);
  await page.mouse.move(300, 300);
  await page.clock.runFor(9 * 60_000 + 50_000);
  expect(await page.getByText("Wie bent u?").count()).toBe(0);
  await page.clock.runFor(20_000);
  await page.getByText("Wie bent u?").waitFor();
  expect(await page.locator("#root").textContent()).not.toContain("Voorbeeld");
  expect(await callsOf(page, "clinician:lock")).toHaveLength(1);
  await page.context().close();
});

test("a colleague who signs in in another window: this one asks who works here", async () => {
  const { page } = await openScene("spreekuur");
  await page.getByText("Voorbeeld, Anna").first().waitFor();
  await page.evaluate("scripted.tell({ type: 'signed-in', clinicianId: 'k-9' })");
  await page.getByText("Wie bent u?").waitFor();
  expect(await page.locator("#root").textContent()).not.toContain("Voorbeeld");
  await page.context().close();
});

test("a locked window names no patient, and the recording goes on", async () => {
  const { page } = await openScene("consult");
  await fillIn(page);
  await page.keyboard.press("F2");
  await page.locator(".light-on").waitFor();
  await page.getByRole("button", { name: "Vergrendelen" }).click();
  await page.getByText("Wie bent u?").waitFor();
  await page.getByText("Opname loopt").waitFor();
  expect(await page.locator("main").textContent()).not.toContain("Voorbeeld");
  const before = (await page.evaluate("[...scripted.samples.values()][0]")) as number;
  await page.waitForTimeout(500);
  expect(await page.evaluate("[...scripted.samples.values()][0]")).toBeGreaterThan(before);
  await page.context().close();
});
