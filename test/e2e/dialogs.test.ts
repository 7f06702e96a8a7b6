import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { withGallery } from "./with-gallery.ts";

const { openScene } = withGallery();

const focused = (page: Page) =>
  page.evaluate(
    "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent",
  ) as Promise<string>;

/** What opens by key or press, in which role, and where the focus goes back to. */
const OPENED = [
  ["spreekuur-menu", "menu", "Meer: el Amrani, Fatima"],
  ["spreekuur-toestemming", "alertdialog", "Meer: el Amrani, Fatima"],
  ["spreekuur-geen-verslag", "alertdialog", "Meer: el Amrani, Fatima"],
  ["opname-toestemming", "alertdialog", "Toestemming ingetrokken"],
  ["nota-verplaatsen", "menu", "PCM 3dd 1000 mg, in beweging blijven."],
  ["nota-deelcontact", "menu", "Acties deelcontact 1"],
  ["nota-icpc", "dialog", "ICPC L03"],
  ["nota-spreker", "menu", "PCM 3dd 1000 mg, in beweging blijven."],
  ["nota-toetsen", "dialog", "PCM 3dd 1000 mg, in beweging blijven."],
  ["verzenden-terughalen", "alertdialog", "Terughalen"],
  ["instellingen-keuze", "listbox", "Zoals de computer is ingesteld"],
] as const;

test.each(OPENED)("%s: the focus is inside, stays inside, and Escape brings it back", async (scene, role, opener) => {
  const { page, broken } = await openScene(scene);
  const box = page.getByRole(role).first();
  await box.waitFor();
  const isInside = () => page.evaluate(`document.querySelector("[role=${role}]").contains(document.activeElement)`);
  await expect.poll(isInside).toBe(true);
  if (role === "dialog" || role === "alertdialog") {
    for (const key of ["Tab", "Tab", "Tab", "Tab", "Shift+Tab"]) {
      await page.keyboard.press(key);
      expect(await isInside(), `after ${key}`).toBe(true);
    }
  }
  await page.keyboard.press("Escape");
  await box.waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toContain(opener);
  const destroyed = "scripted.calls.filter(({ name }) => /withdraw|discard|recall/.test(name)).length";
  expect(await page.evaluate(destroyed)).toBe(0);
  expect(broken).toEqual([]);
  await page.context().close();
});

test("what is destroyed is asked first: Enter by habit does nothing, the other button does it", async () => {
  const { page } = await openScene("opname-toestemming");
  await page.getByRole("button", { name: "Annuleren" }).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  await page.getByText("Opname loopt").first().waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("De toestemming is ingetrokken.").waitFor();
  await page.context().close();
});

test("the last minute is cut once, however often and however it is pressed within a second", async () => {
  const { page } = await openScene("opname");
  const cut = page.getByRole("button", { name: "Schrap de laatste minuut" });
  await cut.dblclick();
  for (let i = 0; i < 20; i++) await page.keyboard.press("Alt+m");
  await page.getByText("Geschrapt:").waitFor();
  const cuts = "scripted.calls.filter(({ name }) => name === 'recording:cut').length";
  expect(await page.evaluate(cuts)).toBe(1);
  await page.waitForTimeout(1600);
  await cut.click();
  await expect.poll(() => page.evaluate(cuts)).toBe(2);
  await page.context().close();
});

test("Enter by habit does not send again what was just taken back, nor what cannot be sent", async () => {
  const acts = "scripted.calls.filter(({ name }) => name === 'note:approve').length";
  const taken = await openScene("verzenden-ingetrokken");
  await taken.page.getByRole("button", { name: "Terug naar het verslag" }).and(taken.page.locator(":focus")).waitFor();
  await taken.page.keyboard.press("Enter");
  await taken.page.locator(".deelcontact").first().waitFor();
  expect(await taken.page.evaluate(acts)).toBe(0);
  await taken.page.context().close();
  const { page } = await openScene("verzenden-praktijk-onvolledig");
  await page.getByRole("button", { name: "Naar Instellingen" }).and(page.locator(":focus")).waitFor();
  expect(await page.getByRole("button", { name: "Goedkeuren en versturen" }).isDisabled()).toBe(true);
  await page.keyboard.press("Control+Enter");
  expect(await page.evaluate(acts)).toBe(0);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Instellingen" }).waitFor();
  await page.context().close();
});

