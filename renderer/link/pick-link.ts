import type { EngineBridge, EngineLink } from "../../src/contract/events.ts";
import { WIRE_PATH } from "../../src/contract/wire.ts";
import { WebSocketLink } from "./web-socket-link.ts";

declare global {
  interface Window {
    /** Made by Electron's preload; absent in a browser. */
    readonly soepel?: EngineBridge;
  }
}

/** Electron's bridge where there is one, else the WebSocket beside the page. */
export function pickLink(): EngineLink {
  if (window.soepel !== undefined) return crossBridge(window.soepel);
  const address = new URL(WIRE_PATH, window.location.href);
  address.protocol = address.protocol.replace("http", "ws");
  return new WebSocketLink(address.href);
}

function crossBridge({ call, listen, sendSound }: EngineBridge): EngineLink {
  return {
    call,
    sendSound,
    listen: (listener, signal) => signal.addEventListener("abort", listen(listener), { once: true }),
  };
}
