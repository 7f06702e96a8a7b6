import type { EngineEvent } from "../../src/contract/events.ts";
import type { ConsultView } from "../../src/contract/views.ts";
import type { ConsultState } from "../../src/core/consult/state.ts";
import type { Route } from "../state/route.ts";
import { CLINICIAN, makeConsult, type makeNote, PATIENT, UTTERANCES } from "./demo-consult.ts";
import type { Script } from "./scripted-link.ts";

/** What a hand does: a key, a text, or a press on what has this name. */
export type Deed =
  | { readonly key: string }
  | { readonly type: string }
  | { readonly press: string; readonly role?: "button" | "menuitem" | "textbox" };

/** A drawn state: how the engine behaves, where the window starts, whether somebody signs in first, and what is done then. */
export interface Scene {
  readonly script: Script;
  readonly route?: Route;
  readonly isSignedOut?: boolean;
  readonly deeds?: readonly Deed[];
}

export const noted: ConsultState = { kind: "noted", version: 1 };
export const one = (state: ConsultState, more?: Partial<ConsultView>) => ({
  consults: [makeConsult("c-1", state, more)],
});
export const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
export const draft = (note: ReturnType<typeof makeNote>): Partial<ConsultView> => ({
  versions: [{ version: 1, kind: "draft", note, clinicianId: CLINICIAN.id, createdAt: ago(1) }],
});
export const delivery = (
  state: "waiting" | "sent" | "refused",
  error: string | null,
  more: { act?: "send" | "withdraw"; answer?: string } = {},
): Partial<ConsultView> => {
  const settledAt = state === "sent" ? ago(0) : null;
  const { act = "send", answer = null } = more;
  return { deliveries: [{ version: 2, act, state, attempts: 3, nextAt: ago(-2), error, answer, settledAt }] };
};
/** A HIS' own words, as they come. */
export const HIS_WORDS =
  "Unknown code 'L03' in the CodeSystem 'http://hl7.org/fhir/sid/icpc-1-nl' version '2021' (Composition.section[2].entry[0])\nEpisode 'Lage rugpijn' is afgesloten op 12-03-2026";
/** The demo talk as two voices, in which the clinician named a speaker by hand. */
export const BY_HAND = UTTERANCES.map((each) => {
  const voice = each.speaker === "zorgverlener" ? "A" : "B";
  return ["u2", "u4"].includes(each.id) ? { ...each, voice, byHand: true as const } : { ...each, voice };
});
export const opname: Route = { screen: "opname", consultId: "c-1" };
export const nota: Route = { screen: "nota", consultId: "c-1" };
export const verzenden: Route = { screen: "verzenden", consultId: "c-1" };

export const stored = (warning: Extract<EngineEvent, { type: "recording" }>["warning"] = null): EngineEvent => ({
  type: "recording",
  consultId: "c-1",
  storedS: 247.3,
  levelDb: -24,
  warning,
});
export const failed = (code: Extract<EngineEvent, { type: "recording-failed" }>["code"]): EngineEvent => ({
  type: "recording-failed",
  consultId: "c-1",
  code,
});
export const person = (given: string, family: string, birthDate: string, gender: "male" | "female") => ({
  patient: { ...PATIENT, id: family, name: { given, family }, birthDate, gender },
});

/** A patient whose form is complete. */
export const WHOLE_PATIENT: readonly Deed[] = [
  { type: "Anna" },
  { key: "Tab" },
  { type: "Voorbeeld" },
  { key: "Tab" },
  { type: "14031972" },
  { key: "Tab" },
  { type: "999911120" },
  { key: "Tab" },
  { key: "Space" },
  { key: "Tab" },
  { key: "Tab" },
  { key: "Space" },
];

/** Another who works here. */
export const COLLEAGUE = { id: "k-2", name: "M. Yılmaz", role: "poh-ggz" } as const;
/** A day of which this consult is a colleague's. */
export const byColleague = (consult: ConsultView): ConsultView => ({
  ...consult,
  clinicianId: COLLEAGUE.id,
  clinician: COLLEAGUE,
});

export const DAY: readonly ConsultView[] = [
  makeConsult(
    "d-1",
    { kind: "recording" },
    { ...person("Anna", "Voorbeeld", "1972-03-14", "female"), startedAt: ago(4) },
  ),
  makeConsult(
    "d-2",
    { kind: "transcribing" },
    { ...person("Joris", "Bakker", "2025-12-01", "male"), startedAt: ago(16) },
  ),
  makeConsult("d-3", noted, { ...person("Fatima", "el Amrani", "1990-06-21", "female"), startedAt: ago(31) }),
  makeConsult(
    "d-4",
    { kind: "interrupted", cause: "device" },
    { ...person("Piet", "Jansen", "1948-01-30", "male"), startedAt: ago(47), setting: "visite" },
  ),
  makeConsult(
    "d-5",
    { kind: "failed", code: "no-speech" },
    { ...person("Sanne", "Visser", "2001-09-09", "female"), startedAt: ago(63), setting: "telefonisch" },
  ),
  makeConsult(
    "d-6",
    { kind: "refused", version: 2 },
    { ...person("Henk", "de Boer", "1961-04-04", "male"), startedAt: ago(80), setting: "poh-s" },
  ),
  makeConsult(
    "d-7",
    { kind: "approved", version: 2 },
    { ...person("Mei", "Wong", "1983-11-17", "female"), startedAt: ago(96) },
  ),
  makeConsult(
    "d-8",
    { kind: "sent", version: 2 },
    { ...person("Klaas", "Mulder", "1955-02-02", "male"), startedAt: ago(111) },
  ),
  makeConsult("d-9", { kind: "withdrawn" }, { ...person("Els", "Smit", "1979-07-07", "female"), startedAt: ago(130) }),
  makeConsult(
    "d-10",
    { kind: "paused" },
    { ...person("Bram", "de Wit", "1969-12-12", "male"), startedAt: ago(60 * 26) },
  ),
];
