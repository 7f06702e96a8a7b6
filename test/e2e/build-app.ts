import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** Builds the window and the shell once, before the end-to-end tests that open them. */
export function setup(): void {
  for (const script of ["build:window", "build:electron"]) {
    const built = spawnSync("npm", ["run", "-s", script], { cwd: ROOT, encoding: "utf8" });
    if (built.status !== 0) throw new Error(`${script} failed: ${built.stderr}`);
  }
}
