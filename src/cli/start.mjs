/**
 * `npm start`: opens Soepel in Electron where its binary is, else in the browser (`soepel serve`), and says which.
 * The window is built first where it is not there.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const inNode24 = (...words) => run(process.execPath, [join(root, "src/cli/node24.mjs"), ...words]);

/** Electron's binary; undefined where it was not downloaded, or the app's own part is not in this checkout. */
function findElectron() {
  if (!existsSync(join(root, "electron"))) return undefined;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve("electron/package.json"));
    const binary = join(folder, "dist", readFileSync(join(folder, "path.txt"), "utf8").trim());
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** Runs a program to its end, passing Ctrl-C on, and resolves with its exit code. */
function run(command, words) {
  const child = spawn(command, words, { cwd: root, stdio: "inherit" });
  const pass = (signal) => child.kill(signal);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, pass);
  return new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("exit", (code) => {
      for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, pass);
      resolve(code ?? 130);
    });
  });
}

if (!existsSync(join(root, "renderer/dist/index.html"))) {
  console.error("Soepel: building the window first ...");
  const code = await inNode24(
    "node_modules/vite/bin/vite.js",
    "build",
    "-c",
    "renderer/vite.config.ts",
    "--logLevel",
    "warn",
  );
  if (code !== 0) process.exit(code);
}
const electron = findElectron();
if (electron !== undefined) {
  console.error("Soepel: in its own window (Electron).");
  process.exit(await run(electron, [root, ...process.argv.slice(2)]));
}
console.error("Soepel: Electron's binary is not here, so it opens in your browser (soepel serve).");
process.exit(await inNode24(join(root, "src/cli/soepel.ts"), "serve", ...process.argv.slice(2)));
