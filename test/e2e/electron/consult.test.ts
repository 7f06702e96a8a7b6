import type { Bundle, Composition, Condition, Observation } from "fhir/r4.js";
import { expect, onTestFinished } from "vitest";
import { hasJavaAndMaven, seedPatient, startFhirServer } from "../../../src/cli/demo/fhir-server.ts";
import { type Desk, electronTest, openDesk } from "./desk.ts";

const PATIENT = {
  name: { given: "Anna", family: "Voorbeeld" },
  birthDate: "1972-03-14",
  gender: "female",
  bsn: "999911120",
} as const;
const OWN_WORDS = "Aspecifieke lage rugpijn.";

/** A real FHIR server with the patient in it, as her HIS has her. */
async function startHis() {
  expect(await hasJavaAndMaven(), "Java 17 and Maven").toBe(true);
  const server = await startFhirServer();
  onTestFinished(() => server.stop());
  const patient = await seedPatient(server.baseUrl, PATIENT);
  const read = async <T extends Composition | Observation | Condition>(query: string): Promise<T[]> => {
    const answer = await fetch(`${server.baseUrl}/${query}`, { headers: { "cache-control": "no-cache" } });
    return (((await answer.json()) as Bundle<T>).entry ?? []).map(({ resource }) => resource!);
  };
  return { baseUrl: server.baseUrl, patient, read };
}

/** Presses Tab, or the arrow down, until the focus is where it must be: no mouse. */
async function walkTo(desk: Desk, key: "Tab" | "ArrowDown", selector: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    if (await desk.page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) === true`)) return;
    await desk.page.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${selector}`);
}

electronTest(
  "first start, a spoken consult, live words, note, edit, ICPC, approved: the FHIR server has it. By key alone",
  {
    timeout: 900_000,
  },
  async () => {
    const [his, desk] = await Promise.all([startHis(), openDesk()]);
    const { page } = desk;
    const { keyboard } = page;
    await page.getByLabel("Naam").and(page.locator(":focus")).waitFor();
    await keyboard.type("J. de Vries");
    await keyboard.press("Enter");
    await page.getByText("Nog geen consulten vandaag").waitFor();
    const settings = await desk.ask("settings:read", {});
    const organisation = { name: "Huisartsenpraktijk De Linde", agb: "01234567" };
    await desk.ask("settings:save", { ...settings, organisation, his: { baseUrl: his.baseUrl, auth: "none" } });

    // The patient, consent, and the key.
    await keyboard.press("Alt+n");
    await page.getByLabel("Voornaam").and(page.locator(":focus")).waitFor();
    for (const text of ["Anna", "Voorbeeld", "14031972", "999911120"]) {
      await keyboard.type(text);
      await keyboard.press("Tab");
    }
    await keyboard.press("Space");
    await keyboard.press("Tab");
    await keyboard.press("Tab");
    await keyboard.press("Space");
    await keyboard.press("F2");
    await page.locator(".light-on").waitFor();
    // Words while she talks.
    await page.locator(".said").first().waitFor({ timeout: 120_000 });
    await desk.waitStored(45);
    expect(await page.locator(".light-on").count()).toBe(1);
    await keyboard.press("F2");
    await page.locator(".deelcontact").first().waitFor({ timeout: 600_000 });

    // Her own words in the E line, and a code of her own.
    await walkTo(desk, "Tab", "[data-sentence]");
    await walkTo(desk, "ArrowDown", '[data-row="0E"] [data-sentence]');
    await keyboard.press("Enter");
    await keyboard.press("Control+a");
    await keyboard.type(OWN_WORDS);
    await keyboard.press("Enter");
    await page.getByText(OWN_WORDS).waitFor();
    await walkTo(desk, "ArrowDown", '[data-row="0E"] [data-sentence]');
    await keyboard.press("Alt+i");
    await page.getByRole("dialog").waitFor();
    await keyboard.press("Control+a");
    await keyboard.type("L03");
    await page.getByRole("option", { name: /L03/ }).waitFor();
    await keyboard.press("ArrowDown");
    await page.locator("[role=option][data-focused]").waitFor();
    await keyboard.press("Enter");
    await page.getByRole("button", { name: /ICPC L03/ }).waitFor();

    // Every doubt is looked at, then approved.
    while ((await page.locator(".doubt-acts").count()) > 0) {
      const before = await page.locator(".doubt-head").textContent();
      await keyboard.press("F9");
      await expect.poll(() => page.locator(".doubt-head").textContent()).not.toBe(before);
    }
    await keyboard.press("Control+Enter");
    await page.getByRole("button", { name: "Goedkeuren en versturen" }).and(page.locator(":focus")).waitFor();
    expect(await page.locator(".send-patient").textContent()).toContain("Voorbeeld, Anna");
    await keyboard.press("Enter");
    await page.getByText("Het HIS heeft het verslag.").waitFor({ timeout: 120_000 });

    // The server has it: final, of this patient, with her words and her code, and nothing that was only said.
    const reports = await his.read<Composition>(`Composition?subject=${his.patient}`);
    expect(reports.length).toBeGreaterThan(0);
    expect(reports.every(({ status }) => status === "final")).toBe(true);
    const lines = await his.read<Observation>(`Observation?subject=${his.patient}&_count=200`);
    expect(lines.map(({ valueString }) => valueString)).toContain(OWN_WORDS);
    const problems = await his.read<Condition>(`Condition?subject=${his.patient}`);
    expect(problems.flatMap(({ code }) => code?.coding?.map((each) => each.code) ?? [])).toContain("L03");
    expect(desk.broken).toEqual([]);
  },
);
