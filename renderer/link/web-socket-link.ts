import type { CallInput, CallName, CallOutput, Result } from "../../src/contract/calls.ts";
import type { EngineEvent, EngineLink } from "../../src/contract/events.ts";
import { encodeSound, type WireEvent, type WireRequest, type WireResponse } from "../../src/contract/wire.ts";

const LOST: Result<never> = { ok: false, code: "engine-lost" };
/** Milliseconds before the next try: at once, then calmly. */
const RETRY_MS = [250, 500, 1000, 2000] as const;
/** Sound that waits in the socket, in bytes: a minute at 48 kHz. More means that nobody reads. */
const MOST_BUFFERED = 60 * 48_000 * 4;

type Waiting = (result: Result<unknown>) => void;

/** The contract over a WebSocket (wire.ts). Connects again by itself; calls that the break caught answer `engine-lost`. */
export class WebSocketLink implements EngineLink {
  readonly #address: string;
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  readonly #waiting = new Map<number, Waiting>();
  #socket: WebSocket | undefined;
  #opened: Promise<boolean> = Promise.resolve(false);
  #nextId = 1;
  #failures = 0;
  #wasUp = false;

  constructor(address: string) {
    this.#address = address;
    this.#connect();
  }

  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
    const socket = this.#socket;
    if (!(await this.#opened) || socket === undefined || socket !== this.#socket) return LOST;
    const id = this.#nextId++;
    const answer = new Promise<Result<unknown>>((resolve) => this.#waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, name, input } satisfies WireRequest));
    return (await answer) as Result<CallOutput<N>>;
  }

  listen(listener: (event: EngineEvent) => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
  }

  sendSound(consultId: string, frame: Float32Array): void {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN || socket.bufferedAmount > MOST_BUFFERED) return;
    socket.send(encodeSound(consultId, frame));
  }

  #connect(): void {
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    let resolve = (_: boolean) => {};
    this.#opened = new Promise<boolean>((settle) => {
      resolve = settle;
    });
    socket.onopen = () => {
      this.#failures = 0;
      resolve(true);
      if (this.#wasUp) this.#tell({ type: "link", up: true });
      this.#wasUp = true;
    };
    socket.onmessage = ({ data }) => this.#read(data);
    socket.onclose = () => {
      resolve(false);
      for (const answer of this.#waiting.values()) answer(LOST);
      this.#waiting.clear();
      if (this.#failures === 0) this.#tell({ type: "link", up: false });
      // From now on every return of the engine is news.
      this.#wasUp = true;
      setTimeout(() => this.#connect(), RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)]);
    };
  }

  #read(data: unknown): void {
    if (typeof data !== "string") return;
    const message = JSON.parse(data) as WireResponse | WireEvent;
    if ("event" in message) this.#tell(message.event);
    else {
      this.#waiting.get(message.id)?.(message.result as Result<unknown>);
      this.#waiting.delete(message.id);
    }
  }

  #tell(event: EngineEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
