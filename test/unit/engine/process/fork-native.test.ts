import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { constants, getPriority } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { forkNative } from "../../../../src/engine/process/fork-native.ts";

let child: ChildProcess;
afterEach(() => void child.kill("SIGKILL"));

/** The child's process, and on Linux, where each has its own priority, all of its threads. */
function threadsOf({ pid }: ChildProcess): number[] {
  return process.platform === "linux" ? readdirSync(`/proc/${pid}/task`).map(Number) : [pid!];
}

const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;
test.each([
  ["gives way to a window", false, PRIORITY_BELOW_NORMAL],
  ["in the background gives way to its own kind too", true, PRIORITY_LOW],
])("what native code works with %s: every thread of it", async (_, isBackground, priority) => {
  child = forkNative(join(import.meta.dirname, "echo-child.ts"), "ignore", isBackground);
  child.send({ kind: "call", id: 1, request: { say: "hello" } });
  await once(child, "message");
  expect(new Set(threadsOf(child).map((thread) => getPriority(thread)))).toEqual(new Set([priority]));
});

test("a child that cannot run tells so by its exit", async () => {
  child = forkNative(join(import.meta.dirname, "no-such-child.ts"), "ignore");
  const [code] = await once(child, "exit");
  expect(code).not.toBe(0);
});
