import type { Page } from "playwright-core";

/** Keys that are pressed in turn, and the part of the page (a CSS selector) whose change is what they show. */
export interface Keys {
  readonly keys: readonly string[];
  readonly shown: string;
  /** Waits until the next key can be pressed, where what a key started goes on after it was shown. */
  readonly rest?: (page: Page) => Promise<void>;
}

/** A key without a visible reaction for so long (ms) has none. */
const LONGEST_MS = 10_000;

/**
 * Milliseconds from each of `count` keys to the frame that shows what it did, sorted. From the browser's own time of the key, so what
 * the key waited for a busy window counts; to the later of two: the frame after the page changed, and the paint that the browser
 * reports for the key itself (Event Timing). Fails where a key shows nothing.
 */
export async function measureKeys(page: Page, { keys, shown, rest }: Keys, count: number): Promise<number[]> {
  await page.evaluate(`(${watchKeys})(${JSON.stringify(shown)}, ${LONGEST_MS})`);
  for (let i = 0; i < count; i++) {
    const key = keys[i % keys.length]!;
    await page.keyboard.press(key);
    const isShown = await page.evaluate("keyWatch.shown()");
    if (isShown !== true) throw new Error(`${key}: nothing in ${shown} changed`);
    await rest?.(page);
    // Nobody types in step with the screen.
    await page.waitForTimeout(40 + 90 * ((i * 0.618) % 1));
  }
  return (await page.evaluate("keyWatch.end()")) as number[];
}

/** In the page. */
const watchKeys = `(selector, longestMs) => {
  const pressed = [];
  let last;
  const settle = (key, isShown) => {
    clearTimeout(key.timer);
    key.resolve(isShown);
  };
  const onKey = ({ key: name, timeStamp }) => {
    if (/^(Alt|Control|Shift)$/.test(name)) return;
    const key = (last = { at: timeStamp, frame: undefined, painted: 0 });
    key.shown = new Promise((resolve) => (key.resolve = resolve));
    key.timer = setTimeout(() => settle(key, false), longestMs);
    pressed.push(key);
  };
  const isIn = ({ target }) => (target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement)?.closest(selector) != null;
  const changes = new MutationObserver((records) => {
    const key = last;
    if (key === undefined || key.frame !== undefined || !records.some(isIn)) return;
    key.frame = 0;
    // The second one begins when the frame with the change has left the main thread.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        key.frame = performance.now() - key.at;
        settle(key, true);
      }),
    );
  });
  const paints = new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries())
      if (name === "keydown") for (const key of pressed) if (key.at === startTime) key.painted = duration;
  });
  addEventListener("keydown", onKey, true);
  changes.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  paints.observe({ type: "event", durationThreshold: 16 });
  window.keyWatch = {
    shown: () => last.shown,
    end: async () => {
      // Paints are reported a moment later.
      await new Promise((resolve) => setTimeout(resolve, 500));
      removeEventListener("keydown", onKey, true);
      changes.disconnect();
      paints.disconnect();
      return pressed.map(({ frame, painted }) => Math.max(frame, painted)).sort((a, b) => a - b);
    },
  };
}`;

/** A page with one number that counts keys: what this machine itself needs from a key to its frame. */
export async function openEmptyPage(page: Page): Promise<Keys> {
  await page.setContent("<!doctype html><p>0</p>");
  await page.evaluate(
    "{ let n = 0; addEventListener('keydown', () => { document.querySelector('p').textContent = ++n; }); }",
  );
  return { keys: ["a", "b"], shown: "p" };
}

/** The value that `share` of the sorted list is not above. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
