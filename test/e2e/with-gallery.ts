import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchChromium, openScene, type SceneOptions, serveGallery } from "./gallery.ts";

/** The gallery in a Chromium, for the tests of one file: built before the first, ended after the last. */
export function withGallery(): {
  browser: () => Browser;
  openScene: (scene: string, options?: SceneOptions) => Promise<{ page: Page; broken: string[] }>;
} {
  let browser: Browser;
  let gallery: Awaited<ReturnType<typeof serveGallery>>;
  beforeAll(async () => {
    gallery = await serveGallery();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    gallery?.close();
  });
  return {
    browser: () => browser,
    openScene: (scene, options = {}) => openScene(browser, gallery.address, scene, options),
  };
}
