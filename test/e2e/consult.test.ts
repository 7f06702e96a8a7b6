import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { fillIn } from "./fill-in.ts";
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

const callsOf = (page: Page, name: string) =>
  page.evaluate(
    `scripted.calls.filter(({ name }) => name === ${JSON.stringify(name)}).map(({ input }) => input)`,
  ) as Promise<Record<string, unknown>[]>;

/** Keyboard only: the patient, consent, F2; talk; F2. Ends when the note is there. */
async function record(page: Page): Promise<void> {
  await page.getByLabel("Voornaam").waitFor();
  await page.keyboard.type("Anna");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Voorbeeld");
  await page.keyboard.press("Tab");
  await page.keyboard.type("14031972");
  await page.keyboard.press("Tab");
  await page.keyboard.type("999911120");
  await page.getByText("BSN klopt").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("F2");
  await page.locator(".light-on").waitFor();
  await page.getByText("Ik heb sinds drie weken pijn in mijn rug").waitFor();
  await page.keyboard.press("F2");
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

test("a microphone that vanishes is told at once, and the recording goes on with one key", async () => {
  const { page } = await openScene("consult");
  await page.evaluate(`{
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => (window.stream = await open(wish));
  }`);
  await fillIn(page);
  await page.keyboard.press("F2");
  await page.locator(".light-on").waitFor();
  await page.evaluate("stream.getTracks()[0].dispatchEvent(new Event('ended'))");
  await page.getByText("De microfoon is weggevallen").waitFor();
  await page.locator(".light-on").waitFor({ state: "detached", timeout: 1000 });
  expect(await callsOf(page, "recording:interrupt")).toMatchObject([{ cause: "device" }]);
  await page.keyboard.press("Alt+p");
  await page.locator(".light-on").waitFor();
  await page.context().close();
});

test("the record key pressed twenty times in a second starts one recording, and stops none", async () => {
  const { page, broken } = await openScene("consult");
  await fillIn(page);
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press("F2");
    await page.waitForTimeout(20);
  }
  await page.locator(".light-on").waitFor();
  expect(await callsOf(page, "consult:create")).toHaveLength(1);
  expect(await callsOf(page, "recording:start")).toHaveLength(1);
  expect(await callsOf(page, "recording:stop")).toHaveLength(0);
  await page.waitForTimeout(500);
  for (let i = 0; i < 20; i++) await page.keyboard.press("F2");
  await page.locator(".deelcontact").first().waitFor();
  expect(await callsOf(page, "recording:stop")).toHaveLength(1);
  expect(await page.getByText("Dat kan nu niet").count()).toBe(0);
  expect(broken).toEqual([]);
  await page.context().close();
});

test("an engine that stays away: the microphone is let go of, and the window says so", async () => {
  const { page } = await openScene("consult");
  await page.evaluate(`{
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    window.tracks = [];
    navigator.mediaDevices.getUserMedia = async (asked) => {
      const stream = await open(asked);
      tracks.push(...stream.getTracks());
      return stream;
    };
  }`);
  await fillIn(page);
  await page.keyboard.press("F2");
  await page.locator(".light-on").waitFor();
  await page.evaluate("scripted.tell({ type: 'link', up: false })");
  await page.getByText("De microfoon is uitgezet").waitFor();
  expect(await page.evaluate("tracks.map(({ readyState }) => readyState)")).toEqual(["ended"]);
  expect(await page.locator(".light-on").count()).toBe(0);
  await page.context().close();
});

test("a denied microphone says what to do, and keeps the consult", async () => {
  const { page } = await openScene("consult");
  await page.evaluate(
    "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError'); }",
  );
  await fillIn(page);
  await page.keyboard.press("F2");
  await page.getByText("Soepel mag de microfoon niet gebruiken").waitFor();
  await page.getByRole("button", { name: "Spreekuur" }).click();
  await page.getByText("Klaar om op te nemen").waitFor();
  await page.context().close();
});

