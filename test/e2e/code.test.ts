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

test("the search for a code starts from E where the focus is on P, and from the piece of S where it is there", async () => {
  const { page } = await openScene("nota");
  const line = (letter: string) => page.locator(`[data-row="0${letter}"] [data-sentence]`).first();
  const search = page.getByRole("searchbox");
  await page.getByText("Twijfel 1 van 3").waitFor();
  for (const [letter, query] of [
    ["P", "Lage rugpijn, geen tekenen van hernia."],
    ["S", "3 wkn rugpijn na tillen kast."],
  ] as const) {
    await line(letter).focus();
    await page.keyboard.press("Alt+i");
    await expect.poll(() => search.inputValue()).toBe(query);
    await page.getByRole("button", { name: "Annuleren" }).click();
    await search.waitFor({ state: "detached" });
  }
  await page.context().close();
});
