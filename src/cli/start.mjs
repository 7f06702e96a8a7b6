/**
 * `npm start`: opens Soepel in Electron where its binary is, else in the browser (`soepel serve`), and says which.
 * What is shown is built first where it is not there.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findElectron } from "./find-electron.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const inNode24 = (...words) => run(process.execPath, [join(root, "src/cli/node24.mjs"), ...words]);

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

/** Builds what is not there yet. */
async function build(what, result, ...words) {
  if (existsSync(join(root, result))) return;
  console.error(`Soepel: building ${what} first ...`);
  const code = await inNode24(...words);
  if (code !== 0) process.exit(code);
}

const vite = ["node_modules/vite/bin/vite.js", "build", "-c", "renderer/vite.config.ts", "--logLevel", "warn"];
await build("the window", "renderer/dist/index.html", ...vite);
// Without a screen Electron does not open; a browser may be elsewhere.
const hasScreen = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
const electron = findElectron(root);
if (electron !== undefined && hasScreen) {
  await build("the shell", "electron/dist/main.cjs", "electron/build.mjs");
  console.error("Soepel: in its own window (Electron).");
  // Chromium refuses its sandbox to root; the window shows our own pages only.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  process.exit(await run(electron, [...asRoot, root, ...process.argv.slice(2)]));
}
const why = electron === undefined ? "Electron's binary is not here" : "there is no screen for Electron";
console.error(`Soepel: ${why}, so it opens in your browser (soepel serve).`);
process.exit(await inNode24(join(root, "src/cli/soepel.ts"), "serve", ...process.argv.slice(2)));
