import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { WebSocket } from "ws";

/** Longest (ms) that a start may take before it counts as failed. */
const LONGEST_MS = 60_000;

/** A page of a program that was just started, spoken to without a driver in between: nothing waits for a debugger. */
export class StartedPage {
  readonly #socket: WebSocket;
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** Waits for the first page of the browser that listens on `port`. */
  static async find(port: number): Promise<StartedPage> {
    const end = performance.now() + LONGEST_MS;
    while (performance.now() < end) {
      const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
        readonly type: string;
        readonly webSocketDebuggerUrl: string;
      }[];
      const page = targets.find(({ type }) => type === "page");
      if (page !== undefined) {
        const socket = new WebSocket(page.webSocketDebuggerUrl);
        await once(socket, "open");
        return new StartedPage(socket);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error("the program showed no page");
  }

  /** The value of an expression in the page, awaited there. Undefined where the page goes to another address meanwhile. */
  async evaluate(expression: string): Promise<unknown> {
    const id = ++this.#lastId;
    const params = { expression, awaitPromise: true, returnByValue: true };
    this.#socket.send(JSON.stringify({ id, method: "Runtime.evaluate", params }));
    for (;;) {
      const [data] = (await once(this.#socket, "message")) as [Buffer];
      const message = JSON.parse(String(data)) as { id?: number; result?: { result?: { value?: unknown } } };
      if (message.id === id) return message.result?.result?.value;
    }
  }

  /** The clock (Date.now) in the first frame after `condition` (an expression, which may be a promise) holds. */
  async timeOf(condition: string): Promise<number> {
    const end = performance.now() + LONGEST_MS;
    while (performance.now() < end) {
      const at = await this.evaluate(`(async () => {
        while (!(await (${condition}))) await new Promise((resolve) => setTimeout(resolve, 10));
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return Date.now();
      })()`);
      if (typeof at === "number") return at;
    }
    throw new Error(`never: ${condition}`);
  }

  close(): void {
    this.#socket.close();
  }
}

/** Starts Electron with a debugging port. `at`: when (Date.now). */
export async function startElectron(
  binary: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly at: number; readonly app: ChildProcess; readonly page: StartedPage }> {
  const at = Date.now();
  const app = spawn(binary, ["--remote-debugging-port=0", ...words], { env, stdio: ["ignore", "ignore", "pipe"] });
  const port = await new Promise<number>((resolve, reject) => {
    app.once("exit", (code) => reject(new Error(`Electron ended with ${code}`)));
    createInterface({ input: app.stderr! }).on("line", (line) => {
      const found = /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line);
      if (found !== null) resolve(Number(found[1]));
    });
  });
  return { at, app, page: await StartedPage.find(port) };
}

/** Ends a program and waits until it is gone. */
export async function end(app: ChildProcess): Promise<void> {
  if (app.exitCode !== null || app.signalCode !== null) return;
  const ended = once(app, "exit");
  app.kill("SIGTERM");
  const timer = setTimeout(() => app.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(timer);
}

/** An app of Electron's with one empty window and nothing else: what the binary itself takes. Made in `folder`. */
export function makeEmptyApp(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const main = `const { app, BrowserWindow } = require("electron");
app.setPath("userData", ${JSON.stringify(join(folder, "data"))});
app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false, width: 1280, height: 800 });
  window.once("ready-to-show", () => window.show());
  window.loadFile("page.html");
});`;
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "empty", version: "1.0.0", main: "main.js" }));
  writeFileSync(join(folder, "main.js"), main);
  writeFileSync(join(folder, "page.html"), "<!doctype html><p>leeg</p>");
  return folder;
}