test("split and merge by key, and undo brings the deelcontact back", async () => {
  const { page } = await openScene("nota");
  const titles = () => page.locator(".deelcontact-number").allTextContents();
  await page.getByRole("button", { name: "Acties deelcontact 1" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Afsplitsen: Plan" }).waitFor();
  await page.keyboard.type("Afsplitsen: P");
  await page.keyboard.press("Enter");
  await expect.poll(titles).toEqual(["1", "2"]);
  await page.getByRole("button", { name: "Acties deelcontact 2" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Samenvoegen met deelcontact 1" }).waitFor();
  await page.keyboard.type("Samen");
  await page.keyboard.press("Enter");
  await expect.poll(titles).toEqual(["1"]);
  await page.keyboard.press("Control+z");
  await expect.poll(titles).toEqual(["1", "2"]);
  await page.context().close();
});

test("without a HIS: copy, then say that it is taken over, with two keys", async () => {
  const { page } = await openScene("verzenden-overnemen");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Kopieer alles" }).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("Gekopieerd").waitFor();
  const copied = (await page.evaluate("navigator.clipboard.readText()")) as string;
  expect(copied).toContain("L03 Lage rugpijn\nS: 3 wkn rugpijn na tillen kast.");
  expect(copied).toContain("bloeddruk 140/80 mmHg");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Het HIS heeft het verslag.").waitFor();
  await page.context().close();
});

const savedHours = (page: Page) =>
  page.evaluate("scripted.calls.filter(({ name }) => name === 'settings:save').map(({ input }) => input.soundHours)");

test("settings that were changed and not saved are saved on leaving; what is wrong is kept to be mended", async () => {
  const { page, broken } = await openScene("instellingen");
  const hours = page.getByLabel("Geluid bewaren na acceptatie");
  const comeBack = async () => {
    await page.getByRole("button", { name: "Spreekuur" }).click();
    await page.getByRole("heading", { name: "Spreekuur" }).waitFor();
    await page.getByRole("button", { name: "Instellingen" }).click();
  };
  await hours.fill("48");
  await page.getByText("Nog niet bewaard").waitFor();
  await comeBack();
  expect(await hours.inputValue()).toBe("48");
  await page.getByText("Nog niet bewaard").waitFor({ state: "detached" });
  expect(await savedHours(page)).toEqual([48]);
  await hours.fill("9999");
  await comeBack();
  expect(await hours.inputValue()).toBe("9999");
  await page.getByText("Nog niet bewaard").waitFor();
  expect(await savedHours(page)).toEqual([48]);
  // One scrollbar: the content's, not the document's.
  expect(await page.evaluate("document.documentElement.scrollHeight")).toBe(800);
  expect(broken).toEqual([]);
  await page.context().close();
});

test("Escape closes the passphrase, and what was typed of it is gone", async () => {
  const { page } = await openScene("instellingen");
  const set = page.getByRole("button", { name: "Wachtwoordzin instellen" });
  await set.click();
  await page.getByLabel("Nieuwe wachtwoordzin").fill("een halve zin");
  await page.keyboard.press("Escape");
  await page.getByLabel("Nieuwe wachtwoordzin").waitFor({ state: "detached" });
  await set.and(page.locator(":focus")).waitFor();
  await set.click();
  expect(await page.getByLabel("Nieuwe wachtwoordzin").inputValue()).toBe("");
  await page.context().close();
});

test("a lost key: the recovery code opens the data, and the window says what to do next", async () => {
  const { page, broken } = await openScene("start-sleutel-past-niet");
  await page.getByLabel("Herstelcode").and(page.locator(":focus")).waitFor();
  await page.keyboard.type("7K0X-7K1X");
  await page.evaluate("scripted.mend('status:read')");
  await page.keyboard.press("Enter");
  await page.getByText("Wie bent u?").waitFor();
  const asked = "scripted.calls.filter(({ name }) => name === 'key:unlock').map(({ input }) => input)";
  expect(await page.evaluate(asked)).toEqual([{ recovery: "7K0X-7K1X" }]);
  expect(broken).toEqual([]);
  await page.context().close();
  const next = await openScene("spreekuur-herstelcode");
  await next.page.getByText("Stel bij Instellingen een wachtwoordzin in").waitFor();
  await next.page.getByRole("button", { name: "Naar Instellingen" }).click();
  await next.page.getByRole("button", { name: "Wachtwoordzin instellen" }).waitFor();
  await next.page.context().close();
});

test("the recovery code of data under a passphrase is shown to who knows that", async () => {
  const { page } = await openScene("instellingen-herstelcode");
  const show = page.getByRole("button", { name: "Herstelcode tonen" });
  expect(await show.isDisabled()).toBe(true);
  expect(await page.evaluate("scripted.calls.filter(({ name }) => name === 'key:recovery').length")).toBe(0);
  await page.getByLabel("Huidige wachtwoordzin").fill("vier fietsen in de regen");
  await show.click();
  await page.locator(".recovery-code").waitFor();
  expect(await page.evaluate("scripted.calls.at(-1)")).toEqual({
    name: "key:recovery",
    input: { current: "vier fietsen in de regen" },
  });
  await page.context().close();
});

test("the speech models are told for what they do: live, after it, and on what they run", async () => {
  const { page } = await openScene("instellingen-model-na");
  const row = (name: string) => page.locator(".tier").filter({ has: page.locator("b", { hasText: name }) });
  await row("Klein").getByText("Luistert na: verbetert de tekst").waitFor();
  expect(await row("Klein").textContent()).toContain("Rekent met de processor. Het stuurprogramma van de videokaart");
  expect(await row("Basis").textContent()).toContain("Luistert live");
  expect(await row("Middel").textContent()).not.toMatch(/Luistert|Rekent/);
  await page.context().close();
});
