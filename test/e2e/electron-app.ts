import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { _electron, type ElectronApplication } from "playwright-core";
import { findElectron } from "../../src/cli/find-electron.mjs";

export const ROOT = join(import.meta.dirname, "../..");
const WAV = join(ROOT, "test/fixtures/demo/consult.wav");

/** Electron's binary, made where it is not there; or why there is none. */
export function getElectron(): { binary: string } | { missing: string } {
  const found = findElectron(ROOT);
  if (found !== undefined) return { binary: found };
  if (process.env.ELECTRON_PATH) return { missing: `ELECTRON_PATH names no file: ${process.env.ELECTRON_PATH}` };
  if (process.platform !== "linux" || process.arch !== "x64")
    return { missing: "no Electron: install the npm package and run its install.js, or set ELECTRON_PATH" };
  const made = spawnSync("bash", ["test/e2e/electron22/make.sh", ".cache/electron22"], { cwd: ROOT, encoding: "utf8" });
  const binary = made.status === 0 ? findElectron(ROOT) : undefined;
  return binary === undefined
    ? { missing: `no Electron, and test/e2e/electron22/make.sh made none: ${made.stderr.trim().split("\n").at(-1)}` }
    : { binary };
}

/** A screen: the one that is there, else Xvfb's. */
export async function openScreen(): Promise<{ display: string; close: () => void }> {
  if (process.env.DISPLAY) return { display: process.env.DISPLAY, close: () => {} };
  const xvfb = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1400x900x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const number = await new Promise<string>((resolve, reject) => {
    createInterface({ input: xvfb.stdio[3] as NodeJS.ReadableStream }).once("line", resolve);
    xvfb.once("error", reject);
    xvfb.once("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return { display: `:${number}`, close: () => void xvfb.kill() };
}

/** How Soepel is started here: its data in `home`, a microphone that plays the demo consult once it is opened. */
export function startWords(home: string, display: string) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return {
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-audio-capture=${WAV}%noloop`,
      ROOT,
    ],
    env: { ...env, SOEPEL_HOME: home, DISPLAY: display } as Record<string, string>,
  };
}

/** Starts Soepel in Electron. */
export function launch(binary: string, home: string, display: string): Promise<ElectronApplication> {
  return _electron.launch({ executablePath: binary, cwd: ROOT, ...startWords(home, display), timeout: 120_000 });
}

/** The engine's process under Electron's main process. */
export function findEngine(main: ChildProcess): number | undefined {
  const children = readFileSync(`/proc/${main.pid}/task/${main.pid}/children`, "utf8").trim().split(" ");
  const pid = children.find((child) => readFileSync(`/proc/${child}/cmdline`, "utf8").includes("src/engine/main.ts"));
  return pid === undefined ? undefined : Number(pid);
}
