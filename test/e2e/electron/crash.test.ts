import { expect } from "vitest";
import { electronTest, openDesk } from "./desk.ts";

/** Seconds of sound that a crash may cost. */
const MOST_LOST_S = 1;

/** What was lost, said and asserted. */
function compare(what: string, spokenS: number, savedS: number): void {
  console.log(`kill -9 of ${what}: ${spokenS.toFixed(2)} s spoken, ${savedS.toFixed(2)} s saved`);
  expect(savedS).toBeGreaterThan(3);
  expect(spokenS - savedS).toBeLessThan(MOST_LOST_S);
}

electronTest("kill -9 of all of Soepel: at most a second lost, offered at the next start (HAZARDS 12)", async () => {
  const desk = await openDesk();
  await desk.signUp();
  await desk.followStored();
  await desk.record();
  await desk.waitStored(4);
  const spokenAt = await desk.spokenAt();
  const spokenS = spokenAt(await desk.kill());

  const next = await desk.reopen();
  await next.signIn();
  await next.page.getByText(/Soepel is onverwacht gestopt\. Van 1 consult is 0:\d\d geluid bewaard/).waitFor();
  const { state, gaps } = await next.ask("consult:read", { consultId: await next.consultId() });
  expect(state).toMatchObject({ kind: "interrupted", cause: "crash" });
  const savedS = gaps.at(-1)!.atS;
  compare("the app", spokenS, savedS);
  // It goes on from there, with one key.
  await next.page.getByRole("button", { name: "Verder: Voorbeeld, Anna" }).click();
  await next.page.keyboard.press("Alt+p");
  await next.page.locator(".light-on").waitFor();
  await next.waitStored(Math.floor(savedS) + 2);
  expect(next.broken).toEqual([]);
});

electronTest("kill -9 of the window's process: what was said is kept, and she goes on", async () => {
  const desk = await openDesk();
  await desk.signUp();
  await desk.followStored();
  await desk.record();
  await desk.waitStored(4);
  const consultId = await desk.consultId();
  const spokenAt = await desk.spokenAt();
  const pid = await desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
  );
  const spokenS = spokenAt(Date.now());
  process.kill(pid, "SIGKILL");

  // The page comes back by itself and asks who she is. Playwright has lost that page, so what follows goes through the main process.
  const inWindow = async (words: string): Promise<unknown> => {
    const answer = desk.app.evaluate(
      ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(code),
      words,
    );
    // What is asked of a page that is just going is never answered.
    return Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 3000, "no answer"))]);
  };
  const shown = () => inWindow("document.body.innerText").catch(String);
  const press = (name: string) =>
    inWindow(
      `[...document.querySelectorAll("button")].find((one) => (one.ariaLabel ?? one.innerText).includes("${name}")).click()`,
    );
  // No light that burns for nothing: without its microphone nothing is recorded.
  await expect.poll(shown, { timeout: 30_000 }).toMatch(/Wie bent u\?\s+J\. de Vries/);
  await press("J. de Vries");
  await expect.poll(shown).toContain("Onderbroken");
  const answer = await inWindow(`soepel.call("consult:read", { consultId: "${consultId}" })`);
  const { value } = answer as { value: { state: object; gaps: { atS: number }[] } };
  expect(value.state).toMatchObject({ kind: "interrupted", cause: "device" });
  compare("the window", spokenS, value.gaps.at(-1)!.atS);
  await press("Verder: Voorbeeld, Anna");
  await expect.poll(shown).toContain("De microfoon is weggevallen. Wat was opgenomen, is bewaard.");
});

electronTest(
  "kill -9 of the engine: the window says so, the engine is back, the recording goes on (HAZARDS 12, 22)",
  async () => {
    const desk = await openDesk();
    const { page } = desk;
    await desk.signUp();
    await desk.followStored();
    await desk.record();
    await desk.waitStored(4);
    const consultId = await desk.consultId();
    const spokenAt = await desk.spokenAt();
    const first = desk.enginePid!;
    const spokenS = spokenAt(Date.now());
    process.kill(first, "SIGKILL");
    await page.getByText("Soepel is onverwacht gestopt. Wat was opgenomen, is bewaard.").waitFor({ timeout: 60_000 });
    expect(desk.enginePid).not.toBe(first);
    const { gaps } = await desk.ask("consult:read", { consultId });
    compare("the engine", spokenS, gaps.at(-1)!.atS);
    await page.keyboard.press("Alt+p");
    await page.locator(".light-on").waitFor();
    expect(desk.broken).toEqual([]);
  },
);
