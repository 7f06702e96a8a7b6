import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
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

/** A screen of Xvfb's: a key that is sent there reaches nobody else. */
export async function openScreen(): Promise<{ display: string; close: () => void }> {
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

export interface Start {
  /** The program: Electron, or the packed app. */
  readonly binary: string;
  /** The folder of the app that Electron is to run; a packed app has its own. */
  readonly app?: string;
  /** The data folder. */
  readonly home: string;
  readonly display: string;
  /** What the microphone hears once it is opened: a WAV file, else the demo consult; false: there is no microphone. */
  readonly hears?: string | false;
  /** False: as a user who must keep to a folder's permissions, also where the tests run as root. */
  readonly mayOverrule?: boolean;
}

/** How Soepel is started. */
export function startWords({ app, home, display, hears = WAV }: Start) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const microphone =
    hears === false ? [] : ["--use-fake-device-for-media-stream", `--use-file-for-fake-audio-capture=${hears}%noloop`];
  return {
    args: ["--no-sandbox", "--disable-gpu", ...microphone, ...(app === undefined ? [] : [app])],
    env: { ...env, SOEPEL_HOME: home, DISPLAY: display } as Record<string, string>,
  };
}

/** Starts Soepel in Electron. */
export function launch(start: Start): Promise<ElectronApplication> {
  const { args, env } = startWords(start);
  const isRoot = process.getuid?.() === 0;
  const [executablePath, more] =
    start.mayOverrule === false && isRoot
      ? [join(ROOT, "test/e2e/electron/without-rights.sh"), { PROGRAM: start.binary }]
      : [start.binary, {}];
  return _electron.launch({ executablePath, args, env: { ...env, ...more }, timeout: 120_000 });
}

/** The processes of an app, itself first. */
export function listProcesses(main: ChildProcess): { readonly pid: number; readonly words: string }[] {
  const found: { pid: number; words: string }[] = [];
  const add = (pid: number) => {
    try {
      found.push({ pid, words: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ") });
      // Each thread has the children that it started itself.
      for (const thread of readdirSync(`/proc/${pid}/task`))
        for (const child of readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").trim().split(" "))
          if (child !== "") add(Number(child));
    } catch {
      // It ended meanwhile.
    }
  };
  add(main.pid!);
  return found;
}

/** The engine's process under Electron's main process. */
export function findEngine(main: ChildProcess): number | undefined {
  return listProcesses(main).find(({ words }) => words.includes("src/engine/main.ts"))?.pid;
}
