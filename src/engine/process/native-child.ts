import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { SoepelError } from "../../contract/errors.ts";
import { forkNative } from "./fork-native.ts";
import type { ChildError, FromChild, ToChild } from "./messages.ts";

interface CallOptions<News> {
  readonly signal?: AbortSignal;
  /** 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Parts of the answer that are ready before it is. */
  readonly onNews?: (news: News) => void;
}

interface Pending {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((share: number) => void) | undefined;
  readonly onNews: ((news: unknown) => void) | undefined;
}

/**
 * A child process of the engine that runs native code (speech, the note writer): where that crashes, the call fails with
 * `native-crashed`, the engine lives on, and the next call starts the child again. The child ends with its parent.
 */
export class NativeChild<Request, Answer, News = never> {
  readonly #script: string;
  readonly #pending = new Map<number, Pending>();
  #child: ChildProcess | undefined;
  #lastId = 0;

  /** `script` calls `serveCalls`. */
  constructor(script: URL) {
    this.#script = fileURLToPath(script);
  }

  /** Asks the child; starts it where it is not running. An aborted signal makes the child stop and rejects with `aborted`. */
  async call(request: Request, { signal, onProgress, onNews }: CallOptions<News> = {}): Promise<Answer> {
    if (signal?.aborted) throw new SoepelError("aborted");
    const id = ++this.#lastId;
    const child = this.#start();
    const abort = (): void => this.#send(child, { kind: "abort", id });
    signal?.addEventListener("abort", abort, { once: true });
    try {
      return await new Promise<Answer>((resolve, reject) => {
        this.#pending.set(id, {
          resolve: resolve as (answer: unknown) => void,
          reject,
          onProgress,
          onNews: onNews as ((news: unknown) => void) | undefined,
        });
        this.#hold(child);
        this.#send(child, { kind: "call", id, request });
      });
    } finally {
      signal?.removeEventListener("abort", abort);
      this.#pending.delete(id);
      this.#hold(child);
    }
  }

  /** The child's process id while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Ends the child; calls under way fail. */
  close(): void {
    const child = this.#child;
    child?.kill();
    if (child !== undefined) this.#lose(child, "closed");
  }

  #start(): ChildProcess {
    if (this.#child !== undefined) return this.#child;
    const child = forkNative(this.#script, "inherit");
    child.on("message", (message) => this.#receive(message as FromChild<Answer, News>));
    child.on("error", () => this.#lose(child, "it did not start"));
    child.on("exit", (code, signal) => this.#lose(child, signal ?? `exit code ${code}`));
    this.#child = child;
    return child;
  }

  #send(child: ChildProcess, message: ToChild<Request>): void {
    // A child that is gone answers by its exit: `#lose` rejects what waits.
    if (child.connected) child.send(message, () => undefined);
  }

  #receive(message: FromChild<Answer, News>): void {
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    if (message.kind === "progress") pending.onProgress?.(message.share);
    else if (message.kind === "news") pending.onNews?.(message.news);
    else if (message.kind === "done") pending.resolve(message.answer);
    else pending.reject(revive(message.error));
  }

  #lose(child: ChildProcess, reason: string): void {
    if (this.#child !== child && this.#child !== undefined) return;
    this.#child = undefined;
    for (const { reject } of this.#pending.values()) reject(new SoepelError("native-crashed", reason));
    this.#pending.clear();
  }

  /** Only a child that is at work keeps the engine's process alive. */
  #hold(child: ChildProcess): void {
    const hold = this.#pending.size > 0 ? "ref" : "unref";
    child[hold]();
    child.channel?.[hold]();
  }
}

function revive({ name, message, code, detail }: ChildError): Error {
  if (code !== undefined) return new SoepelError(code, detail);
  const error = new Error(message);
  error.name = name;
  return error;
}
