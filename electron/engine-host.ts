import { type ChildProcess, fork } from "node:child_process";
import type { Result } from "../src/contract/calls.ts";
import type { EngineEvent } from "../src/contract/events.ts";
import type { FromEngine, ToEngine } from "../src/contract/host.ts";
import type { Tell } from "./channels.ts";
import type { KeyAnswer } from "./keys.ts";

export interface HostOptions {
  /** The Node 24 that runs the engine. */
  readonly node: string;
  /** `src/engine/main.ts`. */
  readonly script: string;
  readonly folder: string;
  readonly findKey: (mayCreate: boolean) => KeyAnswer;
  readonly tell: Tell;
}

const LOST: Result<never> = { ok: false, code: "engine-lost" };
/** Milliseconds before an engine that crashed is started again: at once, then calmly. */
const RESTART_MS = [100, 1000, 3000, 10_000] as const;
/** An engine that lived so long (ms) did not crash because of its start. */
const SOUND_START_MS = 60_000;
/** Frames on their way that the engine has not taken: a minute. More means that it hangs. */
const MOST_FRAMES = 600;
/** What an engine gets (ms) to put what is recorded on disk when Soepel closes. */
const CLOSE_MS = 8000;

/**
 * The engine as a child process in a Node of its own: it answers the window, and where it crashes it is started again. A recording that
 * was running then is on disk up to its last second, and the new engine offers it.
 */
export class EngineHost {
  readonly #options: HostOptions;
  readonly #waiting = new Map<number, (result: Result<unknown>) => void>();
  #child: ChildProcess | undefined;
  #state: "starting" | "up" | "failed" | "lost" | "closed" = "starting";
  #wasLost = false;
  #failures = 0;
  #frames = 0;
  #lastId = 0;
  #status: EngineEvent | undefined;
  #salvaged: Extract<EngineEvent, { type: "salvaged" }> | undefined;

  constructor(options: HostOptions) {
    this.#options = options;
    this.#start();
  }

  /** The engine's process, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Asks the engine; while it is away the answer is `engine-lost`. Never rejects. */
  call(name: string, input: unknown): Promise<Result<unknown>> {
    // "Probeer opnieuw" of a window that shows why the engine could not open: a new one tries.
    if (this.#state === "failed" && name === "status:read") this.#renew();
    if (this.#child === undefined) return Promise.resolve(LOST);
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ kind: "call", id, name, input });
    });
  }

  sendSound(consultId: string, samples: Float32Array): void {
    if (this.#child?.connected !== true || this.#frames >= MOST_FRAMES) return;
    this.#frames++;
    this.#send({ kind: "sound", consultId, samples }, () => this.#frames--);
  }

  /** The window is gone: signs out. */
  lock(): void {
    this.#send({ kind: "lock" });
  }

  /** What a window that begins to listen must know. */
  tellAll(): void {
    if (this.#state === "lost") this.#options.tell({ type: "link", up: false });
    if (this.#status !== undefined) this.#options.tell(this.#status);
    if (this.#salvaged !== undefined) this.#options.tell(this.#salvaged);
  }

  /** Ends the engine; what is recorded is kept. */
  async close(): Promise<void> {
    this.#state = "closed";
    const child = this.#child;
    if (child === undefined) return;
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    this.#send({ kind: "close" });
    const timer = setTimeout(() => child.kill("SIGKILL"), CLOSE_MS);
    await ended;
    clearTimeout(timer);
  }

  #start(): void {
    const { node, script, folder } = this.#options;
    const { NODE_OPTIONS: _, ELECTRON_RUN_AS_NODE: __, ...env } = process.env;
    const began = Date.now();
    const child = fork(script, [], {
      execPath: node,
      execArgv: ["--disable-warning=ExperimentalWarning"],
      env,
      // Sound and keys travel as they are. Electron 22's V8 and Node 24's read each other.
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    let isOver = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      this.#lose(Date.now() - began > SOUND_START_MS);
    };
    child.on("message", (message) => this.#receive(message as FromEngine));
    child.on("error", end);
    child.on("exit", end);
    this.#child = child;
    this.#frames = 0;
    this.#send({ kind: "open", folder, program: "app" });
  }

  #renew(): void {
    this.#child?.removeAllListeners();
    this.#child?.kill();
    this.#state = "starting";
    this.#start();
  }

  #send(message: ToEngine, done?: () => void): void {
    // An engine that is just going answers by its exit.
    if (this.#child?.connected === true) this.#child.send(message, () => done?.());
  }

  #receive(message: FromEngine): void {
    switch (message.kind) {
      case "key-wanted":
        this.#send(this.#options.findKey(message.mayCreate));
        break;
      case "ready":
      case "failed":
        if (this.#state === "closed") break;
        this.#state = message.kind === "ready" ? "up" : "failed";
        if (this.#wasLost) this.#options.tell({ type: "link", up: true });
        this.#wasLost = false;
        break;
      case "result":
        this.#waiting.get(message.id)?.(message.result);
        this.#waiting.delete(message.id);
        break;
      case "event":
        this.#remember(message.event);
        this.#options.tell(message.event);
        break;
    }
  }

  #remember(event: EngineEvent): void {
    if (event.type === "status") this.#status = event;
    else if (event.type === "salvaged") this.#salvaged = event;
    else if (event.type === "consult" && this.#salvaged !== undefined && event.consult.state.kind !== "interrupted") {
      const consults = this.#salvaged.consults.filter(({ consultId }) => consultId !== event.consult.id);
      this.#salvaged = consults.length === 0 ? undefined : { type: "salvaged", consults };
    }
  }

  #lose(lastedLong: boolean): void {
    this.#child = undefined;
    for (const answer of this.#waiting.values()) answer(LOST);
    this.#waiting.clear();
    if (this.#state === "closed") return;
    if (lastedLong) this.#failures = 0;
    if (!this.#wasLost) this.#options.tell({ type: "link", up: false });
    this.#wasLost = true;
    this.#state = "lost";
    this.#status = undefined;
    this.#salvaged = undefined;
    const delay = RESTART_MS[Math.min(this.#failures++, RESTART_MS.length - 1)];
    setTimeout(() => this.#state !== "closed" && this.#start(), delay);
  }
}
