/**
 * The app's figures, in a real Electron and in the browser: start-up beside an empty window of the same binary, keys to their frames with
 * and without speech at work, from stop to the note, memory, sizes. Prints a table; test/bench/results/app.json keeps them.
 *
 *   npm run bench [-- --rounds 3] [--keys 60]
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { getElectron, openScreen, ROOT } from "../../e2e/electron-app.ts";
import { fillIn } from "../../e2e/fill-in.ts";
import { launchChromium } from "../../e2e/gallery.ts";
import { type Keys, measureKeys, openEmptyPage, percentile } from "../../e2e/key-to-frame.ts";
import { peakMemories, sizeParts } from "./parts.ts";
import { end, makeEmptyApp, startElectron } from "./start-up.ts";

const RESULTS = join(ROOT, "test/bench/results/app.json");
const DEMO = join(ROOT, "test/fixtures/demo/consult.wav");
/** Something to press or to type in: she can begin. */
const USABLE = ".who form input, .who-card";
const READY = "soepel.call('status:read', {}).then(({ ok, value }) => ok && value.models === 'ready')";
const MB = 1e6;

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "3" }, keys: { type: "string", default: "60" } },
});
const rounds = Number(values.rounds);
const count = Number(values.keys);
const electron = getElectron();
if ("missing" in electron) throw new Error(electron.missing);
const { binary } = electron;
for (const script of ["build:window", "build:electron"]) execFileSync("npm", ["run", "-s", script], { cwd: ROOT });
const folder = mkdtempSync(join(tmpdir(), "soepel-bench-"));
const screen = await openScreen();
const home = join(folder, "home");
mkdirSync(home);
const env = { ...process.env, SOEPEL_HOME: home, DISPLAY: screen.display };
const bare = ["--no-sandbox", "--disable-gpu"];
const loadBefore = loadavg()[0]!;
const isThere = (selector: string) => `document.querySelector(${JSON.stringify(selector)}) !== null`;
const secondsOf = (shown: string | null) => (shown ?? "").split(":").reduce((sum, part) => 60 * sum + Number(part), 0);
const median = (list: readonly number[]) =>
  percentile(
    [...list].sort((a, b) => a - b),
    0.5,
  );

