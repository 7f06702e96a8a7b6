import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { callsOf, record } from "./consult-steps.ts";
import { withGallery } from "./with-gallery.ts";

const { openScene } = withGallery();

/** Counts every key from now on. */
class Hand {
  keys = 0;
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }
  async press(key: string): Promise<void> {
    this.keys++;
    await this.#page.keyboard.press(key);
  }
}

test("keyboard only, no doubts: two keys from stop to approved", async () => {
  const { page, broken } = await openScene("consult-zonder-twijfel");
  await record(page);
  const hand = new Hand(page);
  await page.getByText("Geen twijfels").waitFor();
  // What the second key confirms stands there: the code too.
  expect(await page.locator(".doubt-none").textContent()).toContain("L03 Lage rugpijn zonder uitstraling");
  await hand.press("Control+Enter");
  await page.getByRole("button", { name: "Goedkeuren en versturen" }).and(page.locator(":focus")).waitFor();
  await hand.press("Enter");
  await page.getByText("Het HIS heeft het verslag.").waitFor();
  expect(hand.keys).toBe(2);
  expect(await callsOf(page, "note:approve")).toHaveLength(1);
  const [sound] = (await page.evaluate("[...scripted.samples.values()]")) as number[];
  expect(sound).toBeGreaterThan(8000);
  expect(broken).toEqual([]);
  await page.context().close();
});

test("three doubts, each listened to: at most eight keys, the worst doubt first", async () => {
  const { page, broken } = await openScene("consult");
  await record(page);
  const hand = new Hand(page);
  await page.getByText("Twijfel 1 van 3").waitFor();
  expect(await page.locator(".doubt-text").textContent()).toContain("1000 mg");
  // The focus and the transcript are where the doubt is, before any key.
  expect(await page.locator(":focus").textContent()).toContain("PCM 3dd 1000 mg");
  expect(await page.locator(".said-marked").textContent()).toContain("duizend milligram");

  // By harm, not by place in the note: the side stands above the dose.
  const seen: (string | null)[] = [];
  for (const left of ["Twijfel 1 van 2", "Twijfel 1 van 1", "Geen twijfels"]) {
    seen.push(await page.locator(".doubt-text b").textContent());
    await hand.press("F4");
    await hand.press("F9");
    await page.getByText(left).waitFor();
  }
  expect(seen).toEqual(["Dosering", "Links of rechts", "Wel of niet"]);
  const clips = await callsOf(page, "sound:clip");
  expect(clips.map(({ seconds }) => seconds)).toEqual([2, 2, 2]);
  await hand.press("Control+Enter");
  await page.getByRole("button", { name: "Goedkeuren en versturen" }).and(page.locator(":focus")).waitFor();
  await hand.press("Enter");
  await page.getByText("Het HIS heeft het verslag.").waitFor();
  expect(hand.keys).toBeLessThanOrEqual(8);
  expect(broken).toEqual([]);
  await page.context().close();
});

test("the habit of two keys does not approve a note with doubts", async () => {
  const { page } = await openScene("nota");
  await page.getByText("Twijfel 1 van 3").waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByText("3 twijfels zijn nog niet bekeken.").waitFor();
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Enter");
  await page.getByText("Twijfel 1 van 3").waitFor();
  expect(await callsOf(page, "note:approve")).toEqual([]);
  await page.context().close();
});

test("edit, move, code, undo: all by key, and what is saved is what is on the screen", async () => {
  const { page, broken } = await openScene("nota");
  await page.getByText("Twijfel 1 van 3").waitFor();
  // The dose is wrong: write it right. The doubt is answered, the words are hers.
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Home");
  for (let i = 0; i < "PCM 3dd ".length; i++) await page.keyboard.press("ArrowRight");
  for (let i = 0; i < "1000".length; i++) await page.keyboard.press("Delete");
  await page.keyboard.type("500");
  await page.keyboard.press("Enter");
  await page.getByText("PCM 3dd 500 mg").waitFor();
  await page.getByText("Twijfel 1 van 2").waitFor();
  await page.getByText("door u gewijzigd").waitFor();

  // The focus comes back from the text field to the line; only then it is moved on.
  await expect.poll(() => page.locator("[data-sentence]:focus").textContent()).toContain("PCM 3dd 500 mg");

  // A sentence goes from O to S.
  const o = page.locator('[data-row="0O"] [data-sentence]').nth(1);
  await o.focus();
  await page.keyboard.press("Alt+v");
  await page.getByRole("menu").and(page.locator(":focus")).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator('[data-row="0S"]').textContent()).toContain("Kracht benen normaal.");

  // A code, found from the words that are selected in the E line.
  await page.locator('[data-row="0E"] [data-sentence]').focus();
  await page.keyboard.press("Alt+i");
  await page.getByRole("option", { name: /L86/ }).waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("hernia");
  await expect.poll(() => page.getByRole("option").count()).toBe(1);
  await page.keyboard.press("ArrowDown");
  await page.locator("[role=option][data-focused]").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /ICPC L86/ }).waitFor();
  await page.keyboard.press("Control+z");
  await page.getByRole("button", { name: /ICPC L03/ }).waitFor();
  await page.keyboard.press("Control+Shift+z");
  await page.getByRole("button", { name: /ICPC L86/ }).waitFor();

  await expect.poll(async () => JSON.stringify((await callsOf(page, "note:save")).at(-1) ?? {})).toContain("L86");
  const saved = JSON.stringify((await callsOf(page, "note:save")).at(-1));
  expect(saved).toContain("PCM 3dd 500 mg");
  expect(saved).toContain('"stale"');
  expect(broken).toEqual([]);
  await page.context().close();
});

