import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { SCENES } from "../../renderer/gallery/scenes.ts";
import { withGallery } from "./with-gallery.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SHOTS = join(import.meta.dirname, "screenshots");
/** Per cent, on a screen of 1280 by 800. */
const ZOOMS = [100, 125, 150, 200] as const;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** One whole consult is played in consult.test.ts. */
const NAMES = Object.keys(SCENES).filter((name) => !name.startsWith("consult"));

const { openScene } = withGallery();
mkdirSync(SHOTS, { recursive: true });

describe.each(NAMES)("%s", (name) => {
  test.each(["light", "dark"] as const)("%s: no axe finding, nothing broken, no sideways scroll", async (theme) => {
    const { page, broken } = await openScene(name, { theme, deviceScaleFactor: 1.5 });
    for (const zoom of ZOOMS) {
      const [width, height] = [Math.round(128_000 / zoom), Math.round(80_000 / zoom)];
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(80);
      const path = join(SHOTS, `${name}-${theme}-${zoom}.png`);
      if (zoom === 100) await page.screenshot({ path, scale: "css" });
      if (zoom === 150) await page.screenshot({ path });
      const isWide = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
      expect(isWide, `${name} scrolls sideways at ${zoom} %`).toBe(false);
      if (zoom === 100 || zoom === 200) expect(await findAxe(page, zoom === 100), `${zoom} %`).toEqual([]);
    }
    expect(broken).toEqual([]);
    await page.context().close();
  });
});

/** `isWhole`: nothing lies half under the foot of the screen, so that the size of what is pressed can be judged. */
async function findAxe(page: Page, isWhole: boolean): Promise<string[]> {
  const options = { runOnly: RULES, rules: { "target-size": { enabled: isWhole } } };
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => `${n.html} ${n.failureSummary}`).join("\n")}`);
}
