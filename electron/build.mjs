import { rmSync } from "node:fs";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** Builds main and preload into electron/dist, one CommonJS file each: a sandboxed preload loads no other, Electron 22 no modules. */
const root = fileURLToPath(new URL(".", import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
for (const name of ["main", "preload"]) {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    ssr: { noExternal: true, external: ["electron"] },
    build: {
      ssr: true,
      outDir: "dist",
      emptyOutDir: false,
      target: "node16",
      minify: false,
      rolldownOptions: {
        input: `${root}${name}.ts`,
        external: ["electron", ...builtinModules, /^node:/],
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  });
}
