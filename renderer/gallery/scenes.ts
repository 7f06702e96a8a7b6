import type { EngineEvent } from "../../src/contract/events.ts";
import type { ConsultView } from "../../src/contract/views.ts";
import type { ConsultState } from "../../src/core/consult/state.ts";
import type { Route } from "../state/route.ts";
import {
  CLINICIAN,
  LONG_PATIENT,
  makeConsult,
  makeLongNote,
  makeNote,
  PATIENT,
  TRANSCRIPT,
  UTTERANCES,
} from "./demo-consult.ts";
import { TIERS } from "./demo-engine.ts";
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

const noted: ConsultState = { kind: "noted", version: 1 };
const one = (state: ConsultState, more?: Partial<ConsultView>) => ({ consults: [makeConsult("c-1", state, more)] });
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const draft = (note: ReturnType<typeof makeNote>): Partial<ConsultView> => ({
  versions: [{ version: 1, kind: "draft", note, clinicianId: CLINICIAN.id, createdAt: ago(1) }],
});
const delivery = (
  state: "waiting" | "sent" | "refused",
  error: string | null,
  more: { act?: "send" | "withdraw"; answer?: string } = {},
): Partial<ConsultView> => {
  const settledAt = state === "sent" ? ago(0) : null;
  const { act = "send", answer = null } = more;
  return { deliveries: [{ version: 2, act, state, attempts: 3, nextAt: ago(-2), error, answer, settledAt }] };
};
/** A HIS' own words, as they come. */
const HIS_WORDS =
  "Unknown code 'L03' in the CodeSystem 'http://hl7.org/fhir/sid/icpc-1-nl' version '2021' (Composition.section[2].entry[0])\nEpisode 'Lage rugpijn' is afgesloten op 12-03-2026";
/** The demo talk as two voices, in which the clinician named a speaker by hand. */
const BY_HAND = UTTERANCES.map((each) => {
  const voice = each.speaker === "zorgverlener" ? "A" : "B";
  return ["u2", "u4"].includes(each.id) ? { ...each, voice, byHand: true as const } : { ...each, voice };
});
const opname: Route = { screen: "opname", consultId: "c-1" };
const nota: Route = { screen: "nota", consultId: "c-1" };
const verzenden: Route = { screen: "verzenden", consultId: "c-1" };

const stored = (warning: Extract<EngineEvent, { type: "recording" }>["warning"] = null): EngineEvent => ({
  type: "recording",
  consultId: "c-1",
  storedS: 247.3,
  levelDb: -24,
  warning,
});
const failed = (code: Extract<EngineEvent, { type: "recording-failed" }>["code"]): EngineEvent => ({
  type: "recording-failed",
  consultId: "c-1",
  code,
});
const person = (given: string, family: string, birthDate: string, gender: "male" | "female") => ({
  patient: { ...PATIENT, id: family, name: { given, family }, birthDate, gender },
});

