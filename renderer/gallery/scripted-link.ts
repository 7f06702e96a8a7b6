import type { CallInput, CallName, CallOutput, Result } from "../../src/contract/calls.ts";
import type { ErrorCode } from "../../src/contract/errors.ts";
import type { EngineEvent, EngineLink } from "../../src/contract/events.ts";
import type {
  Clinician,
  ConsultSummary,
  ConsultView,
  Preview,
  Settings,
  SpeechTier,
  Status,
} from "../../src/contract/views.ts";
import type { VoiceView } from "../../src/contract/voice-views.ts";
import { type ConsultEvent, next } from "../../src/core/consult/state.ts";
import { approve, type DraftNote } from "../../src/core/note/note.ts";
import type { Utterance } from "../../src/core/transcript/transcript.ts";
import { CLINICIAN, makeConsult, makeNote, PATIENT, TRANSCRIPT, UTTERANCES } from "./demo-consult.ts";
import { HITS, LOG, SETTINGS, STATUS, silentWav, TIERS_CHOSEN } from "./demo-engine.ts";

/** How the scripted engine behaves in a scene. */
export interface Script {
  readonly status?: Partial<Status>;
  readonly settings?: Partial<Settings>;
  readonly people?: readonly Clinician[];
  readonly consults?: readonly ConsultView[];
  /** Calls that fail, and how; "never" is not answered at all. */
  readonly fails?: Partial<Record<CallName, ErrorCode | "never">>;
  readonly detail?: string;
  /** What is in the way of sending. */
  readonly problems?: readonly string[];
  /** Does the note that it makes hold three doubts? */
  readonly hasDoubts?: boolean;
  readonly isLogBroken?: boolean;
  readonly tiers?: readonly SpeechTier[];
  /** Told once somebody signed in. */
  readonly tells?: readonly EngineEvent[];
}

/** Milliseconds between two things that the scripted engine says. */
const BEAT_MS = 250;

/**
 * An engine for the end-to-end tests of the window alone: it keeps consults in memory and moves them by the core's own state machine.
 * It understands no speech: it says the demo consult.
 */
export class ScriptedLink implements EngineLink {
  readonly calls: { readonly name: CallName; readonly input: unknown }[] = [];
  readonly samples = new Map<string, number>();
  readonly #script: Script;
  readonly #mended = new Set<CallName>();
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  readonly #consults = new Map<string, ConsultView>();
  #people: readonly Clinician[];
  #settings: Settings;
  #voice: VoiceView | null = { madeAt: "2026-11-20T08:30:00.000Z", speechS: 20 };
  #heardS = 0;
  #tiers: readonly SpeechTier[];
  #rate = 48_000;

