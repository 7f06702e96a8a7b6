import type { Page } from "playwright-core";

/** Fills in a new consult: who comes, and that she knows that Soepel listens. */
export async function fillIn(page: Page, bsn?: string): Promise<void> {
  await page.getByLabel("Voornaam").fill("Anna");
  await page.getByLabel("Achternaam").fill("Voorbeeld");
  await page.getByLabel("Geboortedatum").fill("14-3-1972");
  if (bsn !== undefined) await page.getByLabel("BSN").fill(bsn);
  await page.getByText("vrouw", { exact: true }).click();
  await page.getByText("De patiënt weet dat Soepel meeluistert").click();
}