test.each([
  ["the pencil", (page: Page) => page.getByRole("button", { name: "Wijzig regel: O-regel van deelcontact 1" })],
  ["an empty line", (page: Page) => page.locator('[data-row="1O"] .sentence-empty')],
] as const)("from one line that is edited to the next by mouse (%s): both texts are kept", async (_, next) => {
  const { page, broken } = await openScene("nota");
  await page.getByText("Twijfel 1 van 3").waitFor();
  await page.getByRole("button", { name: "Deelcontact toevoegen" }).click();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Wijzig regel: S-regel van deelcontact 1" }).click();
  await page.keyboard.type(" Slaapt slecht door de pijn, en komt met moeite uit bed.");
  await next(page).click();
  await page
    .getByRole("textbox", { name: /^O-regel/ })
    .and(page.locator(":focus"))
    .waitFor();
  await page.keyboard.type(" Loopt mank.", { delay: 30 });
  await page.keyboard.press("Enter");
  await page.getByText("Slaapt slecht door de pijn").waitFor();
  await page.getByText("Loopt mank.").waitFor();
  await expect
    .poll(async () => JSON.stringify((await callsOf(page, "note:save")).at(-1) ?? {}))
    .toContain("Loopt mank.");
  expect(JSON.stringify((await callsOf(page, "note:save")).at(-1))).toContain("Slaapt slecht door de pijn");
  expect(broken).toEqual([]);
  await page.context().close();
});

test("a note that another window saves meanwhile is shown, and what was typed here comes back with undo", async () => {
  const { page, broken } = await openScene("nota-zonder-twijfel");
  await page.getByRole("button", { name: "Wijzig regel: E-regel van deelcontact 1" }).click();
  await page.keyboard.type(" Mijn eigen woorden.");
  await page.keyboard.press("Enter");
  await page.evaluate(`scripted.call("consult:read", { consultId: "c-1" }).then(({ value }) => {
    const note = structuredClone(value.versions.at(-1).note);
    note.deelcontacten[0].title = "Titel van de buurvrouw";
    return scripted.call("note:save", { consultId: "c-1", note });
  })`);
  await page.getByText("in een ander venster gewijzigd").waitFor();
  const titles = "[...document.querySelectorAll('.deelcontact input')].map(({ value }) => value)";
  await expect.poll(() => page.evaluate(titles)).toContain("Titel van de buurvrouw");
  expect(await page.locator("#root").textContent()).not.toContain("Mijn eigen woorden");
  await page.waitForTimeout(1000);
  expect(JSON.stringify(await callsOf(page, "note:save"))).not.toContain("Mijn eigen woorden");
  await page.locator(".notice", { hasText: "ander venster" }).getByRole("button").click();
  await page.getByText("Mijn eigen woorden.").waitFor();
  await expect.poll(() => callsOf(page, "note:save")).toHaveLength(2);
  const [saved] = (await callsOf(page, "note:save")).slice(-1);
  expect(JSON.stringify(saved)).toContain("Mijn eigen woorden");
  expect(saved).toMatchObject({ base: 2 });
  expect(broken).toEqual([]);
  await page.context().close();
});

test("Goedkeuren pressed twice is one approval, and no word that the note changed", async () => {
  const { page } = await openScene("verzenden");
  await page.getByRole("button", { name: "Goedkeuren en versturen" }).dblclick();
  for (let i = 0; i < 5; i++) await page.keyboard.press("Control+Enter");
  await page.getByText("Het HIS heeft het verslag.").waitFor();
  expect(await callsOf(page, "note:approve")).toHaveLength(1);
  expect(await page.locator("#root").textContent()).not.toContain("intussen gewijzigd");
  await page.context().close();
});

test("a line that is typed when Goedkeuren is clicked is in what is saved", async () => {
  const { page } = await openScene("nota-zonder-twijfel");
  await page.getByRole("button", { name: "Wijzig regel: E-regel van deelcontact 1" }).click();
  await page.keyboard.type(" Beloop afwachten.");
  await page.getByRole("button", { name: "Goedkeuren" }).click();
  await page.locator(".send-note").getByText("Beloop afwachten.").waitFor();
  await page.context().close();
});

test("a deelcontact that is added is named at once", async () => {
  const { page } = await openScene("nota");
  await page.getByText("Twijfel 1 van 3").waitFor();
  await page.getByRole("button", { name: "Deelcontact toevoegen" }).click();
  await page.keyboard.type("DM2 controle");
  await page.keyboard.press("Enter");
  expect(await page.locator(".deelcontact").count()).toBe(2);
  await expect.poll(() => page.locator(".deelcontact-title input").last().inputValue()).toBe("DM2 controle");
  await page.context().close();
});

test("what AI helped to write says so until it is approved, and again once it was changed", async () => {
  const { page } = await openScene("nota-zonder-twijfel");
  const mark = page.getByText("Concept, gemaakt met hulp van AI");
  await mark.waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Goedkeuren en versturen" }).and(page.locator(":focus")).waitFor();
  expect(await mark.count()).toBe(1);
  await page.keyboard.press("Enter");
  await page.getByText("Het HIS heeft het verslag.").waitFor();
  expect(await mark.count()).toBe(0);
  await page.getByRole("button", { name: "Verslag", exact: true }).click();
  await page.getByText("Goedgekeurd door J. de Vries").first().waitFor();
  expect(await mark.count()).toBe(0);
  await page.getByRole("button", { name: "Wijzig regel: E-regel van deelcontact 1" }).click();
  await page.keyboard.type(" Beloop afwachten.");
  await page.keyboard.press("Enter");
  await mark.waitFor();
  await page.getByText("Gewijzigd na goedkeuring: het HIS heeft nog de vorige versie.").waitFor();
  await page.context().close();
});
