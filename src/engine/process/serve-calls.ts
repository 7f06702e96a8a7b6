import { SoepelError } from "../../contract/errors.ts";
import type { ChildError, FromChild, ToChild } from "./messages.ts";

/** How a call is answered: `signal` aborts when its caller does. */
export type Handler<Request, Answer, News> = (
  request: Request,
  tell: {
    readonly signal: AbortSignal;
    readonly progress: (share: number) => void;
    readonly news: (news: News) => void;
  },
) => Promise<Answer>;

/** Makes this process answer the calls of a NativeChild, one after the other. It ends when its parent does. */
export function serveCalls<Request, Answer, News = never>(handle: Handler<Request, Answer, News>): void {
  const aborts = new Map<number, AbortController>();
  let turn: Promise<void> = Promise.resolve();
  const send = (message: FromChild<Answer, News>): void => {
    // A parent that is gone takes no message: this process ends by its `disconnect`.
    process.send?.(message, undefined, undefined, () => {});
  };
  const answer = async (id: number, request: Request, signal: AbortSignal): Promise<void> => {
    try {
      signal.throwIfAborted();
      const done = await handle(request, {
        signal,
        progress: (share) => send({ kind: "progress", id, share }),
        news: (news) => send({ kind: "news", id, news }),
      });
      send({ kind: "done", id, answer: done });
    } catch (error) {
      send({ kind: "failed", id, error: signal.aborted ? describe(new SoepelError("aborted")) : describe(error) });
    } finally {
      aborts.delete(id);
    }
  };
  process.on("message", (message: ToChild<Request>) => {
    if (message.kind === "abort") {
      aborts.get(message.id)?.abort();
      return;
    }
    const controller = new AbortController();
    aborts.set(message.id, controller);
    turn = turn.then(() => answer(message.id, message.request, controller.signal));
  });
  process.on("disconnect", () => process.exit());
}

function describe(error: unknown): ChildError {
  if (error instanceof SoepelError)
    return { name: error.name, message: error.message, code: error.code, detail: error.detail };
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: "Error", message: "unknown failure" };
}
