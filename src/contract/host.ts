import type { Result } from "./calls.ts";
import type { ErrorCode } from "./errors.ts";
import type { EngineEvent } from "./events.ts";

/**
 * The contract between a program that shows a window (Electron's main process) and the engine as its child process
 * (`src/engine/main.ts`): Node's IPC with serialization "advanced", so that sound travels as it is. The first message is `open`.
 */
export type ToEngine =
  | { readonly kind: "open"; readonly folder: string; readonly program: string }
  /** The answer to `key-wanted`: 32 bytes, or why there are none. It goes by no other way: not by argument, not by environment. */
  | { readonly kind: "key"; readonly key: Uint8Array }
  /** There is no OS key store that is worth its name: the engine keeps the key in this file, for its owner only. */
  | { readonly kind: "key"; readonly file: string }
  | { readonly kind: "key"; readonly code: Extract<ErrorCode, "key-missing" | "key-invalid" | "no-rights"> }
  | { readonly kind: "call"; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: "sound"; readonly consultId: string; readonly samples: Float32Array }
  /** The window is gone: signs out. */
  | { readonly kind: "lock" }
  /** What is recorded is kept; the process ends by itself. */
  | { readonly kind: "close" };

export type FromEngine =
  /** The key of the OS key store is asked for; a new one may be made only where there is no database yet. */
  | { readonly kind: "key-wanted"; readonly mayCreate: boolean }
  | { readonly kind: "ready" }
  /** It cannot open; every call is answered with this code, so that the window can say it. */
  | { readonly kind: "failed"; readonly code: ErrorCode | "bug" }
  | { readonly kind: "result"; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: "event"; readonly event: EngineEvent };
