import type { EngineEvent } from "../src/contract/events.ts";

/** What goes between the window's preload and the main process; nothing else does. */
export const CHANNEL = {
  /** window -> main: a call of the contract, name and input; the answer is its `Result`. */
  call: "soepel:call",
  /** window -> main: it listens from now on, and wants to know how things stand. */
  listening: "soepel:listening",
  /** main -> window: an `EngineEvent`. */
  event: "soepel:event",
  /** window -> main: the port that sound comes through, so that no call waits behind it. */
  sound: "soepel:sound",
} as const;

/** A frame on the sound's port. */
export interface SoundMessage {
  readonly consultId: string;
  readonly samples: Float32Array;
}

export type Tell = (event: EngineEvent) => void;
