import type { ChildProcess } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { listProcesses } from "../../e2e/electron-app.ts";

/** Bytes of a file or a folder with all that is in it, without the names in `but`. */
export function sizeOf(path: string, but: readonly string[] = []): number {
  if (!existsSync(path)) return 0;
  const found = lstatSync(path);
  if (!found.isDirectory()) return found.isFile() ? found.size : 0;
  return readdirSync(path)
    .filter((name) => !but.includes(name))
    .reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

/** The largest resident memory, in bytes, that each kind of process of the app has had, from its main process down (Linux). */
export function peakMemories(main: ChildProcess): Record<string, number> {
  const peaks: Record<string, number> = {};
  for (const { pid, words } of listProcesses(main)) {
    const name = nameProcess(words);
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readStatus(pid))?.[1] ?? 0;
    peaks[name] = Math.max(peaks[name] ?? 0, 1024 * Number(kilobytes));
  }
  return peaks;
}

/** Empty where the process ended meanwhile. */
function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}

/** What a process of the app is, by its command line. */
function nameProcess(words: string): string {
  if (words.includes("speech-child")) return "speech";
  if (words.includes("writer-child")) return "writer";
  if (words.includes("src/engine/main.ts")) return "engine";
  const type = /--type=(\S+)/.exec(words)?.[1];
  return type === undefined ? "shell" : type === "renderer" ? "window" : type;
}

/** What is installed, part by part, in bytes: what the packages take of this checkout. */
export function sizeParts(root: string, electron: string): Record<string, number> {
  const modules = join(root, "node_modules");
  const system = `${process.platform}-${process.arch}`;
  const node = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  return {
    "the window": sizeOf(join(root, "renderer/dist")),
    "the shell (main, preload)": sizeOf(join(root, "electron/dist")),
    "the engine's own code": sizeOf(join(root, "src")),
    "models and tables": sizeOf(join(root, "models"), ["training"]),
    "ONNX Runtime": sizeOf(join(modules, "onnxruntime-node/bin/napi-v6", process.platform, process.arch)),
    "the database": sizeOf(join(modules, "better-sqlite3-multiple-ciphers/prebuilds", `${system}.node`)),
    "Node 24": sizeOf(join(modules, node), ["include", "share"]),
    Electron: sizeOf(electron),
  };
}
