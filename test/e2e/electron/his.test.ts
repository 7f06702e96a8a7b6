import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { encodeWav } from "../../../src/engine/audio/encode-wav.ts";
import { type Desk, electronTest, makeHome, openDesk } from "./desk.ts";

/** What a HIS that refuses says may quote the patient: none of that is ours to log. */
const REFUSAL = {
  resourceType: "OperationOutcome",
  issue: [{ severity: "error", code: "business-rule", diagnostics: "Anna Voorbeeld (999911120) is overleden" }],
};

/** A HIS on this machine; `his.mood` is how it answers a note. */
async function startHis() {
  const his = { mood: "accept" as "accept" | "refuse" | "page", taken: 0, asked: 0 };
  const server = createServer((request, response) => {
    request.setEncoding("utf8");
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      his.asked++;
      if (his.mood === "page") {
        response.writeHead(200, { "content-type": "text/html" }).end("<h1>Aanmelden</h1><p>Voer uw wachtwoord in.</p>");
      } else if (his.mood === "refuse") {
        response.writeHead(422, { "content-type": "application/fhir+json" }).end(JSON.stringify(REFUSAL));
      } else {
        his.taken++;
        const { entry } = JSON.parse(body) as { entry: unknown[] };
        const answer = {
          resourceType: "Bundle",
          type: "transaction-response",
          entry: entry.map(() => ({ response: { status: "201 Created" } })),
        };
        response.writeHead(200, { "content-type": "application/fhir+json" }).end(JSON.stringify(answer));
      }
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { his, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir` };
}

/** A desk with that HIS, and a microphone that hears nothing: its notes are written by hand. */
async function openWithHis(baseUrl: string): Promise<Desk> {
  const silence = join(makeHome(), "silence.wav");
  writeFileSync(silence, encodeWav(new Float32Array(16_000), 16_000));
  const desk = await openDesk({ hears: silence });
  await desk.signUp();
  const settings = await desk.ask("settings:read", {});
  const organisation = { name: "Huisartsenpraktijk De Linde", agb: "01234567" };
  await desk.ask("settings:save", { ...settings, organisation, his: { baseUrl, auth: "none" } });
  return desk;
}

/** A consult whose note is written by hand, approved by key. */
async function approveOne(desk: Desk): Promise<void> {
  const { page } = desk;
  await desk.record();
  await desk.waitStored(1);
  await page.keyboard.press("F2");
  await page.getByRole("button", { name: "Zelf schrijven" }).click({ timeout: 120_000 });
  await page.locator('[data-row="0E"] [data-sentence]').click();
  await page.keyboard.type("Aspecifieke lage rugpijn.");
  await page.keyboard.press("Enter");
  await page.getByText("Aspecifieke lage rugpijn.").waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Goedkeuren" }).and(page.locator(".send-acts *")).click();
}

electronTest(
  "a HIS that refuses: said, its words in no log, kept, and sent with one key when it takes it",
  async () => {
    const { his, baseUrl } = await startHis();
    his.mood = "refuse";
    const desk = await openWithHis(baseUrl);
    const { page } = desk;
    let said = "";
    desk.main.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    await approveOne(desk);
    await page.getByText("Het HIS heeft het verslag geweigerd. Het verslag is bewaard.").waitFor();
    expect(said).not.toMatch(/Voorbeeld|999911120|overleden|rugpijn/);
    expect(his.taken).toBe(0);
    // Refused is not tried again by itself.
    const { asked } = his;
    await page.waitForTimeout(1000);
    expect(his.asked).toBe(asked);
    his.mood = "accept";
    await page.keyboard.press("Enter");
    await page.getByText("Het HIS heeft het verslag.").waitFor();
    expect(his.taken).toBe(1);
    expect(desk.broken).toEqual([]);
  },
);

electronTest("a HIS that answers a web page: said, kept, and sent by itself when it is a HIS again", async () => {
  const { his, baseUrl } = await startHis();
  his.mood = "page";
  const desk = await openWithHis(baseUrl);
  await approveOne(desk);
  await desk.page
    .getByText(/Op dit adres staat een webpagina, geen HIS\..*Het verslag is bewaard; Soepel probeert het/)
    .waitFor();
  expect(his.taken).toBe(0);
  his.mood = "accept";
  await desk.page.getByText("Het HIS heeft het verslag.").waitFor({ timeout: 60_000 });
  expect(his.taken).toBe(1);
  expect(desk.broken).toEqual([]);
});
