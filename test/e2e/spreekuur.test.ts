import { expect, test } from "vitest";
import { withGallery } from "./with-gallery.ts";

const { openScene } = withGallery();

test("where more than one clinician works, each consult tells whose it is, and another's is not hers to check", async () => {
  const { page, broken } = await openScene("spreekuur-collega");
  const theirs = page.locator(".row", { hasText: "el Amrani, Fatima" });
  await theirs.getByText("M. Yılmaz").waitFor();
  await theirs.getByRole("button", { name: "Bekijken: el Amrani, Fatima" }).waitFor();
  expect(await theirs.locator(".button-main").count()).toBe(0);
  await page.locator(".row", { hasText: "Voorbeeld, Anna" }).getByText("J. de Vries").waitFor();
  const heads = await page.locator("main h2").allTextContents();
  expect(heads).toEqual(["Nog af te ronden", "Nog af te ronden door collega's", "Klaar"]);
  // She may open it, and it says whose it is.
  await theirs.getByRole("button", { name: "Bekijken: el Amrani, Fatima" }).click();
  await page.getByText("Consult van M. Yılmaz").waitFor();
  expect(broken).toEqual([]);
  await page.context().close();
});

test("where one clinician works, no row names her", async () => {
  const { page } = await openScene("spreekuur");
  await page.getByRole("button", { name: "Nakijken: el Amrani, Fatima" }).waitFor();
  await page.waitForTimeout(200);
  expect(await page.locator(".row-whose").count()).toBe(0);
  await page.context().close();
});
