import { ERRORS } from "../../src/contract/errors.ts";
import type { ConsultState } from "../../src/core/consult/state.ts";
import { CLINICIAN, LONG_PATIENT, makeConsult, makeLongNote, makeNote, PATIENT, TRANSCRIPT } from "./demo-consult.ts";
import { TIERS, TIERS_AFTER } from "./demo-engine.ts";
import {
  ago,
  BY_HAND,
  byColleague,
  COLLEAGUE,
  DAY,
  delivery,
  draft,
  failed,
  HIS_WORDS,
  nota,
  noted,
  one,
  opname,
  type Scene,
  stored,
  verzenden,
  WHOLE_PATIENT,
} from "./scene-parts.ts";

/** Every state that the window can be in, by name. */
export const SCENES: Readonly<Record<string, Scene>> = {
  "wie-eerste-keer": { script: { people: [] }, isSignedOut: true },
  wie: {
    script: {
      people: [CLINICIAN, COLLEAGUE, { id: "k-3", name: `A. ${"van der Lange Naam ".repeat(10)}`, role: "waarnemer" }],
    },
    isSignedOut: true,
  },
  "wie-opname-loopt": { script: one({ kind: "recording" }), isSignedOut: true },
  start: { script: { fails: { "status:read": "never" } }, isSignedOut: true },
  "start-nieuwere-gegevens": { script: { fails: { "status:read": "store-newer" } }, isSignedOut: true },
  "start-al-open": { script: { fails: { "status:read": "store-in-use" } }, isSignedOut: true },
  "start-geen-rechten": { script: { fails: { "status:read": "no-rights" } }, isSignedOut: true },
  "wie-ander": { script: {}, isSignedOut: true, deeds: [{ press: "Iemand anders" }, { press: "Beginnen" }] },
  "wie-wacht": {
    script: { people: [CLINICIAN], fails: { "clinician:sign-in": "never" } },
    isSignedOut: true,
    deeds: [{ press: "J. de Vries" }],
  },
  "wie-mislukt": {
    script: { people: [CLINICIAN], fails: { "clinician:sign-in": "disk-full" } },
    isSignedOut: true,
    deeds: [{ press: "J. de Vries" }],
  },
  "wie-eerste-keer-wacht": {
    script: { people: [], fails: { "clinician:sign-in": "never" } },
    isSignedOut: true,
    deeds: [{ type: "J. de Vries" }, { press: "Beginnen" }],
  },
  "start-schijf-vol": { script: { fails: { "status:read": "disk-full" } }, isSignedOut: true },
  "start-sleutel-weg": { script: { fails: { "status:read": "key-missing" } }, isSignedOut: true },
  "start-sleutel-past-niet": { script: { fails: { "status:read": "key-invalid" } }, isSignedOut: true },
  "start-gegevens-weg": { script: { fails: { "status:read": "store-missing" } }, isSignedOut: true },
  "start-beschadigd": { script: { fails: { "status:read": "store-damaged" } }, isSignedOut: true },
  "start-op-slot": { script: { fails: { "status:read": "key-locked", "key:unlock": "key-wrong" } }, isSignedOut: true },
  "spreekuur-leeg": { script: {} },
  "spreekuur-laden": { script: { fails: { "consult:list": "never" } } },
  spreekuur: { script: { consults: DAY, tells: [{ type: "progress", consultId: "d-2", step: "note", share: 0.45 }] } },
  "spreekuur-collega": {
    script: {
      people: [CLINICIAN, COLLEAGUE],
      consults: DAY.map((each) => (["d-3", "d-4", "d-8"].includes(each.id) ? byColleague(each) : each)),
    },
  },
  "nota-van-collega": {
    script: { people: [CLINICIAN, COLLEAGUE], consults: [byColleague(makeConsult("c-1", noted))] },
    route: nota,
  },
  "spreekuur-herstelcode": {
    script: { consults: DAY, status: { key: { where: "file", path: "soepel.key", isRecovered: true } } },
  },
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
  "opname-onbekend": {
    script: {
      ...one(
        { kind: "recording" },
        {
          transcript: { ...TRANSCRIPT, utterances: TRANSCRIPT.utterances.map((u) => ({ ...u, speaker: "onbekend" })) },
        },
      ),
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
  "verzenden-praktijk-onvolledig": {
    script: { ...one(noted, draft(makeNote("c-1", false))), problems: [ERRORS["practice-invalid"].nl] },
    route: verzenden,
  },
  "verzenden-ingetrokken": {
    script: one(noted, { ...draft(makeNote("c-1", false)), ...delivery("sent", null, { act: "withdraw" }) }),
    route: verzenden,
  },
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
  "nota-opmerkingen": {
    script: one(
      noted,
      draft({
        ...makeNote("c-1", false),
        remarks: ["Eén stuk van het gesprek is niet in het Nederlands.", "Er zijn twee klachten besproken."],
      }),
    ),
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
  "instellingen-praktijk-onvolledig": {
    script: {
      settings: { organisation: { name: "", agb: "" }, his: { baseUrl: "", auth: "none", hasSecret: false } },
    },
    route: { screen: "instellingen" },
    deeds: [{ press: "Bewaren" }],
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
  "instellingen-herstelcode": {
    script: { status: { key: { where: "passphrase", path: "soepel.key.pass" } } },
    route: { screen: "instellingen" },
    deeds: [{ press: "Herstelcode tonen" }],
  },
  "instellingen-model-na": { script: { tiers: TIERS_AFTER }, route: { screen: "instellingen" } },
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
