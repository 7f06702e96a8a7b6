import { expect, test } from "vitest";
import { withGallery } from "./with-gallery.ts";

const { openScene } = withGallery();

test.each([
  ["wie-eerste-keer-wacht", "Beginnen", "clinician:save"],
  ["wie-wacht", "J. de Vries", "clinician:sign-in"],
])("%s: it shows at once that it is at work, and a second press asks nothing again", async (scene, name, call) => {
  const { page, broken } = await openScene(scene);
  const button = page.getByRole("button", { name });
  await page.getByText("Een ogenblik, Soepel zet alles klaar").waitFor({ timeout: 500 });
  expect(await button.getAttribute("aria-busy")).toBe("true");
  await button.click();
  await page.keyboard.press("Enter");
  const calls = `scripted.calls.filter(({ name }) => name === ${JSON.stringify(call)}).length`;
  expect(await page.evaluate(calls)).toBe(1);
  expect(broken).toEqual([]);
  await page.context().close();
});

test("who cannot be signed in is told so, and may try again", async () => {
  const { page } = await openScene("wie-mislukt");
  await page.getByText("De schijf is vol").waitFor();
  const button = page.getByRole("button", { name: "J. de Vries" });
  expect(await button.getAttribute("aria-busy")).toBeNull();
  await page.evaluate("scripted.mend('clinician:sign-in')");
  await button.click();
  await page.getByRole("heading", { name: "Spreekuur" }).waitFor();
  await page.context().close();
});