try {
  const { demoS, wav } = repeatDemo(join(folder, "talk.wav"));
  const app = await workWithApp(demoS, wav);
  const startUp = { electron: await timeElectron(), serve: await timeServe() };
  report({ startUp, ...app, sizesMB: mapValues(sizeParts(ROOT, dirname(binary)), (bytes) => round(bytes / MB, 2)) });
} finally {
  screen.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** The demo consult again and again, ten minutes long: the microphone never falls silent. */
function repeatDemo(wav: string): { demoS: number; wav: string } {
  const bytes = readFileSync(DEMO);
  const header = Buffer.from(bytes.subarray(0, 44));
  const sound = bytes.subarray(44);
  const demoS = sound.length / header.readUInt32LE(28);
  const times = Math.ceil(600 / demoS);
  header.writeUInt32LE(36 + times * sound.length, 4);
  header.writeUInt32LE(times * sound.length, 40);
  writeFileSync(wav, Buffer.concat([header, ...Array<Buffer>(times).fill(sound)]));
  return { demoS, wav };
}

/** A consult from its first word to its note, then keys, idle and with the next consult recorded and heard; then what memory it took. */
async function workWithApp(demoS: number, hears: string) {
  const microphone = ["--use-fake-device-for-media-stream", `--use-file-for-fake-audio-capture=${hears}%noloop`];
  const soepel = await _electron.launch({ executablePath: binary, args: [...bare, ...microphone, ROOT], env });
  const page = await soepel.firstWindow();
  await page.getByLabel("Naam").fill("J. de Vries");
  await page.getByRole("button", { name: "Beginnen" }).click();
  await page.evaluate(
    `(async () => { while (!(await (${READY}))) await new Promise((resolve) => setTimeout(resolve, 100)); })()`,
  );
  await record(page);
  while (secondsOf(await page.locator(".record-time").textContent()) < demoS) await page.waitForTimeout(100);
  await page.keyboard.press("F2");
  const stoppedAt = performance.now();
  await page.locator(".deelcontact").first().waitFor({ timeout: 600_000 });
  const stopToNoteS = (performance.now() - stoppedAt) / 1000;
  const note = async () => {
    await page.locator("[data-sentence]").first().waitFor();
    return {
      "to the next doubt": await measure(page, { keys: ["F8"], shown: ".doubt-head" }),
      "to the next line": await measure(page, { keys: ["ArrowDown", "ArrowUp"], shown: ".note" }),
      "a letter in a line": await typeInLine(page),
    };
  };
  const idle = { "an empty page": await measureEmpty(soepel), ...(await note()) };

  await record(page);
  await page.locator(".said").first().waitFor({ timeout: 120_000 });
  const live = {
    "pause and go on": await measure(page, {
      keys: ["Alt+p"],
      shown: ".record-words",
      rest: () =>
        page
          .getByText(/^(Opname loopt|Gepauzeerd)/)
          .first()
          .waitFor(),
    }),
  };
  await page.getByRole("button", { name: "Spreekuur" }).click();
  await page.getByRole("button", { name: /^Nakijken/ }).click();
  const speaking = { "an empty page": await measureEmpty(soepel), ...(await note()), ...live };

  const main = soepel.process();
  const memory = mapValues(peakMemories(main), (bytes) => round(bytes / MB, 0));
  await soepel.evaluate(({ app }) => app.exit());
  await end(main);
  return {
    stopToNoteS: round(stopToNoteS, 1),
    demoS: round(demoS, 1),
    keyToFrameMs: { idle, speaking },
    peakMemoryMB: memory,
  };
}

/** A consult begins and its recording runs. */
async function record(page: Page): Promise<void> {
  await page.keyboard.press("Alt+n");
  await fillIn(page);
  await page.keyboard.press("F2");
  await page.locator(".light-on").waitFor();
}

/** Milliseconds from a key to its frame. */
async function measure(page: Page, keys: Keys): Promise<{ p50: number; p95: number; max: number }> {
  const took = await measureKeys(page, keys, count);
  return { p50: round(percentile(took, 0.5), 0), p95: round(percentile(took, 0.95), 0), max: round(took.at(-1)!, 0) };
}

/** Letters in the first line of the note; what was typed is taken back. */
async function typeInLine(page: Page) {
  await page.locator("[data-sentence]").first().focus();
  await page.keyboard.press("Enter");
  await page.locator(".line-editor textarea").waitFor();
  const took = await measure(page, { keys: ["a", "e", "n", " "], shown: ".line-editor" });
  await page.keyboard.press("Escape");
  return took;
}

/** The same with a page that only counts: what Electron and this machine take. */
async function measureEmpty(soepel: ElectronApplication) {
  const [empty] = await Promise.all([
    soepel.waitForEvent("window"),
    soepel.evaluate(({ BrowserWindow }) => void new BrowserWindow({ width: 1280, height: 800 }).loadURL("about:blank")),
  ]);
  const took = await measure(empty, await openEmptyPage(empty));
  await empty.close();
  return took;
}

/** Milliseconds from the start of the program to a window that can be used, and to the models being loaded; beside an empty window. */
async function timeElectron() {
  const blank = makeEmptyApp(join(folder, "empty"));
  const usable: number[] = [];
  const ready: number[] = [];
  const empty: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const only = await startElectron(binary, [...bare, blank], env);
    empty.push((await only.page.timeOf(isThere("p"))) - only.at);
    await end(only.app);
    const soepel = await startElectron(binary, [...bare, ROOT], env);
    usable.push((await soepel.page.timeOf(isThere(USABLE))) - soepel.at);
    ready.push((await soepel.page.timeOf(READY)) - soepel.at);
    await end(soepel.app);
  }
  return {
    emptyWindowMs: median(empty),
    usableMs: median(usable),
    toEmptyWindow: round(median(usable) / median(empty), 2),
    modelsReadyMs: median(ready),
  };
}

/** The same for `soepel serve`, up to its link, and from there in a Chromium that runs already. */
async function timeServe() {
  const link: number[] = [];
  const usable: number[] = [];
  const browser = await launchChromium();
  for (let round = 0; round < rounds; round++) {
    const at = Date.now();
    const words = ["--disable-warning=ExperimentalWarning", join(ROOT, "src/cli/soepel.ts"), "serve", "--no-open"];
    const serve = spawn(process.execPath, [...words, "--data", join(folder, "serve")], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const address = await new Promise<string>((resolve) =>
      createInterface({ input: serve.stdout! }).once("line", resolve),
    );
    link.push(Date.now() - at);
    const page = await browser.newPage();
    await page.goto(address);
    await page.locator(USABLE).first().waitFor();
    usable.push(Date.now() - at);
    await page.close();
    await end(serve);
  }
  await browser.close();
  return { linkMs: median(link), usableMs: median(usable) };
}

function report(
  figures: Awaited<ReturnType<typeof workWithApp>> & { startUp: object; sizesMB: Record<string, number> },
): void {
  const machine = {
    processor: cpus()[0]?.model,
    cores: availableParallelism(),
    electron: readFileSync(join(dirname(binary), "version"), "utf8").trim(),
    loadBefore: round(loadBefore, 2),
  };
  const result = { date: new Date().toISOString(), machine, rounds, keys: count, ...figures };
  mkdirSync(dirname(RESULTS), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify(result, null, 2)}\n`);
  console.log("Start-up (ms)");
  console.table(figures.startUp);
  console.log("From a key to its frame (ms), nothing else at work; then while a consult is recorded and heard");
  console.table(figures.keyToFrameMs.idle);
  console.table(figures.keyToFrameMs.speaking);
  console.log(`From stop to the note of ${figures.demoS} s of talk: ${figures.stopToNoteS} s`);
  console.log("Peak memory (MB), and sizes of what is installed (MB)");
  console.table({ ...figures.peakMemoryMB });
  console.table({ ...figures.sizesMB });
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
