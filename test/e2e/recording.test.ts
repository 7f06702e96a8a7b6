import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { callsOf } from "./consult-steps.ts";
import { fillIn } from "./fill-in.ts";
import { withGallery } from "./with-gallery.ts";

const { openScene } = withGallery();

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
