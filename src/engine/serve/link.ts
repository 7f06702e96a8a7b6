import type { WebSocket } from "ws";
import { decodeSound, type WireEvent, type WireResponse } from "../../contract/wire.ts";
import type { Engine } from "../engine.ts";

/** Events that a window does not read are dropped from here on (bytes): it reads everything again when it is back. */
const MOST_BUFFERED = 16e6;

/** Speaks the contract with one window (src/contract/wire.ts) until its socket closes. What it does not understand, it closes. */
export function linkWindow(engine: Engine, socket: WebSocket): void {
  const ended = new AbortController();
  socket.on("close", () => ended.abort());
  socket.on("error", () => socket.terminate());
  engine.listen((event) => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MOST_BUFFERED) socket.terminate();
    else socket.send(JSON.stringify({ event } satisfies WireEvent));
  }, ended.signal);
  socket.on("message", (data: Buffer, isBinary) => {
    if (isBinary) {
      const sound = decodeSound(data);
      if (sound === undefined) socket.close(1003);
      else engine.sendSound(sound.consultId, sound.samples);
      return;
    }
    const request = readRequest(data);
    if (request === undefined) return socket.close(1003);
    void engine.answer(request.name, request.input).then((result) => {
      const response: WireResponse = { id: request.id, result };
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(response));
    });
  });
}

function readRequest(data: Buffer): { id: number; name: unknown; input: unknown } | undefined {
  try {
    const { id, name, input } = JSON.parse(data.toString("utf8")) as Record<string, unknown>;
    return typeof id === "number" ? { id, name, input } : undefined;
  } catch {
    return undefined;
  }
}
