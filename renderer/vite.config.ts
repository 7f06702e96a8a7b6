import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";

/**
 * The window as static files, the same for Electron (own protocol) and `soepel serve`: relative addresses, nothing inline that a strict
 * CSP would stop. `--mode gallery` adds the page of drawn states for the end-to-end tests; it never ships.
 */
export default defineConfig(({ command, mode }) => {
  // Who builds from a test runner would get React's slow development build, with the paths of this computer in it.
  if (command === "build") process.env.NODE_ENV = "production";
  return windowConfig(mode);
});

const windowConfig = (mode: string): UserConfig => ({
  root: import.meta.dirname,
  base: "./",
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "chrome108",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: mode === "gallery" ? ["renderer/gallery.html"] : ["renderer/index.html"] },
  },
});
