import { expect, test } from "vitest";
import { withGallery } from "./with-gallery.ts";

const { openScene } = withGallery();
const SAVES = "scripted.calls.filter(({ name }) => name === 'settings:save').map(({ input }) => input)";

test("a HIS that is switched on asks for the practice's name and AGB code at their fields, before anything is saved", async () => {
  const { page, broken } = await openScene("instellingen-praktijk-onvolledig");
  const missing = page.getByText("Vul de naam in: het HIS heeft die nodig.");
  await missing.waitFor();
  await page.getByText("Verstuur verslagen naar het HIS").click();
  await missing.waitFor({ state: "detached" });
  await page.getByText("Verstuur verslagen naar het HIS").click();
  await missing.waitFor();
  await page.getByText("Vul de AGB-code in: het HIS heeft die nodig.").waitFor();
  await page.getByText("Vul het adres in.").waitFor();
  expect(await page.evaluate(SAVES)).toEqual([]);
  // From the HIS to what lacks, by one press; the button saves when all is there.
  await page.getByRole("button", { name: "Vul aan bij Praktijk" }).click();
  await page.getByLabel("Naam van de praktijk").and(page.locator(":focus")).waitFor();
  await page.keyboard.type("Praktijk De Demo");
  await page.getByLabel("AGB-code van de praktijk").fill("0100000");
  await page.getByText("Een AGB-code heeft 8 cijfers.").waitFor();
  await page.getByLabel("AGB-code van de praktijk").fill("01000001");
  await page.getByLabel("FHIR-adres").fill("https://his.voorbeeld.nl/fhir");
  await page.getByRole("button", { name: "Bewaren" }).click();
  await page.getByText("Bewaard.", { exact: true }).waitFor();
  expect(await page.evaluate(SAVES)).toMatchObject([{ organisation: { name: "Praktijk De Demo", agb: "01000001" } }]);
  expect(broken).toEqual([]);
  await page.context().close();
});

test("Bewaren is in sight at 150 % wherever one is, and what was undone is not unsaved", async () => {
  const { page } = await openScene("instellingen", { viewport: { width: 853, height: 533 } });
  const hours = page.getByLabel("Geluid bewaren na acceptatie");
  const isInSight = async () => {
    const box = (await page.getByRole("button", { name: "Bewaren" }).boundingBox())!;
    return box.y > 0 && box.y + box.height <= 533;
  };
  await hours.fill("48");
  await page.getByText("Nog niet bewaard").waitFor();
  expect(await isInSight()).toBe(true);
  await page.evaluate("document.querySelector('.content').scrollTo(0, 1e6)");
  expect(await isInSight()).toBe(true);
  // What has the focus is not under it.
  await hours.focus();
  const [field, foot] = [(await hours.boundingBox())!, (await page.locator(".settings-foot").boundingBox())!];
  expect(field.y + field.height).toBeLessThanOrEqual(foot.y);
  await hours.fill("24");
  await page.getByText("Nog niet bewaard").waitFor({ state: "detached" });
  expect(await page.evaluate(SAVES)).toEqual([]);
  await page.context().close();
});

test("a secret that was saved is not typed any more, and the connection can be tested", async () => {
  const { page } = await openScene("instellingen");
  const secret = page.locator("input[type=password]").first();
  await secret.fill("geheim");
  const testIt = page.getByRole("button", { name: "Test verbinding" });
  expect(await testIt.isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Bewaren" }).click();
  await page.getByText("Bewaard.", { exact: true }).waitFor();
  expect(await secret.inputValue()).toBe("");
  expect(await testIt.isDisabled()).toBe(false);
  expect(await page.evaluate(SAVES)).toMatchObject([{ his: { secret: "geheim" } }]);
  await page.context().close();
});
