import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Electron's binary: ELECTRON_PATH, else the one that test/e2e/electron22/make.sh made in .cache, else that of the npm package where
 * somebody installed it and it was downloaded; undefined where there is none.
 * @param {string} root
 * @returns {string | undefined}
 */
export function findElectron(root) {
  const named = process.env.ELECTRON_PATH;
  if (named) return existsSync(named) ? named : undefined;
  const made = join(root, ".cache/electron22/electron");
  if (existsSync(made)) return made;
  try {
    const folder = dirname(createRequire(join(root, "package.json")).resolve("electron/package.json"));
    const binary = join(folder, "dist", readFileSync(join(folder, "path.txt"), "utf8").trim());
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}
