import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { SoepelError } from "../../contract/errors.ts";
import { forkNative } from "../process/fork-native.ts";
import type { Device, SpeechDevice } from "./device-names.ts";
import type { FromSpeech, SpeechAnswer, SpeechFiles, SpeechRequest, ToSpeech } from "./speech-protocol.ts";

const CHILD = fileURLToPath(new URL("./speech-child.ts", import.meta.url));
/** A process that is silent for this long hangs: it is ended and the request is tried once more. */
const LONGEST_SILENCE_MS = 180_000;

export interface StartOptions {
  /** What is to compute the encoder; `cpu` if left out. */
  readonly device?: Device;
  /** Works only when nothing else wants the processor. */
  readonly isBackground?: boolean;
}

interface Pending {
  readonly request: SpeechRequest;
  readonly resolve: (answer: SpeechAnswer<SpeechRequest["type"]>) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: ((share: number) => void) | undefined;
  /** Was it already sent to a process that died over it? */
  isSecondTry: boolean;
  watchdog?: NodeJS.Timeout;
}

/**
 * The engine's end of the speech process: starts it with the models loaded, starts it anew when it crashes or hangs, and
 * sends again what it was asked. A request that kills it twice fails; the engine lives on (HAZARDS.md, 21 and 22).
 */
export class SpeechProcess {
  readonly #files: SpeechFiles;
  readonly #threads: number;
  readonly #isBackground: boolean;
  #asked: Device;
  #device: SpeechDevice = { used: "cpu" };
  readonly #pending = new Map<number, Pending>();
  #child: ChildProcess | undefined;
  #lastId = 0;
  #isClosed = false;

  private constructor(files: SpeechFiles, threads: number, { device = "cpu", isBackground = false }: StartOptions) {
    this.#files = files;
    this.#threads = threads;
    this.#asked = device;
    this.#isBackground = isBackground;
  }

  /** @throws SoepelError model-damaged where the model cannot be loaded */
  static async start(files: SpeechFiles, threads: number, options: StartOptions = {}): Promise<SpeechProcess> {
    const speech = new SpeechProcess(files, threads, options);
    try {
      await speech.#load().catch((error) => {
        if (speech.#device.remark !== "crashed") throw error;
        return speech.#load();
      });
      return speech;
    } catch (cause) {
      speech.close();
      throw cause instanceof SoepelError ? cause : new SoepelError("model-damaged", "speech", { cause });
    }
  }

  /** What computes, and why not what was asked for. */
  get device(): SpeechDevice {
    return this.#device;
  }

  /** The process' id, for those who watch its memory. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Asks, and waits for the answer. An aborted signal rejects with `aborted` at once, and stops the work within one step. */
  ask<R extends SpeechRequest>(
    request: R,
    options: {
      readonly signal?: AbortSignal | undefined;
      readonly onProgress?: ((share: number) => void) | undefined;
    } = {},
  ): Promise<SpeechAnswer<R["type"]>> {
    const { signal, onProgress } = options;
    return new Promise<SpeechAnswer<SpeechRequest["type"]>>((resolve, reject) => {
      if (this.#isClosed) throw new Error("the speech process is closed");
      const id = ++this.#lastId;
      const abort = () => {
        this.#send({ type: "abort", id });
        this.#settle(id)?.reject(new SoepelError("aborted"));
      };
      if (signal?.aborted) throw new SoepelError("aborted");
      signal?.addEventListener("abort", abort, { once: true });
      const stopListening = () => signal?.removeEventListener("abort", abort);
      this.#pending.set(id, {
        request,
        onProgress,
        isSecondTry: false,
        resolve: (answer) => {
          stopListening();
          resolve(answer);
        },
        reject: (error) => {
          stopListening();
          reject(error);
        },
      });
      this.#sendRequest(id);
    }) as Promise<SpeechAnswer<R["type"]>>;
  }

  /** Ends the process; what it was still asked is rejected. */
  close(): void {
    this.#isClosed = true;
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(new SoepelError("aborted"));
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  async #load(): Promise<void> {
    const request = { type: "load", files: this.#files, threads: this.#threads, device: this.#asked } as const;
    const device = await this.ask(request);
    if (this.#device.remark !== "crashed") this.#device = device;
  }

  #start(): ChildProcess {
    // A library's warnings could hold names of files; nothing of them is for the user.
    const child = forkNative(CHILD, "ignore", this.#isBackground);
    child.on("message", (message: FromSpeech) => this.#hear(message));
    child.on("exit", () => this.#onExit(child));
    child.on("error", () => child.kill("SIGKILL"));
    this.#child = child;
    return child;
  }

  #send(message: ToSpeech): void {
    // A process that is just dying takes no message: its exit is told apart, and deals with what it was asked.
    if (this.#child?.connected) this.#child.send(message, () => {});
  }

  #sendRequest(id: number): void {
    if (this.#child === undefined) {
      this.#start();
      // The last one died with nothing to do: the new one has no models yet. Where they do not load, what is asked fails.
      if (this.#pending.get(id)?.request.type !== "load") this.#load().catch(() => {});
    }
    this.#watch(id);
    this.#send({ id, request: this.#pending.get(id)!.request });
  }

  #watch(id: number): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    clearTimeout(pending.watchdog);
    pending.watchdog = setTimeout(() => this.#child?.kill("SIGKILL"), LONGEST_SILENCE_MS);
  }

  #hear(message: FromSpeech): void {
    if (message.type === "progress") {
      this.#watch(message.id);
      this.#pending.get(message.id)?.onProgress?.(message.share);
    } else if (message.type === "done") this.#settle(message.id)?.resolve(message.answer);
    else if (message.type === "failed") this.#settle(message.id)?.reject(new Error(message.message));
    else this.#settle(message.id)?.reject(new SoepelError("aborted"));
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    clearTimeout(pending?.watchdog);
    this.#pending.delete(id);
    return pending;
  }

  #onExit(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    if (this.#isClosed) return;
    const isLoading = [...this.#pending.values()].some(({ request }) => request.type === "load");
    if (this.#asked !== "cpu" && (isLoading || this.#device.used !== "cpu")) {
      // A driver that took the process down once gets no second chance in this session.
      this.#asked = "cpu";
      this.#device = { used: "cpu", remark: "crashed" };
    }
    const left = [...this.#pending].filter(([, { request }]) => request.type !== "load");
    for (const [id, { request, isSecondTry }] of [...this.#pending]) {
      if (request.type === "load" || isSecondTry) this.#settle(id)?.reject(new Error("the speech process crashed"));
    }
    const again = left.filter(([id]) => this.#pending.has(id));
    if (again.length === 0) return;
    this.#load().catch((error) => {
      for (const [id] of again) this.#settle(id)?.reject(error);
    });
    for (const [id, pending] of again) {
      pending.isSecondTry = true;
      this.#sendRequest(id);
    }
  }
}
