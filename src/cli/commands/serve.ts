import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SoepelError } from "../../contract/errors.ts";
import { findDataFolder } from "../../engine/data-folder.ts";
import { openLockedEngine } from "../../engine/locked-engine.ts";
import { serveEngine } from "../../engine/serve/serve.ts";
import { readWindow } from "../../engine/serve/window-files.ts";
import { keyFile } from "../../engine/store/key.ts";
import { type Command, type Given, optional } from "../command.ts";

/** `soepel serve`: the window in an ordinary browser on this computer, with a data folder of its own. */
export const serve: Command = {
  name: "serve",
  usage: "[--port N] [--data DIR] [--no-open]",
  summary: "opens Soepel's window in the browser, for this computer only; Ctrl-C ends it, and keeps what is recorded",
  options: { port: { type: "string" }, data: { type: "string" }, "no-open": { type: "boolean" } },
  files: [0, 0],
  async run(given) {
    const folder = optional(given, "data") ?? join(findDataFolder(), "serve");
    const port = readPort(given);
    const files = await readWindow();
    const engine = await openLockedEngine({
      folder,
      keys: keyFile(join(folder, "soepel.key")),
      program: "serve",
      transport: "browser",
    });
    const door = join(folder, "open.html");
    try {
      const served = await serveEngine(engine, files, port);
      process.stdout.write(`${served.link}\n`);
      process.stderr.write("The link works once, in a browser on this computer. Ctrl-C ends Soepel.\n");
      if (given.values["no-open"] !== true) openBrowser(served.link, door);
      await new Promise<void>((resolve) => {
        if (given.signal.aborted) resolve();
        given.signal.addEventListener("abort", () => resolve(), { once: true });
      });
      await served.close();
    } finally {
      rmSync(door, { force: true });
      await engine.close();
    }
  },
};

function readPort(given: Given): number {
  const text = optional(given, "port") ?? "0";
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new SoepelError("usage", "--port is a number from 0 to 65535");
  return port;
}

/** By a file that only its owner can read: others on this computer see a command line, and the link on it would be theirs too. */
function openBrowser(link: string, door: string): void {
  const page = `<!doctype html><html lang="nl"><meta http-equiv="refresh" content="0;url=${link}"><title>Soepel</title></html>\n`;
  writeFileSync(door, page, { mode: 0o600 });
  const [command, ...words] = OPENERS[process.platform] ?? ["xdg-open"];
  const child = spawn(command!, [...words, door], { stdio: "ignore", detached: true });
  // Without a browser to open the link on stdout is there.
  child.on("error", () => {});
  child.unref();
}

const OPENERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};
