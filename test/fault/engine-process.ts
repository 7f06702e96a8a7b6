import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Result } from "../../src/contract/calls.ts";
import type { EngineEvent } from "../../src/contract/events.ts";
import type { FromEngine, ToEngine } from "../../src/contract/host.ts";

const MAIN = join(import.meta.dirname, "../../src/engine/main.ts");

/** The engine as Electron runs it: a child process, the key handed over by IPC. */
export function startEngineProcess(folder: string, key = randomBytes(32)) {
  const child: ChildProcess = fork(MAIN, {
    execPath: process.execPath,
    execArgv: ["--disable-warning=ExperimentalWarning"],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const ended = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const events: EngineEvent[] = [];
  const answers = new Map<number, (result: Result<unknown>) => void>();
  let stderr = "";
  child.stderr!.setEncoding("utf8").on("data", (piece: string) => {
    stderr += piece;
  });
  const send = (message: ToEngine) => child.send(message);
  const opened = new Promise<string>((resolve) => {
    child.on("message", (message: FromEngine) => {
      if (message.kind === "key-wanted") send({ kind: "key", key });
      else if (message.kind === "ready") resolve("ready");
      else if (message.kind === "failed") resolve(message.code);
      else if (message.kind === "event") events.push(message.event);
      else answers.get(message.id)?.(message.result);
    });
  });
  let lastId = 0;
  send({ kind: "open", folder, program: "app" });
  return {
    key,
    child,
    ended,
    events,
    opened,
    send,
    stderr: () => stderr,
    call(name: string, input: unknown): Promise<Result<unknown>> {
      const id = ++lastId;
      return new Promise((resolve) => {
        answers.set(id, resolve);
        send({ kind: "call", id, name, input });
      });
    },
    async must<T>(name: string, input: unknown): Promise<T> {
      const result = await this.call(name, input);
      if (!result.ok) throw new Error(`${name}: ${result.code}`);
      return result.value as T;
    },
  };
}
