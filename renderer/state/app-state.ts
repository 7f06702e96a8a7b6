import type { ErrorCode } from "../../src/contract/errors.ts";
import type { EngineEvent } from "../../src/contract/events.ts";
import type { Clinician, ConsultSummary, Settings, SpeechTier, Status } from "../../src/contract/views.ts";
import type { Utterance } from "../../src/core/transcript/transcript.ts";

import type { CallerState } from "../audio/caller.ts";
import type { SettingsForm } from "../screens/instellingen/settings-form.ts";

/** What the engine told of a consult since the window opened. */
export interface Live {
  readonly utterances: ReadonlyMap<string, Utterance>;
  /** Samples on disk, and when that last grew (milliseconds, monotonic). */
  readonly stored?: { readonly seconds: number; readonly movedAt: number };
  readonly levelDb?: number;
  readonly warning: "too-quiet" | "clipped" | "silent" | "disk-low" | null;
  readonly failed?: ErrorCode | "bug";
  readonly progress?: { readonly step: "transcribe" | "note"; readonly share: number };
  /** Of a telephone consult: is the caller recorded too? */
  readonly caller?: CallerState;
  /** Nothing was heard for so many seconds, and nobody has answered yet. */
  readonly silenceS?: number;
}

export interface AppState {
  readonly link: "starting" | "up" | "lost";
  /** Why the engine cannot work at all ("store-newer"); the window shows nothing else. */
  readonly fault?: ErrorCode | "bug";
  readonly status?: Status;
  readonly settings?: Settings;
  readonly clinician?: Clinician;
  readonly consults?: readonly ConsultSummary[];
  /** The speech models, once they were asked for. */
  readonly tiers?: readonly SpeechTier[];
  readonly live: ReadonlyMap<string, Live>;
  /** How often the engine told that something of a consult changed which its summary does not tell. */
  readonly changes: ReadonlyMap<string, number>;
  readonly salvaged: readonly { readonly consultId: string; readonly seconds: number }[];
  /** Typed in the settings and not to be saved as it stands. */
  readonly unsavedSettings?: SettingsForm;
  /** Colours that are tried in the settings and not kept yet. */
  readonly triedTheme?: Settings["theme"] | undefined;
}

export const EMPTY_LIVE: Live = { utterances: new Map(), warning: null };
export const START: AppState = { link: "starting", live: new Map(), changes: new Map(), salvaged: [] };

/** What the window knows after an event. `now`: milliseconds, monotonic. */
export function reduceEvent(state: AppState, event: EngineEvent, now: number): AppState {
  switch (event.type) {
    case "link":
      return { ...state, link: event.up ? "up" : "lost" };
    case "status":
      return { ...state, status: event.status };
    case "signed-in": {
      if (state.clinician === undefined || state.clinician.id === event.clinicianId) return state;
      const { clinician: _, ...rest } = state;
      return rest;
    }
    case "consult":
      return {
        ...state,
        consults: placeConsult(state.consults ?? [], event.consult),
        live: settleLive(state.live, event.consult),
      };
    case "recording":
      return changeLive(state, event.consultId, (live) => {
        // The red light means that samples reach the disk: an event that does not grow is no sign of it.
        const hasGrown = live.stored === undefined || event.storedS > live.stored.seconds;
        const { failed: _, ...rest } = live;
        return {
          ...rest,
          stored: { seconds: event.storedS, movedAt: hasGrown ? now : (live.stored?.movedAt ?? now) },
          levelDb: event.levelDb,
          warning: event.warning,
        };
      });
    case "recording-failed":
      return changeLive(state, event.consultId, (live) => ({ ...live, failed: event.code }));
    case "utterance":
      // Late news of a job that was cancelled brings nothing back (HAZARDS.md, 31).
      if (!isAtWork(state, event.consultId)) return state;
      return changeLive(state, event.consultId, ({ silenceS: _, ...live }) => ({
        ...live,
        utterances: new Map(live.utterances).set(event.utterance.id, event.utterance),
      }));
    case "progress":
      if (!isAtWork(state, event.consultId)) return state;
      return changeLive(state, event.consultId, (live) => ({ ...live, progress: event }));
    case "changed":
      return { ...state, changes: countChange(state, event.consultId) };
    case "cut": {
      const { fromS, toS } = event;
      const cut = changeLive(state, event.consultId, (live) => ({
        ...live,
        utterances: new Map([...live.utterances].filter(([, { start, end }]) => end <= fromS || start >= toS)),
      }));
      return { ...cut, changes: countChange(state, event.consultId) };
    }
    case "tiers":
      return { ...state, tiers: event.tiers };
    case "salvaged":
      return { ...state, salvaged: event.consults };
    case "long-silence":
      return changeLive(state, event.consultId, (live) => ({ ...live, silenceS: event.seconds }));
  }
}

/**
 * The transcript as the window knows it: what was read, with what came since, in the order in which it was said. One that came without
 * words was taken back.
 */
export function mergeUtterances(read: readonly Utterance[], live: ReadonlyMap<string, Utterance>): Utterance[] {
  const known = new Map(read.map((utterance) => [utterance.id, utterance]));
  for (const [id, utterance] of live) known.set(id, utterance);
  return [...known.values()].filter(({ text }) => text !== "").sort((a, b) => a.start - b.start || a.end - b.end);
}

function countChange({ changes }: AppState, consultId: string): AppState["changes"] {
  return new Map(changes).set(consultId, (changes.get(consultId) ?? 0) + 1);
}

export function changeLive(state: AppState, consultId: string, change: (live: Live) => Live): AppState {
  const live = new Map(state.live).set(consultId, change(state.live.get(consultId) ?? EMPTY_LIVE));
  return { ...state, live };
}

function placeConsult(consults: readonly ConsultSummary[], consult: ConsultSummary): readonly ConsultSummary[] {
  const others = consults.filter(({ id }) => id !== consult.id);
  return [...others, consult].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}

/** Words and progress of a consult whose note is there, or which is over, are no longer kept: the window runs all day. */
function settleLive(live: AppState["live"], { id, state }: ConsultSummary): AppState["live"] {
  if (isWorking(state) || !live.has(id)) return live;
  const kept = new Map(live);
  kept.delete(id);
  return kept;
}

const isWorking = ({ kind }: ConsultSummary["state"]): boolean =>
  ["prepared", "recording", "paused", "interrupted", "transcribing"].includes(kind);

/** Is the consult recorded or worked out now? One that the window has not heard of yet may be. */
function isAtWork(state: AppState, consultId: string): boolean {
  const known = state.consults?.find(({ id }) => id === consultId);
  return known === undefined || isWorking(known.state);
}
