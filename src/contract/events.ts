import type { Utterance } from "../core/transcript/transcript.ts";
import type { CallInput, CallName, CallOutput, Result } from "./calls.ts";
import type { ErrorCode } from "./errors.ts";
import type { ConsultSummary, SpeechTier, Status } from "./views.ts";

/** What the engine tells the window without being asked. */
export type EngineEvent =
  /** Made by the transport itself: is the engine there? After `up: true` the window reads everything again and signs in again. */
  | { readonly type: "link"; readonly up: boolean }
  | { readonly type: "status"; readonly status: Status }
  /** Who acts from now on, in whatever window she said so; null: nobody. A window of another signs out: her acts would stand in that name. */
  | { readonly type: "signed-in"; readonly clinicianId: string | null }
  /** A consult was made or came into another state. */
  | { readonly type: "consult"; readonly consult: ConsultSummary }
  /** Something of a consult changed that its summary does not tell: how its sending fares, or that its sound was destroyed. Read it again. */
  | { readonly type: "changed"; readonly consultId: string }
  /** "Schrap de laatste minuut": what was heard there is destroyed, in every window. Seconds of the recording. */
  | { readonly type: "cut"; readonly consultId: string; readonly fromS: number; readonly toS: number }
  /** The speech models stand otherwise: one is being fetched, is here, or hears. */
  | { readonly type: "tiers"; readonly tiers: readonly SpeechTier[] }
  /** Samples are on disk up to `storedS`: the red light. `levelDb`: loudness of the last second, dBFS. */
  | {
      readonly type: "recording";
      readonly consultId: string;
      readonly storedS: number;
      readonly levelDb: number;
      readonly warning: "too-quiet" | "clipped" | "silent" | "disk-low" | null;
    }
  | { readonly type: "recording-failed"; readonly consultId: string; readonly code: ErrorCode }
  /** `final` false: may still change. The same id replaces the same utterance; one without text is taken back: nobody said it. */
  | { readonly type: "utterance"; readonly consultId: string; readonly utterance: Utterance; readonly final: boolean }
  | {
      readonly type: "progress";
      readonly consultId: string;
      readonly step: "transcribe" | "note";
      readonly share: number;
    }
  /** At the start: consults that a crash cut off, and what was saved of them, in seconds. */
  | {
      readonly type: "salvaged";
      readonly consults: readonly { readonly consultId: string; readonly seconds: number }[];
    }
  /** Somebody is to be asked: nothing was heard for this long. A consult is never ended by itself. */
  | { readonly type: "long-silence"; readonly consultId: string; readonly seconds: number };

/**
 * What every transport gives the window: calls, events, and a way for sound. Frames are mono Float32, -1 to 1, at the rate that
 * `recording:start` named, at least ten a second.
 */
export interface EngineLink {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  listen(listener: (event: EngineEvent) => void, signal: AbortSignal): void;
  sendSound(consultId: string, frame: Float32Array): void;
}

/** An EngineLink as Electron's preload can hand it over: an AbortSignal does not cross its context bridge, so `listen` answers its end. */
export interface EngineBridge extends Omit<EngineLink, "listen"> {
  listen(listener: (event: EngineEvent) => void): () => void;
}
