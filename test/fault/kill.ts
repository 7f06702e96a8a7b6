import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Starts child.ts on a data folder. `said` resolves with the first line that begins so; `lines` is all so far. */
export function startChild(folder: string, task: string, argument = "", shell?: string) {
  const args = ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, "child.ts"), folder, task, argument];
  const child: ChildProcess =
    shell === undefined
      ? spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] })
      : spawn("bash", ["-c", `${shell} exec "$0" "$@"`, process.execPath, ...args], {
          stdio: ["ignore", "pipe", "inherit"],
        });
  onTestFinished(() => void child.kill("SIGKILL"));
  let text = "";
  const ended = once(child, "exit");
  child.stdout?.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
  });
  const lines = () => text.split("\n").slice(0, -1);
  return {
    pid: child.pid,
    lines,
    ended,
    async said(start: string): Promise<string> {
      for (;;) {
        const line = lines().find((line) => line.startsWith(start));
        if (line !== undefined) return line;
        if (child.exitCode !== null) throw new Error(`the child ended without "${start}"`);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    },
    /** kill -9, and waits until the system has it all. */
    async kill(): Promise<void> {
      child.kill("SIGKILL");
      await ended;
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
}

/** The number that the last line of that kind tells. */
export function lastNumber(lines: readonly string[], kind: string): number {
  return Number(lines.findLast((line) => line.startsWith(`${kind} `))?.split(" ")[1] ?? 0);
}
