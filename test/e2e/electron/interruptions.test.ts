import { expect } from "vitest";
import { listProcesses } from "../electron-app.ts";
import { type Desk, electronTest, openDesk } from "./desk.ts";

const emit = (desk: Desk, event: "suspend" | "resume" | "lock-screen" | "unlock-screen") =>
  desk.app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name as "suspend"), event);
const isAwake = (desk: Desk) =>
  desk.app.evaluate(({ powerSaveBlocker }) => [0, 1, 2, 3, 4, 5].some((id) => powerSaveBlocker.isStarted(id)));

electronTest("sleep: the recording says so, keeps what it has, and goes on with one key (HAZARDS 15)", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await desk.signUp();
  expect(await isAwake(desk)).toBe(false);
  await desk.record();
  await expect.poll(() => isAwake(desk)).toBe(true);
  await desk.waitStored(2);
  // A screen that is locked is no reason to stop.
  await emit(desk, "lock-screen");
  await desk.waitStored(4);
  await emit(desk, "suspend");
  await page.getByText("De computer is in slaap gegaan. Wat was opgenomen, is bewaard.").waitFor();
  await page.locator(".light-on").waitFor({ state: "detached" });
  await expect.poll(() => isAwake(desk)).toBe(false);
  await emit(desk, "resume");
  await page.keyboard.press("Alt+p");
  await page.locator(".light-on").waitFor();
  const { gaps } = await desk.ask("consult:read", { consultId: await desk.consultId() });
  expect(gaps).toMatchObject([{ reason: "suspend" }]);
  expect(gaps[0]!.atS).toBeGreaterThanOrEqual(4);
  expect(desk.broken).toEqual([]);
});

electronTest(
  "a microphone that vanishes is told within seconds, and the recording goes on with one key (HAZARDS 16)",
  async () => {
    const desk = await openDesk();
    const { page } = desk;
    await desk.signUp();
    await desk.record();
    await desk.waitStored(2);
    // Chromium reads microphones in a process of its own: without it there are none, as when the plug is pulled.
    const audio = listProcesses(desk.main).find(({ words }) => words.includes("audio.mojom.AudioService"));
    expect(
      audio,
      listProcesses(desk.main)
        .map(({ words }) => words.slice(0, 200))
        .join("\n"),
    ).toBeDefined();
    const at = Date.now();
    process.kill(audio!.pid, "SIGKILL");
    await page.getByText("De microfoon is weggevallen. Wat was opgenomen, is bewaard.").waitFor();
    console.log(`a vanished microphone was told after ${((Date.now() - at) / 1000).toFixed(1)} s`);
    expect(Date.now() - at).toBeLessThan(10_000);
    await page.locator(".light-on").waitFor({ state: "detached" });
    await page.keyboard.press("Alt+p");
    await page.locator(".light-on").waitFor();
    const { state, gaps } = await desk.ask("consult:read", { consultId: await desk.consultId() });
    expect(state.kind).toBe("recording");
    expect(gaps).toMatchObject([{ reason: "device" }]);
  },
);
