/**
 * The engine as a child process of Electron's main process (DESIGN.md, section 2): messages as src/contract/host.ts says. It ends when
 * its parent does, and what is recorded then is kept.
 */

import { SoepelError } from "../contract/errors.ts";
import type { FromEngine, ToEngine } from "../contract/host.ts";
import type { KeyPlace } from "../contract/views.ts";
import type { Engine } from "./engine.ts";
import { openLockedEngine } from "./locked-engine.ts";
import { logToStderr } from "./log.ts";
import { type KeyProvider, keyFile } from "./store/key.ts";

let opening: Promise<Engine> | undefined;
let takeKey: ((message: Extract<ToEngine, { kind: "key" }>) => void) | undefined;

const tell = (message: FromEngine): void => {
  // A parent that is just going takes no message.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};

let place: KeyPlace = { where: "os" };
const keys: KeyProvider = {
  get place() {
    return place;
  },
  async load(mayCreate) {
    const answer = new Promise<Extract<ToEngine, { kind: "key" }>>((resolve) => {
      takeKey = resolve;
    });
    tell({ kind: "key-wanted", mayCreate });
    const message = await answer;
    if ("file" in message) {
      place = { where: "file", path: message.file };
      return await keyFile(message.file).load(mayCreate);
    }
    place = { where: "os" };
    if ("code" in message) throw new SoepelError(message.code);
    if (message.key.length !== 32) throw new SoepelError("key-invalid", `${message.key.length} bytes`);
    return Buffer.from(message.key);
  },
};

async function open(folder: string, program: string): Promise<Engine> {
  const engine = await openLockedEngine({ folder, keys, program, transport: "electron" });
  engine.listen((event) => tell({ kind: "event", event }), new AbortController().signal);
  return engine;
}

async function answer(id: number, name: string, input: unknown): Promise<void> {
  try {
    if (opening === undefined) throw new Error("not opened");
    tell({ kind: "result", id, result: await (await opening).answer(name, input) });
  } catch (error) {
    tell({ kind: "result", id, result: { ok: false, code: error instanceof SoepelError ? error.code : "bug" } });
  }
}

let closing: Promise<void> | undefined;
async function close(): Promise<void> {
  closing ??= (async () => {
    await opening?.then(
      (engine) => engine.close(),
      () => {},
    );
    process.exit();
  })();
  await closing;
}

process.on("message", (message: ToEngine) => {
  switch (message.kind) {
    case "open":
      opening ??= open(message.folder, message.program);
      opening.then(
        () => tell({ kind: "ready" }),
        (error) => {
          logToStderr("open", error);
          tell({ kind: "failed", code: error instanceof SoepelError ? error.code : "bug" });
        },
      );
      break;
    case "key":
      takeKey?.(message);
      break;
    case "call":
      void answer(message.id, message.name, message.input);
      break;
    case "sound":
      void opening?.then(
        (engine) => engine.sendSound(message.consultId, message.samples),
        () => {},
      );
      break;
    case "lock":
      void opening?.then(
        (engine) => engine.lock(),
        () => {},
      );
      break;
    case "close":
      close().catch((error) => logToStderr("close", error));
      break;
  }
});
process.on("disconnect", () => close().catch((error) => logToStderr("close", error)));
// Ctrl-C in a terminal reaches the whole group: the parent closes the engine, in order.
process.on("SIGINT", () => {});
