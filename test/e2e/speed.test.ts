import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fillIn } from "./fill-in.ts";
import { type Keys, measureKeys, openEmptyPage, percentile } from "./key-to-frame.ts";
import { startSpeechLoad } from "./speech-load.ts";
import { withGallery } from "./with-gallery.ts";

const { openScene, browser } = withGallery();

/** Milliseconds within which 95 of 100 keys are seen, with speech at work on the same two cores. */
const MOST_MS = 100;
/** Of the main thread, for a key: whatever else the machine does. */
const MOST_THREAD_MS = 45;
/** Of a processor, that a page gets beside the speech at least. With less the machine does other things, and no frame says anything. */
const LEAST_SHARE = 0.4;
const COUNT = 60;

const cases: readonly (Keys & {
  readonly name: string;
  readonly scene: string;
  prepare?(page: Page): Promise<void>;
})[] = [
  { name: "to the next doubt", scene: "nota-zestig-regels", keys: ["F8"], shown: ".doubt-head" },
  {
    name: "agree with a doubt, take that back",
    scene: "nota-zestig-regels",
    keys: ["F9", "Control+z"],
    shown: ".doubt-head",
  },
  {
    name: "to the next line",
    scene: "nota-zestig-regels",
    keys: ["ArrowDown", "ArrowDown", "ArrowUp"],
    shown: ".note",
  },
  {
    name: "a letter in a line",
    scene: "nota-zestig-regels",
    keys: ["a", "e", "n", " "],
    shown: ".line-editor",
    async prepare(page) {
      await page.locator('[data-row="0S"] [data-sentence]').first().focus();
      await page.keyboard.press("Enter");
      await page.locator(".line-editor textarea").waitFor();
    },
  },
  {
    name: "pause a recording, go on",
    scene: "consult",
    keys: ["Alt+p"],
    shown: ".record-words",
    rest: (page) =>
      page
        .getByText(/^(Opname loopt|Gepauzeerd)/)
        .first()
        .waitFor(),
    async prepare(page) {
      await fillIn(page);
      await page.keyboard.press("F2");
      await page.locator(".light-on").waitFor();
    },
  },
];

/** Milliseconds of processor that the page's main thread had so far. */
async function followThread(page: Page): Promise<() => Promise<number>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  return async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return 1000 * metrics.find(({ name }) => name === "ThreadTime")!.value;
  };
}

/** The share of a processor that a page gets now which asks for all of one, half a second long. */
async function measureShare(page: Page): Promise<number> {
  const threadMs = await followThread(page);
  const before = await threadMs();
  await page.evaluate("{ const end = performance.now() + 500; while (performance.now() < end); }");
  return ((await threadMs()) - before) / 500;
}

describe("with speech at work", () => {
  let speech: Awaited<ReturnType<typeof startSpeechLoad>>;
  beforeAll(async () => {
    speech = await startSpeechLoad();
  });
  afterAll(() => speech?.stop());

  test.each(cases)(
    "$name: seen within 100 ms while speech is at work",
    async ({ name, scene, keys, shown, rest, prepare }) => {
      const empty = await browser().newPage();
      const floor = percentile(await measureKeys(empty, await openEmptyPage(empty), COUNT), 0.95);
      const shareBefore = await measureShare(empty);

      const { page, broken } = await openScene(scene);
      await page.locator(".doubt-head, form").first().waitFor();
      await prepare?.(page);
      const threadMs = await followThread(page);
      const [before, heardBefore] = [await threadMs(), speech.heardS()];
      const took = await measureKeys(page, { keys, shown, ...(rest && { rest }) }, COUNT);
      const perKey = ((await threadMs()) - before) / COUNT;
      const heardS = speech.heardS() - heardBefore;
      const p95 = percentile(took, 0.95);
      const share = Math.min(shareBefore, await measureShare(empty));
      console.log(
        `${name}: p50 ${Math.round(percentile(took, 0.5))} ms, p95 ${Math.round(p95)} ms (an empty page: p95 ${Math.round(floor)} ms); ` +
          `${perKey.toFixed(1)} ms of the main thread; ${Math.round(heardS)} s of speech written down meanwhile; share ${share.toFixed(2)}`,
      );
      expect(heardS).toBeGreaterThan(0);
      expect(perKey).toBeLessThan(MOST_THREAD_MS);
      if (share < LEAST_SHARE)
        console.warn(`NOT JUDGED: a page gets ${share.toFixed(2)} of a processor on this machine now`);
      else expect(p95).toBeLessThan(MOST_MS);
      expect(broken).toEqual([]);
      await page.context().close();
      await empty.close();
    },
  );
});

test("forty consults leave the window's memory under 300 MB", { timeout: 600_000 }, async () => {
  const { page } = await openScene("spreekuur-leeg");
  const devtools = await page.context().newCDPSession(page);
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Alt+n");
    await page.getByLabel("Voornaam").fill(`Patiënt ${i}`);
    await page.getByLabel("Achternaam").fill("Voorbeeld");
    await page.getByLabel("Geboortedatum").fill("14-3-1972");
    await page.getByText("vrouw", { exact: true }).click();
    await page.getByText("De patiënt weet dat Soepel meeluistert").click();
    await page.keyboard.press("F2");
    await page.locator(".light-on").waitFor();
    // Sooner it would be the same press.
    await page.waitForTimeout(450);
    await page.keyboard.press("F2");
    await page.locator(".deelcontact").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: "Goedkeuren en versturen" }).and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Het HIS heeft het verslag.").waitFor();
  }
  // As it is, with what V8 has not collected yet.
  const most = await largestRenderer(browser());
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = (await devtools.send("Runtime.getHeapUsage")) as { usedSize: number };
  console.log(
    `after 40 consults: renderer ${Math.round(most / 1e6)} MB, JavaScript that lives ${Math.round(usedSize / 1e6)} MB`,
  );
  expect(most).toBeLessThan(300e6);
  await page.context().close();
});

/** The proportional set size of the largest renderer process, in bytes (Linux). */
async function largestRenderer(of: Browser): Promise<number> {
  const { processInfo } = await (await of.newBrowserCDPSession()).send("SystemInfo.getProcessInfo");
  const sizes = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, "utf8"))![1]) * 1024);
  return Math.max(...sizes);
}
