import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withGallery } from "./with-gallery.ts";

const FOLDER = join(import.meta.dirname, "../../docs/screens");
/** Small enough to read README over a slow line. */
const MOST_BYTES = 150_000;
/** What README shows. */
const SHOWN = [
  ["wie-eerste-keer", "light"],
  ["spreekuur", "light"],
  ["nieuw-ingevuld", "light"],
  ["opname", "light"],
  ["nota", "light"],
  ["nota-icpc-gevonden", "light"],
  ["verzenden", "light"],
  ["instellingen", "light"],
  ["logboek", "light"],
  ["opname-geen-microfoon", "light"],
  ["nota-zonder-twijfel", "dark"],
  ["verzenden-verstuurd", "dark"],
] as const;

const { openScene } = withGallery();

test.each(SHOWN)("%s, %s", async (scene, theme) => {
  const { page } = await openScene(scene, { theme, viewport: { width: 1136, height: 640 } });
  // The events that a scene tells come a moment after somebody signs in; a mouse at rest marks nothing.
  await page.waitForTimeout(800);
  await page.mouse.move(0, 0);
  const path = join(FOLDER, `${scene}-${theme}.png`);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  expect(statSync(path).size).toBeLessThan(MOST_BYTES);
  await page.context().close();
});
