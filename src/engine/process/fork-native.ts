import { type ChildProcess, fork } from "node:child_process";
import { constants, setPriority } from "node:os";
import { nativeEnvironment } from "./native-environment.ts";

/**
 * Starts a child process for native code (speech, the note writer): typed arrays travel as they are. It works below normal priority: with
 * every core at work on speech, a key in the window or another program still gets its turn at once. `isBackground`: it also gives way to
 * the others of its kind.
 */
export function forkNative(script: string, stderr: "inherit" | "ignore", isBackground = false): ChildProcess {
  const child = fork(script, [], {
    env: nativeEnvironment(),
    execArgv: ["--disable-warning=ExperimentalWarning"],
    serialization: "advanced",
    stdio: ["ignore", "ignore", stderr, "ipc"],
  });
  const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;
  try {
    // On Linux this is one thread's; those of the work are started by it later, and take it over.
    if (child.pid !== undefined) setPriority(child.pid, isBackground ? PRIORITY_LOW : PRIORITY_BELOW_NORMAL);
  } catch {
    // It is gone already, which its exit tells; or the system allows no other priority, and it works as it is.
  }
  return child;
}
