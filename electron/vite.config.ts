import { builtinModules } from "node:module";
import { defineConfig } from "vite";

/** `--mode main` and `--mode preload`: one CommonJS file each, since a sandboxed preload can load no other and Electron 22 no modules. */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  ssr: { noExternal: true, external: ["electron"] },
  build: {
    ssr: true,
    outDir: "dist",
    emptyOutDir: false,
    target: "node16",
    minify: false,
    rolldownOptions: {
      input: `electron/${mode}.ts`,
      external: ["electron", ...builtinModules, /^node:/],
      output: { format: "cjs", entryFileNames: "[name].cjs" },
    },
  },
}));