test("withdrawn consent: one key asks, pressed once more it stops the microphone and destroys", async () => {
  const { page } = await openScene("consult");
  await fillIn(page);
  await page.keyboard.press("F2");
  await page.locator(".light-on").waitFor();
  // By accident: a key that bounces, is held down, or is taken back loses nothing.
  for (let i = 0; i < 20; i++) await page.keyboard.press("Alt+Shift+T");
  for (const key of ["Alt", "Shift", ...Array<string>(30).fill("T")]) await page.keyboard.down(key);
  for (const key of ["T", "Shift", "Alt"]) await page.keyboard.up(key);
  await page.getByRole("alertdialog").waitFor();
  await page.getByRole("button", { name: "Annuleren" }).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  await page.locator(".light-on").waitFor();
  expect(await callsOf(page, "consult:withdraw")).toHaveLength(0);

  await withdrawByKey(page);
  expect(await callsOf(page, "consult:withdraw")).toHaveLength(1);
  const before = await page.evaluate("[...scripted.samples.values()][0]");
  await page.waitForTimeout(500);
  expect(await page.evaluate("[...scripted.samples.values()][0]")).toBe(before);
  await page.context().close();
});

/** The key that asks and, a moment later, the same key that means it. */
async function withdrawByKey(page: Page): Promise<void> {
  await page.keyboard.press("Alt+Shift+T");
  await page.getByRole("alertdialog").waitFor();
  await page.waitForTimeout(700);
  await page.keyboard.press("Alt+Shift+T");
  await page.getByText("De toestemming is ingetrokken").waitFor();
}

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

test("words that arrive move nothing that is already there", async () => {
  const { page } = await openScene("opname-leeg");
  await page.locator(".light-on").waitFor();
  await page.evaluate(`{
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries())
        shifts.push({ value, what: sources.map(({ node }) => node?.className ?? String(node)).join(" ") });
    }).observe({ type: "layout-shift" });
  }`);
  // More than the screen holds, so that the list scrolls too; and a warning that comes and goes in between.
  for (let i = 0; i < 40; i++) {
    await page.evaluate(`{
      const start = ${i * 4};
      const text = "Zin ${i}: sinds drie weken pijn in de rug na het tillen van een zware kast, en lopen gaat gewoon goed.";
      const utterance = { id: "late-${i}", start, end: start + 3, speaker: "onbekend", text, words: [] };
      scripted.tell({ type: "utterance", consultId: "c-1", utterance, final: true });
      const warning = ${i} % 10 < 5 ? null : "too-quiet";
      scripted.tell({ type: "recording", consultId: "c-1", storedS: 300 + ${i}, levelDb: -20, warning });
    }`);
    await page.waitForTimeout(30);
  }
  await page.getByText("Zin 39").waitFor();
  expect(await page.evaluate("shifts")).toEqual([]);
  // The measure itself is alive: what does push the page is seen.
  await page.evaluate("document.querySelector('.opname-said').prepend(document.createElement('hr'), 'x')");
  await expect.poll(() => page.evaluate("shifts.length")).toBeGreaterThan(0);
  await page.context().close();
});

test("late words and a late note of a consult whose consent was withdrawn are dropped", async () => {
  const { page } = await openScene("consult");
  await fillIn(page);
  await page.keyboard.press("F2");
  await page.locator(".light-on").waitFor();
  await withdrawByKey(page);
  await page.evaluate(`{
    const utterance = { id: "late", start: 1, end: 2, speaker: "onbekend", text: "te laat gehoord", words: [] };
    scripted.tell({ type: "utterance", consultId: "c-1", utterance, final: true });
    scripted.tell({ type: "progress", consultId: "c-1", step: "note", share: 0.9 });
  }`);
  await page.waitForTimeout(200);
  expect(await page.locator("#root").textContent()).not.toContain("te laat gehoord");
  await page.getByRole("button", { name: "Terug naar spreekuur" }).click();
  await page.getByText("Toestemming ingetrokken").waitFor();
  expect(await page.getByRole("progressbar").count()).toBe(0);
  await page.context().close();
});

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
