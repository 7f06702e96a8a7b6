import type { Page } from "playwright-core";

/** What the window asked the engine under a name, in order. */
export const callsOf = (page: Page, name: string) =>
  page.evaluate(
    `scripted.calls.filter(({ name }) => name === ${JSON.stringify(name)}).map(({ input }) => input)`,
  ) as Promise<Record<string, unknown>[]>;

/** Keyboard only: the patient, consent, F2; talk; F2. Ends when the note is there. */
export async function record(page: Page): Promise<void> {
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
