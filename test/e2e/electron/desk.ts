import { type ChildProcess, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElectronApplication, Page } from "playwright-core";
import { afterAll, expect, onTestFinished, test } from "vitest";
import type { CallInput, CallName, CallOutput, Result } from "../../../src/contract/calls.ts";
import { findEngine, getElectron, launch, listProcesses, openScreen, ROOT, type Start } from "../electron-app.ts";
import { fillIn } from "../fill-in.ts";

const electron = getElectron();
if ("missing" in electron) console.warn(`SKIPPED: the app in a real Electron. ${electron.missing}`);

/** A test of the app in a real Electron; skipped, with a word, where there is none. */
export const electronTest = test.skipIf("missing" in electron);

let screen: ReturnType<typeof openScreen> | undefined;
afterAll(async () => (await screen)?.close());

/** A data folder that goes when the test is over. */
export function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), "soepel-electron-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  return home;
}

/** Starts Soepel on a data folder (a fresh one unless it is named), and ends it when the test is over. */
export async function openDesk(options: Partial<Omit<Start, "display">> = {}): Promise<Desk> {
  screen ??= openScreen();
  const binary = "binary" in electron ? electron.binary : "";
  const { display } = await screen;
  const start = {
    binary,
    home: options.home ?? makeHome(),
    display,
    ...(options.binary === undefined ? { app: ROOT } : {}),
    ...options,
  };
  const app = await launch(start);
  const desk = new Desk(app, await app.firstWindow(), start);
  onTestFinished(async () => void (await desk.kill()));
  return desk;
}

/** What storing a recording came to: up to `s` seconds of it on disk at `atMs` of the clock. */
interface Stored {
  readonly s: number;
  readonly atMs: number;
}

/** A clinician's desk: Soepel on its screen, and what she does with it. */
export class Desk {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly start: Start;
  /** Electron's main process. */
  readonly main: ChildProcess;
  /** What broke in the page. */
  readonly broken: string[] = [];

  constructor(app: ElectronApplication, page: Page, start: Start) {
    this.app = app;
    this.main = app.process();
    this.page = page;
    this.start = start;
    page.on("pageerror", (error) => this.broken.push(String(error)));
  }

  get enginePid(): number | undefined {
    return findEngine(this.main);
  }

  /** First start: she says who she is. */
  async signUp(): Promise<void> {
    await this.page.getByLabel("Naam").fill("J. de Vries");
    await this.page.getByRole("button", { name: "Beginnen" }).click();
    await this.page.getByText("Nog geen consulten vandaag").waitFor();
  }

  async signIn(): Promise<void> {
    await this.page.getByRole("button", { name: "J. de Vries" }).click();
    await this.page.getByRole("heading", { name: "Spreekuur" }).waitFor();
  }

  /** A patient, consent, F2. */
  async fillIn(): Promise<void> {
    await this.page.keyboard.press("Alt+n");
    await fillIn(this.page, "999911120");
    await this.page.keyboard.press("F2");
  }

  /** Records until the light burns. */
  async record(): Promise<void> {
    await this.fillIn();
    await this.page.locator(".light-on").waitFor();
  }

  /** Waits until so many seconds of a recording are stored; what else the screen says is in the failure. */
  async waitStored(seconds: number): Promise<void> {
    const shown = async () => (await this.page.locator(".record-time, .notice").allTextContents()).join(" ");
    const read = async () => {
      const [, minutes, rest] =
        /(\d+):(\d\d)/.exec((await this.page.locator(".record-time").allTextContents()).join()) ?? [];
      return minutes === undefined ? await shown() : 60 * Number(minutes) + Number(rest);
    };
    await expect.poll(read, { timeout: 1000 * seconds + 60_000, interval: 250 }).toBeGreaterThanOrEqual(seconds);
  }

  /** Asks the engine, as the window does. */
  async ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const words = `soepel.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`;
    const result = (await this.page.evaluate(words)) as Result<CallOutput<N>>;
    if (!result.ok) throw new Error(`${name}: ${result.code} ${result.detail ?? ""}`);
    return result.value;
  }

  /** The consult that is open now. */
  async consultId(): Promise<string> {
    return (await this.ask("consult:list", {}))[0]!.id;
  }

  /** Notes, from now on, what the engine says is on disk. */
  async followStored(): Promise<void> {
    await this.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents;
      const send = contents.send.bind(contents) as (channel: string, message: unknown) => void;
      const told: { s: number; atMs: number }[] = [];
      Object.assign(globalThis, { told });
      contents.send = (channel: string, message: { type?: string; storedS?: number }) => {
        if (message.type === "recording") told.push({ s: message.storedS!, atMs: Date.now() });
        send(channel, message);
      };
    });
  }

  /**
   * Seconds of the recording that the microphone had given by `atMs` of the clock. What is told to be stored was spoken before that, so
   * this is never more than what was spoken, and as near to it as the quickest telling was.
   */
  async spokenAt(): Promise<(atMs: number) => number> {
    const told = (await this.app.evaluate(() => (globalThis as unknown as { told: unknown }).told)) as Stored[];
    expect(told.length).toBeGreaterThan(1);
    const lead = Math.max(...told.map(({ s, atMs }) => s - atMs / 1000));
    return (atMs) => lead + atMs / 1000;
  }

  /** kill -9 of everything at once, as when the power goes. Answers when it was. */
  async kill(): Promise<number> {
    const { main } = this;
    if (main.exitCode !== null || main.signalCode !== null) return Date.now();
    const ended = once(main, "exit");
    const pids = listProcesses(main).map(({ pid }) => String(pid));
    const at = Date.now();
    spawnSync("kill", ["-9", ...pids]);
    await ended;
    return at;
  }

  /** The same data folder again, after an end. */
  reopen(options: Partial<Omit<Start, "display" | "home">> = {}): Promise<Desk> {
    const { display: _, ...start } = this.start;
    return openDesk({ ...start, ...options });
  }
}
