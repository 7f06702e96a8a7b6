import { CALLS, type Result } from "../contract/calls.ts";
import { SoepelError } from "../contract/errors.ts";
import type { EngineEvent } from "../contract/events.ts";
import { type Engine, type EngineOptions, openEngine } from "./engine.ts";

interface Waiting {
  readonly listener: (event: EngineEvent) => void;
  readonly signal: AbortSignal;
}

/**
 * Opens the engine; where its data is under a passphrase it answers every call with `key-locked` until `key:unlock` brings that, and goes
 * on as the engine itself. Fails: as `openEngine`, but for `key-locked`.
 */
export async function openLockedEngine(options: EngineOptions): Promise<Engine> {
  try {
    return await openEngine(options);
  } catch (error) {
    if (error instanceof SoepelError && error.code === "key-locked") return lockedEngine(options);
    throw error;
  }
}

function lockedEngine(options: EngineOptions): Engine {
  let engine: Engine | undefined;
  let isClosed = false;
  let turn: Promise<unknown> = Promise.resolve();
  const waiting = new Set<Waiting>();

  const unlock = async (input: unknown): Promise<Result<unknown>> => {
    if (engine !== undefined || isClosed) return { ok: true, value: null };
    const parsed = CALLS["key:unlock"].input.safeParse(input);
    if (!parsed.success) return { ok: false, code: "usage" };
    const { passphrase, recovery } = parsed.data;
    try {
      engine = await openEngine({
        ...options,
        secret: passphrase !== undefined ? { passphrase } : { recovery: recovery ?? "" },
      });
    } catch (error) {
      // A code that was copied right, but of other data.
      const isOther = error instanceof SoepelError && error.code === "store-unreadable" && recovery !== undefined;
      if (error instanceof SoepelError) return { ok: false, code: isOther ? "recovery-wrong" : error.code };
      options.log?.("unlock", error);
      return { ok: false, code: "bug" };
    }
    for (const { listener, signal } of waiting) {
      listener({ type: "link", up: true });
      engine.listen(listener, signal);
    }
    waiting.clear();
    return { ok: true, value: null };
  };
  const answer = (name: unknown, input: unknown): Promise<Result<unknown>> => {
    if (engine !== undefined) return engine.answer(name, input);
    if (name !== "key:unlock") return Promise.resolve({ ok: false, code: "key-locked" });
    // One guess after the other: each takes a great deal of memory.
    const done = turn.then(() => unlock(input));
    turn = done;
    return done;
  };
  return {
    call: (name, input) => answer(name, input) as never,
    answer,
    listen(listener, signal) {
      if (engine !== undefined) return engine.listen(listener, signal);
      const one = { listener, signal };
      waiting.add(one);
      signal.addEventListener("abort", () => waiting.delete(one), { once: true });
    },
    sendSound: (consultId, frame) => engine?.sendSound(consultId, frame),
    lock: () => engine?.lock(),
    async close() {
      isClosed = true;
      await turn;
      await engine?.close();
    },
  };
}
