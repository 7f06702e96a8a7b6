import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { Database } from "../../../src/engine/store/database.ts";
import { deriveKey } from "../../../src/engine/store/key.ts";
import { electronTest, makeHome, openDesk } from "./desk.ts";

/** Bytes that a file of the engine may grow to: some seconds of sound. */
const FULL_AT = 700_000;

electronTest("a disk that fills up: said, all that fitted is kept, and she goes on when there is room", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await desk.signUp();
  const limit = (bytes: string) =>
    expect(spawnSync("prlimit", ["--pid", String(desk.enginePid), `--fsize=${bytes}:`]).status).toBe(0);
  await desk.record();
  limit(String(FULL_AT));
  await page
    .getByText(/De schijf is vol/)
    .first()
    .waitFor({ timeout: 60_000 });
  await page.locator(".light-on").waitFor({ state: "detached" });
  const consultId = await desk.consultId();
  const { state, hasSound, gaps } = await desk.ask("consult:read", { consultId });
  expect(state).toMatchObject({ kind: "interrupted", cause: "disk" });
  expect(hasSound).toBe(true);
  limit("unlimited");
  await page.keyboard.press("Alt+p");
  await page.locator(".light-on").waitFor();
  await desk.waitStored(Math.floor(gaps.at(-1)?.atS ?? 0) + 2);
  expect(desk.broken).toEqual([]);
});

electronTest("a data folder that cannot be written: the window comes, says so, and opens when it can", async () => {
  const home = makeHome();
  chmodSync(home, 0o500);
  const desk = await openDesk({ home, mayOverrule: false });
  await desk.page.getByRole("heading", { name: "Soepel kan niet starten" }).waitFor();
  await desk.page.getByText("Soepel mag niet schrijven in de map met gegevens.").waitFor();
  chmodSync(home, 0o700);
  await desk.page.getByRole("button", { name: "Opnieuw proberen" }).click();
  await desk.page.getByText("Welkom bij Soepel").waitFor();
});

electronTest("a database of a newer Soepel: said, and not a byte of it changes", async () => {
  const first = await openDesk();
  await first.signUp();
  const ended = once(first.main, "exit");
  await first.app.evaluate(({ app }) => void setTimeout(() => app.quit(), 100));
  await ended;
  const folder = join(first.start.home, "app");
  const path = join(folder, "soepel.db");
  const db = new Database(path, deriveKey(readFileSync(join(folder, "soepel.key")), "database"));
  db.pragma("user_version = 99990");
  db.checkpoint();
  db.close();
  const before = readFileSync(path);

  const desk = await first.reopen();
  await desk.page.getByText("De gegevens zijn van een nieuwere Soepel. Er is niets gewijzigd.").waitFor();
  await desk.page.getByText("Foutcode voor de systeembeheerder: store-newer").waitFor();
  await desk.kill();
  expect(readFileSync(path).equals(before)).toBe(true);
});

electronTest("a key that is not the database's: said, and nothing is lost", async () => {
  const home = makeHome();
  mkdirSync(join(home, "app"), { mode: 0o700 });
  writeFileSync(join(home, "app", "soepel.db"), "this is no database of ours, and its key is not here");
  const desk = await openDesk({ home });
  await desk.page.getByText("De sleutel van de gegevens ontbreekt. Er is niets gewijzigd.").waitFor();
  expect(readFileSync(join(home, "app", "soepel.db"), "utf8")).toContain("no database of ours");
});

electronTest("no microphone: said, the consult stays ready", async () => {
  const desk = await openDesk({ hears: false });
  await desk.signUp();
  await desk.fillIn();
  await desk.page.getByText("Er is geen microfoon gevonden. Sluit een microfoon aan en probeer het opnieuw.").waitFor();
  expect(await desk.page.locator(".light-on").count()).toBe(0);
  const [consult] = await desk.ask("consult:list", {});
  expect(consult!.state.kind).toBe("prepared");
});

electronTest("a denied microphone: said what to do, and it records when it is allowed", async () => {
  const desk = await openDesk();
  const allow = (isAllowed: boolean) =>
    desk.app.evaluate(({ session }, is) => {
      const ours = session.fromPartition("persist:window");
      ours.setPermissionRequestHandler((_: unknown, __: unknown, decide: (isGranted: boolean) => void) => decide(is));
      ours.setPermissionCheckHandler(() => is);
    }, isAllowed);
  await desk.signUp();
  await allow(false);
  await desk.fillIn();
  await desk.page.getByText("Soepel mag de microfoon niet gebruiken. Geef toestemming").waitFor();
  const [consult] = await desk.ask("consult:list", {});
  expect(consult!.state.kind).toBe("prepared");
  await allow(true);
  // Sooner it would be the same press.
  await desk.page.waitForTimeout(450);
  await desk.page.keyboard.press("F2");
  await desk.page.locator(".light-on").waitFor();
});