/** A patient whose form is complete. */
const WHOLE_PATIENT: readonly Deed[] = [
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

const DAY: readonly ConsultView[] = [
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

/** Every state that the window can be in, by name. */
export const SCENES: Readonly<Record<string, Scene>> = {
  "wie-eerste-keer": { script: { people: [] }, isSignedOut: true },
  wie: {
    script: {
      people: [
        CLINICIAN,
        { id: "k-2", name: "M. Yılmaz", role: "poh-ggz" },
        { id: "k-3", name: `A. ${"van der Lange Naam ".repeat(10)}`, role: "waarnemer" },
      ],
    },
    isSignedOut: true,
  },
  "wie-opname-loopt": { script: one({ kind: "recording" }), isSignedOut: true },
  start: { script: { fails: { "status:read": "never" } }, isSignedOut: true },
  "start-nieuwere-gegevens": { script: { fails: { "status:read": "store-newer" } }, isSignedOut: true },
  "start-al-open": { script: { fails: { "status:read": "store-in-use" } }, isSignedOut: true },
  "start-geen-rechten": { script: { fails: { "status:read": "no-rights" } }, isSignedOut: true },
  "wie-ander": { script: {}, isSignedOut: true, deeds: [{ press: "Iemand anders" }, { press: "Beginnen" }] },
  "start-schijf-vol": { script: { fails: { "status:read": "disk-full" } }, isSignedOut: true },
  "start-sleutel-weg": { script: { fails: { "status:read": "key-missing" } }, isSignedOut: true },
  "start-beschadigd": { script: { fails: { "status:read": "store-damaged" } }, isSignedOut: true },
  "start-op-slot": { script: { fails: { "status:read": "key-locked", "key:unlock": "key-wrong" } }, isSignedOut: true },
  "spreekuur-leeg": { script: {} },
  "spreekuur-laden": { script: { fails: { "consult:list": "never" } } },
  spreekuur: { script: { consults: DAY, tells: [{ type: "progress", consultId: "d-2", step: "note", share: 0.45 }] } },
  "spreekuur-model-aanbod": { script: { consults: DAY, tiers: TIERS } },
  "spreekuur-gered": {
    script: {
      ...one({ kind: "interrupted", cause: "crash" }),
      tells: [{ type: "salvaged", consults: [{ consultId: "c-1", seconds: 754 }] }],
    },
  },
  "spreekuur-lange-namen": {
    script: {
      consults: ["noted", "sent", "refused"].map((kind, i) =>
        makeConsult(`c-${i}`, { kind, version: 2 } as ConsultState, { patient: LONG_PATIENT }),
      ),
    },
  },
  "spreekuur-menu": { script: { consults: DAY }, deeds: [{ press: "Meer: el Amrani" }] },
  "spreekuur-toestemming": {
    script: { consults: DAY },
    deeds: [{ press: "Meer: el Amrani" }, { press: "Toestemming ingetrokken", role: "menuitem" }],
  },
  "spreekuur-geen-verslag": {
    script: { consults: DAY },
    deeds: [{ press: "Meer: el Amrani" }, { press: "Geen verslag nodig", role: "menuitem" }],
  },
  "verbinding-weg": { script: { consults: DAY, tells: [{ type: "link", up: false }] } },
  "modellen-laden": { script: { status: { models: "loading" } } },
  "model-beschadigd": { script: { status: { models: { failed: "model-damaged" } } } },
  nieuw: { script: {}, route: { screen: "nieuw" } },
  "nieuw-onvolledig": {
    script: {},
    route: { screen: "nieuw" },
    deeds: [{ type: "Anna" }, { key: "F2" }],
  },
  "nieuw-ingevuld": { script: {}, route: { screen: "nieuw" }, deeds: WHOLE_PATIENT },
  "nieuw-schijf-vol": {
    script: { fails: { "consult:create": "disk-full" } },
    route: { screen: "nieuw" },
    deeds: [...WHOLE_PATIENT, { key: "F2" }],
  },
  "nieuw-bsn-bekend": {
    script: { fails: { "consult:create": "bsn-known" } },
    route: { screen: "nieuw" },
    deeds: [...WHOLE_PATIENT, { key: "F2" }],
  },
  "opname-klaar": { script: one({ kind: "prepared" }), route: opname },
  opname: { script: { ...one({ kind: "recording" }), tells: [stored()] }, route: opname },
  "opname-leeg": {
    script: {
      ...one({ kind: "recording" }, { transcript: { language: "nl", durationS: 0, utterances: [] } }),
      tells: [stored()],
    },
    route: opname,
  },
  "opname-pauze": {
    script: one({ kind: "paused" }, { gaps: [{ atS: 27, seconds: 60, reason: "destroyed" }] }),
    route: opname,
  },
  "opname-microfoon-weg": {
    script: { ...one({ kind: "interrupted", cause: "device" }), tells: [failed("mic-lost")] },
    route: opname,
  },
  "opname-geweigerd": { script: { ...one({ kind: "prepared" }), tells: [failed("mic-denied")] }, route: opname },
  "opname-geen-microfoon": { script: { ...one({ kind: "prepared" }), tells: [failed("mic-missing")] }, route: opname },
  "opname-schijf-bijna-vol": { script: { ...one({ kind: "recording" }), tells: [stored("disk-low")] }, route: opname },
  "opname-schijf-vol": {
    script: { ...one({ kind: "interrupted", cause: "disk" }), tells: [failed("disk-full")] },
    route: opname,
  },
  "opname-stilte": {
    script: {
      ...one({ kind: "recording" }),
      tells: [stored("silent"), { type: "long-silence", consultId: "c-1", seconds: 300 }],
    },
    route: opname,
  },
  "opname-telefonisch": {
    script: one({ kind: "prepared" }, { setting: "telefonisch" }),
    route: opname,
    deeds: [{ key: "F2" }],
  },
  "opname-slaap": { script: one({ kind: "interrupted", cause: "suspend" }), route: opname },
  "opname-ingetrokken": { script: one({ kind: "withdrawn" }), route: opname },
  "opname-toestemming": {
    script: { ...one({ kind: "recording" }), tells: [stored()] },
    route: opname,
    deeds: [{ press: "Toestemming ingetrokken" }],
  },
  "opname-zonder-naam": {
    script: {
      ...one({ kind: "recording" }, { patient: { ...PATIENT, name: { given: "", family: "" } } }),
      tells: [stored()],
    },
    route: opname,
  },
  "opname-lange-naam": {
    script: { ...one({ kind: "recording" }, { patient: LONG_PATIENT }), tells: [stored()] },
    route: opname,
  },
  nota: { script: one(noted), route: nota },
  "nota-zonder-twijfel": { script: one(noted, draft(makeNote("c-1", false))), route: nota },
  "nota-spreker-gewijzigd": {
    script: one(noted, {
      ...draft(makeNote("c-1", false)),
      transcript: { ...TRANSCRIPT, utterances: BY_HAND },
      reattributed: ["u2", "u4"],
    }),
    route: nota,
  },
  "nota-wordt-gemaakt": {
    script: {
      ...one({ kind: "transcribing" }),
      tells: [{ type: "progress", consultId: "c-1", step: "transcribe", share: 0.7 }],
    },
    route: nota,
  },
  "nota-geen-spraak": { script: one({ kind: "failed", code: "no-speech" }), route: nota },
  "nota-leeg": {
    script: one(
      noted,
      draft({ ...makeNote("c-1", false), deelcontacten: [{ title: "", lines: [], measurements: [] }] }),
    ),
    route: nota,
  },
  "nota-zestig-regels": { script: one(noted, { ...draft(makeLongNote("c-1")), patient: LONG_PATIENT }), route: nota },
  "nota-zonder-geluid": {
    script: one(noted, { hasSound: false, transcript: { language: "nl", durationS: 0, utterances: [] } }),
    route: nota,
  },
  "nota-gewijzigd": { script: one({ kind: "amending", version: 3, over: { kind: "sent", version: 2 } }), route: nota },
  "nota-goedgekeurd": { script: one({ kind: "sent", version: 2 }), route: nota },
  "nota-niet-bewaard": {
    script: { ...one(noted), fails: { "note:save": "disk-full" } },
    route: nota,
    deeds: [{ key: "F9" }],
  },
  "nota-wijzigen": { script: one(noted), route: nota, deeds: [{ key: "Enter" }] },
  "nota-verplaatsen": { script: one(noted), route: nota, deeds: [{ key: "Alt+v" }] },
  "nota-deelcontact": {
    script: one(noted, draft(makeLongNote("c-1"))),
    route: nota,
    deeds: [{ press: "Acties deelcontact 1" }],
  },
  "nota-icpc": { script: one(noted), route: nota, deeds: [{ press: "ICPC L03" }] },
  "nota-icpc-gevonden": { script: one(noted), route: nota, deeds: [{ press: "ICPC L03" }, { type: "rugpijn" }] },
  "nota-icpc-niets": { script: one(noted), route: nota, deeds: [{ press: "ICPC L03" }, { type: "zzzz" }] },
  "nota-spreker": { script: one(noted), route: nota, deeds: [{ key: "Alt+w" }] },
  "nota-toetsen": { script: one(noted), route: nota, deeds: [{ key: "F1" }] },
  verzenden: { script: one(noted, draft(makeNote("c-1", false))), route: verzenden },
  "verzenden-twijfels": { script: one(noted), route: verzenden },
  "verzenden-zonder-his": {
    script: { ...one(noted, draft(makeNote("c-1", false))), settings: { his: undefined } as never },
    route: verzenden,
  },
  "verzenden-overnemen": {
    script: { ...one({ kind: "approved", version: 2 }), settings: { his: undefined } as never },
    route: verzenden,
  },
  "verzenden-wacht": { script: one({ kind: "approved", version: 2 }, delivery("waiting", null)), route: verzenden },
  "verzenden-onbereikbaar": {
    script: one({ kind: "approved", version: 2 }, delivery("waiting", "his-unreached")),
    route: verzenden,
  },
  "verzenden-html": {
    script: one(
      { kind: "approved", version: 2 },
      delivery("waiting", "status 200: the answer is not that of a FHIR server; check the address"),
    ),
    route: verzenden,
  },
  "verzenden-geweigerd": {
    script: one(
      { kind: "refused", version: 2 },
      delivery("refused", "status 422, code-invalid, business-rule", { answer: HIS_WORDS }),
    ),
    route: verzenden,
  },
  "verzenden-verstuurd": { script: one({ kind: "sent", version: 2 }, delivery("sent", null)), route: verzenden },
  "verzenden-terughalen": {
    script: one({ kind: "sent", version: 2 }, delivery("sent", null)),
    route: verzenden,
    deeds: [{ press: "Terughalen" }],
  },
  "verzenden-ingetrokken-wacht": {
    script: one(noted, { ...draft(makeNote("c-1", false)), ...delivery("waiting", null, { act: "withdraw" }) }),
    route: verzenden,
  },
  "verzenden-intrekken-geweigerd": {
    script: one(noted, {
      ...draft(makeNote("c-1", false)),
      ...delivery("refused", "status 409, conflict", {
        act: "withdraw",
        answer: "Dossier is vergrendeld door A. Jansen",
      }),
    }),
    route: verzenden,
  },
  "nota-ingetrokken": {
    script: one(noted, { ...draft(makeNote("c-1", false)), ...delivery("sent", null, { act: "withdraw" }) }),
    route: nota,
  },
  "nota-geluid-vernietigd": {
    script: one({ kind: "sent", version: 2 }, { hasSound: false, soundDestroyedAt: ago(60 * 26) }),
    route: nota,
  },
  "verzenden-lange-naam": {
    script: one(noted, { ...draft(makeNote("c-1", false)), patient: LONG_PATIENT }),
    route: verzenden,
  },
  instellingen: { script: {}, route: { screen: "instellingen" } },
  "instellingen-keuze": {
    script: {},
    route: { screen: "instellingen" },
    deeds: [{ press: "Microfoon voor opnames" }],
  },
  "instellingen-fout": {
    script: {},
    route: { screen: "instellingen" },
    deeds: [{ press: "Geluid bewaren", role: "textbox" }, { type: "9999" }],
  },
  "instellingen-his-html": {
    script: {
      fails: { "his:test": "his-unreached" },
      detail: "status 200: the answer is not that of a FHIR server; check the address",
    },
    route: { screen: "instellingen" },
    deeds: [{ press: "Test verbinding" }],
  },
  "instellingen-wachtwoordzin": {
    script: { status: { key: { where: "passphrase", path: "/home/praktijk/soepel/soepel.key.pass" } } },
    route: { screen: "instellingen" },
  },
  "instellingen-model-ophalen": {
    script: {
      tiers: TIERS.map((tier) =>
        tier.name === "whisper-small" ? { ...tier, where: "incomplete", download: { share: 0.37 } } : tier,
      ),
    },
    route: { screen: "instellingen" },
  },
  "instellingen-model-mislukt": {
    script: {
      tiers: TIERS.map((tier) =>
        tier.name === "whisper-small"
          ? { ...tier, download: { failed: "model-source-unreached" as const } }
          : { ...tier, estimate: null },
      ),
    },
    route: { screen: "instellingen" },
  },
  logboek: { script: {}, route: { screen: "logboek" } },
  "logboek-verbroken": { script: { isLogBroken: true }, route: { screen: "logboek" } },
  /** A whole consult, from the patient to the HIS. */
  consult: { script: { hasDoubts: true }, route: { screen: "nieuw" } },
  "consult-zonder-twijfel": { script: { hasDoubts: false }, route: { screen: "nieuw" } },
};
