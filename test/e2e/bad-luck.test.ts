import { expect, test } from "vitest";
import { withGallery } from "./with-gallery.ts";

const { openScene } = withGallery();

/** Of every kind of bad luck: what happened, what is kept, and what to do; all on the screen, in Dutch. */
const BAD_LUCK: Readonly<Record<string, readonly [scene: string, ...said: RegExp[]]>> = {
  "no microphone": [
    "opname-geen-microfoon",
    /geen microfoon gevonden/,
    /consult is bewaard/,
    /Sluit een microfoon aan/,
  ],
  "a denied permission": [
    "opname-geweigerd",
    /mag de microfoon niet gebruiken/,
    /consult is bewaard/,
    /Geef toestemming in de instellingen/,
  ],
  "a microphone that goes away": [
    "opname-microfoon-weg",
    /weggevallen/,
    /was opgenomen, is bewaard/,
    /Sluit hem weer aan en ga verder/,
  ],
  "a disk that is nearly full": ["opname-schijf-bijna-vol", /bijna vol/, /opname loopt door/, /Maak ruimte vrij/],
  "a disk that is full while recording": ["opname-schijf-vol", /schijf is vol/, /blijft bewaard/, /Maak ruimte vrij/],
  "a disk that is full while writing": [
    "nota-niet-bewaard",
    /schijf is vol/,
    /wijzigingen staan nog op dit scherm/,
    /Opnieuw bewaren/,
  ],
  "a disk that is full at a new consult": ["nieuw-schijf-vol", /schijf is vol/, /blijft bewaard/, /Maak ruimte vrij/],
  "a disk that is full at the start": ["start-schijf-vol", /schijf is vol/, /blijft bewaard/, /Opnieuw proberen/],
  "a read-only data folder": ["start-geen-rechten", /mag niet schrijven/, /is ongewijzigd/, /schrijfrechten/],
  "a database of a newer version": [
    "start-nieuwere-gegevens",
    /van een nieuwere Soepel/,
    /niets gewijzigd/,
    /Installeer de nieuwste versie/,
  ],
  "a database that is damaged": ["start-beschadigd", /beschadigd/, /niets meer gewijzigd/, /reservekopie/],
  "a key that is gone": [
    "start-sleutel-weg",
    /sleutel .* ontbreekt/,
    /niets gewijzigd/,
    /Zet de sleutel terug/,
    /herstelcode/,
  ],
  "a key store that does not give the key": [
    "start-sleutel-past-niet",
    /sleutelbewaarplaats van deze computer geeft hem niet/,
    /Alles staat er nog/,
    /Met de herstelcode .* opent u de gegevens/,
    /Opnieuw proberen/,
  ],
  "a database that is gone": ["start-gegevens-weg", /ontbreekt/, /begint niet opnieuw/, /Zet soepel.db .* terug/],
  "a damaged model": ["model-beschadigd", /is beschadigd/, /geluid blijft bewaard/, /Haal het opnieuw op/],
  "no speech": ["nota-geen-spraak", /geen spraak gehoord/, /Controleer de microfoon/, /Zelf schrijven/],
  "a patient without a name": ["nieuw-onvolledig", /weet u het niet, dan “onbekend”/, /Kies het geslacht/],
  "a consult whose patient has no name": ["opname-zonder-naam", /Naam onbekend/, /14-03-1972/, /BSN 999 911 120/],
  "a practice without its AGB code": [
    "verzenden-praktijk-onvolledig",
    /praktijk zijn niet compleet/,
    /Vul bij Instellingen de naam en de AGB-code/,
    /Naar Instellingen/,
  ],
  "a HIS that answers HTML": [
    "verzenden-html",
    /een webpagina, geen HIS/,
    /verslag is bewaard/,
    /Controleer het adres bij Instellingen/,
  ],
  "a HIS that answers HTML, tried in the settings": [
    "instellingen-his-html",
    /een webpagina, geen HIS/,
    /Controleer het adres/,
  ],
  "a HIS that is not reached": ["verzenden-onbereikbaar", /niet bereikbaar/, /verslag is bewaard/, /vanzelf opnieuw/],
  "a HIS that refuses": ["verzenden-geweigerd", /geweigerd/, /verslag is bewaard/, /Opnieuw versturen/],
  "a log that was tampered with": ["logboek-verbroken", /is iets gewijzigd of weggehaald/, /uw systeembeheerder/],
  "an engine that went away": ["verbinding-weg", /reageert even niet/, /is bewaard/, /wordt hersteld/],
};

test.each(Object.entries(BAD_LUCK))("%s: says what happened, what is kept, what to do", async (_, [scene, ...said]) => {
  const { page, broken } = await openScene(scene);
  // Poll: the engine tells its bad news a moment after somebody signs in.
  for (const words of said)
    await expect.poll(() => page.locator("#root").textContent(), { timeout: 5000 }).toMatch(words);
  expect(broken).toEqual([]);
  await page.context().close();
});

test.each([
  ["nieuw-onvolledig", "Achternaam"],
  ["wie-ander", "Naam"],
])("%s: what is missing has the focus", async (scene, label) => {
  const { page } = await openScene(scene);
  await page.getByLabel(label, { exact: true }).and(page.locator(":focus")).waitFor();
  await page.context().close();
});

test("a name of two hundred characters is whole where it counts, and nothing is pushed off the screen", async () => {
  const { page } = await openScene("verzenden-lange-naam");
  const name = page.locator(".send-patient .patient-name");
  expect((await name.textContent())!.length).toBeGreaterThanOrEqual(200);
  const isCut =
    "const name = document.querySelector('.send-patient .patient-name'); name.scrollHeight > name.clientHeight + 1";
  expect(await page.evaluate(isCut)).toBe(false);
  const act = (await page.getByRole("button", { name: "Goedkeuren en versturen" }).boundingBox())!;
  expect(act.y + act.height).toBeLessThanOrEqual(800);
  await page.context().close();
});

test("a note of sixty lines: every line is reached by key, and the way on stays in sight", async () => {
  const { page } = await openScene("nota-zestig-regels");
  await page.getByText("Twijfel 1 van 45").waitFor();
  expect(await page.locator("[data-row]").count()).toBe(60);
  for (let i = 0; i < 60; i++) await page.keyboard.press("ArrowDown");
  expect(await page.evaluate("document.activeElement.closest('[data-row]').dataset.row")).toBe("14P");
  const line = (await page.locator(":focus").boundingBox())!;
  const act = (await page.getByRole("button", { name: "Goedkeuren" }).boundingBox())!;
  expect(line.y + line.height).toBeLessThanOrEqual(act.y);
  expect(act.y + act.height).toBeLessThanOrEqual(800);
  await page.context().close();
});

test("a note that cannot be saved is tried again by itself, and kept on the screen until it is", async () => {
  const { page } = await openScene("nota-niet-bewaard");
  await page.getByText("Niet bewaard.").waitFor();
  await page.evaluate("scripted.mend('note:save')");
  await page.getByText("Niet bewaard.").waitFor({ state: "detached", timeout: 15_000 });
  await page.getByText("Bewaard", { exact: true }).waitFor();
  await page.context().close();
});