  constructor(script: Script) {
    this.#script = script;
    this.#people = script.people ?? [CLINICIAN];
    this.#tiers = script.tiers ?? TIERS_CHOSEN;
    const { his, ...settings } = { ...SETTINGS, ...script.settings };
    this.#settings = his === undefined ? settings : { ...settings, his };
    for (const consult of script.consults ?? []) this.#consults.set(consult.id, consult);
  }

  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
    this.calls.push({ name, input });
    const fails = this.#mended.has(name) ? undefined : this.#script.fails?.[name];
    if (fails === "never") return new Promise(() => {});
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (fails !== undefined)
      return { ok: false, code: fails, ...(this.#script.detail === undefined ? {} : { detail: this.#script.detail }) };
    const answer = this.#answers[name] as (input: CallInput<N>) => CallOutput<N> | undefined;
    const value = answer(input);
    return value === undefined ? { ok: false, code: "not-now" } : { ok: true, value };
  }

  listen(listener: (event: EngineEvent) => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener));
  }

  sendSound(consultId: string, frame: Float32Array): void {
    this.samples.set(consultId, (this.samples.get(consultId) ?? 0) + frame.length);
    this.tell({
      type: "recording",
      consultId,
      storedS: this.samples.get(consultId)! / this.#rate,
      levelDb: -25,
      warning: null,
    });
  }

  /** From now on a call that failed goes well. */
  mend(name: CallName): void {
    this.#mended.add(name);
  }

  tell(event: EngineEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #move(consultId: string, event: ConsultEvent, more: Partial<ConsultView> = {}): null | undefined {
    const consult = this.#consults.get(consultId);
    const state = consult === undefined ? undefined : next(consult.state, event);
    if (consult === undefined || state === undefined) return undefined;
    this.#put({ ...consult, ...more, state });
    return null;
  }

  #put(consult: ConsultView): void {
    this.#consults.set(consult.id, consult);
    this.tell({ type: "consult", consult: summarise(consult) });
    const recording = [...this.#consults.values()].find(({ state }) => state.kind === "recording");
    this.tell({ type: "status", status: { ...this.#status(), recordingId: recording?.id ?? null } });
  }

  #changeTier(name: string, change: Partial<SpeechTier>): void {
    this.#tiers = this.#tiers.map((tier) => (tier.name === name ? { ...tier, ...change } : tier));
    this.tell({ type: "tiers", tiers: this.#tiers });
  }

  #status(): Status {
    const recording = [...this.#consults.values()].find(({ state }) => state.kind === "recording");
    return { ...STATUS, recordingId: recording?.id ?? null, ...this.#script.status };
  }

  /** The talk of the demo consult, sentence by sentence, as long as the consult is recorded. */
  #talk(consultId: string, at = 0): void {
    const utterance = UTTERANCES[at];
    setTimeout(() => {
      const consult = this.#consults.get(consultId);
      if (utterance === undefined || consult?.state.kind !== "recording") return;
      this.#consults.set(consultId, {
        ...consult,
        transcript: { ...consult.transcript, utterances: UTTERANCES.slice(0, at + 1) },
      });
      this.tell({ type: "utterance", consultId, utterance, final: true });
      this.#talk(consultId, at + 1);
    }, BEAT_MS);
  }

  #work(consultId: string): void {
    const steps = [
      { step: "transcribe", share: 0.6 },
      { step: "note", share: 0.4 },
    ] as const;
    for (const [i, progress] of steps.entries())
      setTimeout(() => this.tell({ type: "progress", consultId, ...progress }), (i + 1) * BEAT_MS);
    setTimeout(() => this.#saveNote(consultId, makeNote(consultId, this.#script.hasDoubts ?? false)), 3 * BEAT_MS);
  }

  #saveNote(consultId: string, note: DraftNote): { version: number } | undefined {
    const consult = this.#consults.get(consultId);
    if (consult === undefined) return undefined;
    const version = consult.versions.length + 1;
    const saved = {
      version,
      kind: "draft" as const,
      note,
      clinicianId: CLINICIAN.id,
      createdAt: new Date().toISOString(),
    };
    const isMoved = this.#move(consultId, { type: "draft", version }, { versions: [...consult.versions, saved] });
    return isMoved === undefined ? undefined : { version };
  }

  #approve(consultId: string, version: number): { version: number } | undefined {
    const consult = this.#consults.get(consultId);
    const draft = consult?.versions.at(-1);
    if (consult === undefined || draft?.note.status !== "draft" || draft.version !== version) return undefined;
    const at = new Date().toISOString();
    const made = version + 1;
    const note = approve(draft.note, CLINICIAN.name, at);
    const versions = [...consult.versions, { ...draft, version: made, kind: "approved" as const, note, createdAt: at }];
    if (this.#move(consultId, { type: "approve", version: made }, { versions }) === undefined) return undefined;
    if (this.#settings.his !== undefined) {
      setTimeout(() => {
        const delivery = {
          version: made,
          act: "send",
          state: "sent",
          attempts: 1,
          nextAt: at,
          error: null,
          answer: null,
          settledAt: at,
        } as const;
        this.#move(consultId, { type: "accept", version: made }, { deliveries: [delivery] });
      }, 2 * BEAT_MS);
    }
    return { version: made };
  }

  readonly #answers: { readonly [N in CallName]: (input: CallInput<N>) => CallOutput<N> | undefined } = {
    "status:read": () => this.#status(),
    "settings:read": () => this.#settings,
    "settings:save": ({ his, ...settings }) => {
      const kept =
        his === undefined
          ? {}
          : { his: { ...his, hasSecret: his.secret !== undefined || this.#settings.his?.hasSecret === true } };
      this.#settings = { ...(settings as Settings), ...(kept as Pick<Settings, "his">) };
      return this.#settings;
    },
    "his:test": () => ({ software: "Voorbeeld-HIS 4.2", fhirVersion: "4.0.1" }),
    "clinician:list": () => this.#people,
    "clinician:save": (clinician) => {
      const saved = { ...clinician, id: clinician.id ?? "k-2" } as Clinician;
      this.#people = [...this.#people, saved];
      return saved;
    },
    "clinician:sign-in": ({ clinicianId }) => {
      for (const event of this.#script.tells ?? []) setTimeout(() => this.tell(event), 30);
      return this.#people.find(({ id }) => id === clinicianId);
    },
    "clinician:lock": () => null,
    "voice:read": () => this.#voice,
    "voice:hear": ({ isFirst }) => {
      this.#heardS = isFirst ? 2 : this.#heardS + 2;
      const isEnough = this.#heardS >= 20;
      if (isEnough) this.#voice = { madeAt: new Date().toISOString(), speechS: 20 };
      return { speechS: this.#heardS, wantedS: 20, kept: isEnough ? this.#voice : null };
    },
    "voice:delete": () => {
      this.#voice = null;
      return null;
    },
    "consult:list": () =>
      [...this.#consults.values()].map(summarise).sort((a, b) => b.startedAt.localeCompare(a.startedAt)),
    "consult:read": ({ consultId }) => this.#consults.get(consultId),
    "patient:find": ({ bsn }) => ({
      ...PATIENT,
      name: { given: "Hanna", family: "de Vries" },
      birthDate: "1968-11-02",
      bsn,
    }),
    "consult:create": ({ patient, setting }) => {
      const consult = makeConsult(
        `c-${this.#consults.size + 1}`,
        { kind: "prepared" },
        {
          patient: { ...patient, id: "p-9" } as ConsultView["patient"],
          setting,
          startedAt: new Date().toISOString(),
        },
      );
      this.#put(consult);
      return summarise(consult);
    },
    "recording:start": ({ consultId, rate }) => {
      this.#rate = rate;
      this.#talk(consultId);
      return this.#move(consultId, { type: "start" }, { hasSound: true });
    },
    "recording:pause": ({ consultId }) => this.#move(consultId, { type: "pause" }),
    "recording:resume": ({ consultId }) => this.#move(consultId, { type: "resume" }),
    "recording:stop": ({ consultId }) => {
      this.#work(consultId);
      return this.#move(consultId, { type: "stop" }, { transcript: TRANSCRIPT });
    },
    "recording:cut": ({ consultId, seconds }) => {
      const consult = this.#consults.get(consultId);
      if (consult === undefined) return undefined;
      const toS = consult.transcript.utterances.at(-1)?.end ?? 0;
      const fromS = Math.max(0, toS - seconds);
      const utterances = consult.transcript.utterances.filter(({ end }) => end <= fromS);
      this.#put({ ...consult, transcript: { ...consult.transcript, utterances } });
      this.tell({ type: "cut", consultId, fromS, toS });
      return { fromS, toS };
    },
    "recording:interrupt": ({ consultId, cause }) => this.#move(consultId, { type: "interrupt", cause }),
    "consult:withdraw": ({ consultId }) =>
      this.#move(
        consultId,
        { type: "withdraw" },
        {
          versions: [],
          hasSound: false,
          transcript: { language: "nl", durationS: 0, utterances: [] },
        },
      ),
    "consult:discard": ({ consultId }) => this.#move(consultId, { type: "discard" }),
    "consult:retry": ({ consultId }) => {
      this.#work(consultId);
      return this.#move(consultId, { type: "retry" });
    },
    "transcript:attribute": ({ consultId, utteranceId, speaker, everywhere = false }) => {
      const consult = this.#consults.get(consultId);
      const said = consult?.transcript.utterances.find(({ id }) => id === utteranceId);
      if (consult === undefined || said === undefined) return undefined;
      const isMeant = ({ id, voice }: Utterance) =>
        id === utteranceId || (everywhere && voice !== undefined && voice === said.voice);
      const utterances = consult.transcript.utterances.map((each) =>
        isMeant(each) ? { ...each, speaker, byHand: true as const } : each,
      );
      const changed = utterances.filter(isMeant);
      const reattributed = [...consult.reattributed, ...changed.map(({ id }) => id)];
      this.#consults.set(consultId, { ...consult, transcript: { ...consult.transcript, utterances }, reattributed });
      for (const utterance of changed) this.tell({ type: "utterance", consultId, utterance, final: true });
      return changed;
    },
    "sound:clip": ({ seconds }) => ({ wav: silentWav(seconds) }),
    "note:save": ({ consultId, note }) => this.#saveNote(consultId, note),
    "note:preview": ({ consultId }) => {
      const consult = this.#consults.get(consultId);
      if (consult === undefined) return undefined;
      const resources: Preview["resources"] = [
        { type: "Composition", change: "new", count: 1 },
        { type: "Encounter", change: "new", count: 1 },
        { type: "Condition", change: "new", count: 1 },
        { type: "Observation", change: "new", count: 6 },
        { type: "Provenance", change: "new", count: 1 },
      ];
      const { problems = [] } = this.#script;
      const goes = problems.length > 0 ? [] : resources;
      return { patient: consult.patient, destination: this.#settings.his?.baseUrl ?? null, resources: goes, problems };
    },
    "note:approve": ({ consultId, version }) => this.#approve(consultId, version),
    "note:copied": ({ consultId }) => {
      const version = this.#consults.get(consultId)?.versions.at(-1)?.version ?? 0;
      return this.#move(consultId, { type: "accept", version });
    },
    "note:resend": ({ consultId }) => this.#move(consultId, { type: "resend" }),
    "note:recall": ({ consultId }) => {
      const consult = this.#consults.get(consultId);
      const delivery = consult?.deliveries.at(-1);
      if (consult === undefined || delivery === undefined) return undefined;
      const version = consult.versions.length + 1;
      const withdrawal = { ...delivery, act: "withdraw" as const, state: "waiting" as const };
      const { note } = consult.versions.at(-1)!;
      if (note.status === "draft") return undefined;
      const { approval: _, ...content } = note;
      const draft = { ...consult.versions.at(-1)!, version, kind: "draft" as const };
      const versions = [...consult.versions, { ...draft, note: { ...content, status: "draft" as const } as DraftNote }];
      const more = { versions, deliveries: [...consult.deliveries, withdrawal] };
      if (this.#move(consultId, { type: "recall", version }, more) === undefined) return undefined;
      return { version };
    },
    "key:unlock": () => null,
    "key:protect": () => ({ ...this.#status(), key: { where: "passphrase", path: "soepel.key.pass" } }),
    "key:unprotect": () => this.#status(),
    "key:recovery": () => ({ code: Array.from({ length: 14 }, (_, i) => `7K${i % 10}X`).join("-") }),
    "models:list": () => this.#tiers,
    "models:measure": () => this.#tiers,
    "models:pull": ({ name }) => {
      this.#changeTier(name, { download: { share: 0 } });
      for (const share of [0.4, 0.8]) setTimeout(() => this.#changeTier(name, { download: { share } }), share * 1000);
      setTimeout(() => this.#changeTier(name, { download: null, where: "downloaded" }), 1200);
      return null;
    },
    "models:cancel": ({ name }) => {
      this.#changeTier(name, { download: null });
      return null;
    },
    "models:import": () => ["whisper-small"],
    "models:choose": ({ name }) => {
      this.#tiers = this.#tiers.map((tier) => ({
        ...tier,
        hears: tier.name === name,
        role: tier.name === name ? "live" : null,
      }));
      return this.#tiers;
    },
    "icpc:search": ({ query }) =>
      HITS.filter(({ code, title, matched }) =>
        query
          .toLowerCase()
          .split(/\W+/)
          .some((word) => word.length > 1 && `${code} ${title} ${matched}`.toLowerCase().includes(word.slice(0, 6))),
      ),
    "log:read": () => ({ entries: LOG, intact: this.#script.isLogBroken !== true }),
  };
}

function summarise({ id, patient, clinicianId, setting, startedAt, state, settledAt }: ConsultView): ConsultSummary {
  return { id, patient, clinicianId, setting, startedAt, state, settledAt };
}
