import type { EngineEvent } from "./events.ts";

/**
 * The contract over a WebSocket (`soepel serve`), at the path `link` beside the page, same origin, with the session's cookie.
 * JSON text frames: the window asks with `WireRequest`, the engine answers with `WireResponse` of the same id, in any order, and tells
 * with `WireEvent`. Binary frames go from the window only and are sound: one byte with the length n of the consult's id, n bytes of id
 * (ASCII), then mono Float32 samples, little-endian.
 */
export interface WireRequest {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

export interface WireResponse {
  readonly id: number;
  /** A `Result` (calls.ts). */
  readonly result: unknown;
}

export interface WireEvent {
  readonly event: EngineEvent;
}

/** Where the WebSocket is, relative to the page. */
export const WIRE_PATH = "link";

/** A binary frame of sound. */
export function encodeSound(consultId: string, samples: Float32Array): Uint8Array<ArrayBuffer> {
  const id = new TextEncoder().encode(consultId);
  const bytes = new Uint8Array(1 + id.length + samples.byteLength);
  bytes[0] = id.length;
  bytes.set(id, 1);
  const view = new DataView(bytes.buffer, 1 + id.length);
  for (const [i, sample] of samples.entries()) view.setFloat32(4 * i, sample, true);
  return bytes;
}

/** What a binary frame holds; undefined where it is not one of sound. */
export function decodeSound(bytes: Uint8Array): { consultId: string; samples: Float32Array } | undefined {
  const length = bytes[0] ?? 0;
  const rest = bytes.byteLength - 1 - length;
  if (length === 0 || rest < 4 || rest % 4 !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + 1 + length, rest);
  const samples = Float32Array.from({ length: rest / 4 }, (_, i) => view.getFloat32(4 * i, true));
  return { consultId: new TextDecoder().decode(bytes.subarray(1, 1 + length)), samples };
}
