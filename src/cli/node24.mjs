#!/usr/bin/env node
/**
 * Runs a script in Soepel's own Node 24, whatever Node started this one (20 or newer):
 * the native modules are built for one ABI, and TypeScript is run as it is.
 * usage: node src/cli/node24.mjs [SCRIPT [ARG...]]      (without a script: the `soepel` command)
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findNode24 } from "./find-node24.mjs";

const ownNode = Number(process.versions.node.split(".")[0]) >= 24 ? process.execPath : undefined;
const node = findNode24(fileURLToPath(new URL("../../", import.meta.url))) ?? ownNode;
if (node === undefined) {
  console.error(
    `Soepel: no Node 24 for ${process.platform}-${process.arch}. Run "npm ci" in ${process.cwd()} first, or install Node 24.`,
  );
  process.exit(4);
}
const [script = fileURLToPath(new URL("./soepel.ts", import.meta.url)), ...args] = process.argv.slice(2);
// ONNX Runtime reports its use to Microsoft unless told not to; the engine says it to its children, this to benches and tests.
const env = { ...process.env, ORT_DISABLE_TELEMETRY: "1" };
const child = spawn(node, ["--disable-warning=ExperimentalWarning", script, ...args], { stdio: "inherit", env });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 130));
