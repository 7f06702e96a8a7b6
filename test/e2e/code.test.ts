import { expect, test } from "vitest";
import { withGallery } from "./with-gallery.ts";

const { openScene } = withGallery();

test("beside a code it says what its share is of, and a name that both have is shown once", async () => {
  const { page, broken } = await openScene("nota");
  const code = page.getByRole("button", { name: "ICPC L03 Lage rugpijn zonder uitstraling 88 % zeker" });
  await code.waitFor();
  expect(await page.locator(".icpc-share").getAttribute("title")).toContain("Zo zeker is Soepel van deze code");
  expect(await code.locator(".icpc-name").count()).toBe(1);
  const title = page.getByLabel("Titel", { exact: true });
  await title.fill("Lage rugpijn zonder uitstraling");
  await page.keyboard.press("Enter");
  await code.locator(".icpc-name").waitFor({ state: "detached" });
  // A screen reader hears it still.
  await code.waitFor();
  await page.getByRole("button", { name: "Verzenden" }).click();
  const head = page.locator(".note-text h2");
  await head.waitFor();
  expect(await head.textContent()).toMatch(/^1 Lage rugpijn zonder uitstraling\s*L03$/);
  expect(broken).toEqual([]);
  await page.context().close();
});
