import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** Builds main and preload into electron/dist, one file each (vite.config.ts says why). */
process.chdir(fileURLToPath(new URL("..", import.meta.url)));
rmSync("electron/dist", { recursive: true, force: true });
for (const mode of ["main", "preload"]) {
  await build({ configFile: "electron/vite.config.ts", mode, logLevel: "warn" });
}
