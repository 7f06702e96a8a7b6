import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const LAUNCHER = fileURLToPath(new URL("../../../src/cli/node24.mjs", import.meta.url));
const SOEPEL = fileURLToPath(new URL("../../../src/cli/soepel.ts", import.meta.url));

/** Runs the real command in a process of its own, without the proxies of the machine that tests it. */
export function runSoepel(words: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/_proxy$|^SOEPEL_/i.test(name)));
    const child = spawn(process.execPath, [LAUNCHER, SOEPEL, ...words], {
      env: { ...clean, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
