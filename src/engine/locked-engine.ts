import { CALLS, type Result } from "../contract/calls.ts";
import { SoepelError } from "../contract/errors.ts";
import type { EngineEvent } from "../contract/events.ts";
import { type Engine, type EngineOptions, openEngine } from "./engine.ts";

interface Waiting {
  readonly listener: (event: EngineEvent) => void;
  readonly signal: AbortSignal;
}

/** Why data does not open that its passphrase or its recovery code would open. */
const LOCKED: ReadonlySet<string> = new Set(["key-locked", "key-missing", "key-invalid", "store-unreadable"]);

/**
 * Opens the engine. Where its data is under a passphrase, or its key is gone or is not the one, it answers every call with that
 * (`key-locked`, `key-missing`, `key-invalid`, `store-unreadable`) until `key:unlock` brings what opens it, and goes on as the engine
 * itself; nothing is changed until then, and a key that was put back is found when the status is asked for. Fails: as `openEngine`
 * otherwise.
 */
export async function openLockedEngine(options: EngineOptions): Promise<Engine> {
  try {
    return await openEngine(options);
  } catch (error) {
    if (error instanceof SoepelError && LOCKED.has(error.code)) return lockedEngine(options, error.code);
    throw error;
  }
}

function lockedEngine(options: EngineOptions, why: SoepelError["code"]): Engine {
  let engine: Engine | undefined;
  let code = why;
  let isClosed = false;
  let turn: Promise<unknown> = Promise.resolve();
  const waiting = new Set<Waiting>();

  const go = (opened: Engine): void => {
    engine = opened;
    for (const { listener, signal } of waiting) {
      listener({ type: "link", up: true });
      engine.listen(listener, signal);
    }
    waiting.clear();
  };
  const retry = async (): Promise<void> => {
    if (engine !== undefined || isClosed) return;
    try {
      go(await openEngine(options));
    } catch (error) {
      if (error instanceof SoepelError) code = error.code;
      else options.log?.("open", error);
    }
  };
  const unlock = async (input: unknown): Promise<Result<unknown>> => {
    if (engine !== undefined || isClosed) return { ok: true, value: null };
    const parsed = CALLS["key:unlock"].input.safeParse(input);
    if (!parsed.success) return { ok: false, code: "usage" };
    const { passphrase, recovery } = parsed.data;
    try {
      const secret = passphrase !== undefined ? { passphrase } : { recovery: recovery ?? "" };
      go(await openEngine({ ...options, secret }));
    } catch (error) {
      // A code that was copied right, but of other data.
      const isOther = error instanceof SoepelError && error.code === "store-unreadable" && recovery !== undefined;
      if (error instanceof SoepelError) return { ok: false, code: isOther ? "recovery-wrong" : error.code };
      options.log?.("unlock", error);
      return { ok: false, code: "bug" };
    }
    return { ok: true, value: null };
  };
  const answer = (name: unknown, input: unknown): Promise<Result<unknown>> => {
    if (engine !== undefined) return engine.answer(name, input);
    if (name === "status:read" && code !== "key-locked") {
      const tried = turn.then(retry);
      turn = tried;
      return tried.then(() => engine?.answer(name, input) ?? { ok: false, code });
    }
    if (name !== "key:unlock") return Promise.resolve({ ok: false, code });
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
