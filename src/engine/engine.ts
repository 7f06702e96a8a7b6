import { CALLS, type CallInput, type CallName, type CallOutput, type Result } from "../contract/calls.ts";
import { SoepelError } from "../contract/errors.ts";
import type { EngineEvent } from "../contract/events.ts";
import type { Status } from "../contract/views.ts";
import type { His } from "../core/fhir/ports.ts";
import type { App, Ground, Handlers } from "./app/app.ts";
import { consultCalls } from "./app/calls-consult.ts";
import { keyCalls } from "./app/calls-key.ts";
import { modelCalls } from "./app/calls-models.ts";
import { noteCalls } from "./app/calls-note.ts";
import { hisOptions, practiceCalls } from "./app/calls-practice.ts";
import { voiceCalls } from "./app/calls-voice.ts";
import { Enrolment } from "./app/enrolment.ts";
import { Models } from "./app/models.ts";
import { Recordings } from "./app/recordings.ts";
import { Session } from "./app/session.ts";
import { summaryOf } from "./app/show.ts";
import { readSpeechModel, readSpeechRole, Tiers } from "./app/tiers.ts";
import { WorkingOut } from "./app/working-out.ts";
import type { Clock } from "./clock.ts";
import { freeDisk } from "./free-disk.ts";
import { openFhirHis } from "./his/fhir-his.ts";
import { type Log, logToStderr } from "./log.ts";
import { Outbox } from "./outbox/outbox.ts";
import { keepRetention } from "./outbox/retention.ts";
import { findRecording, listGaps } from "./recording/recording-rows.ts";
import { appendAudit, SOEPEL } from "./store/audit.ts";
import { listConsultsSince } from "./store/consult-rows.ts";
import { ConsultStore } from "./store/consult-store.ts";
import type { KeyProvider } from "./store/key.ts";
import { KeyRing, type Secret } from "./store/key-ring.ts";
import { readSettings } from "./store/settings.ts";
import { openStore, type Store } from "./store/store.ts";
import { readVersion } from "./version.ts";

const HANDLERS: Handlers = {
  ...voiceCalls,
  ...practiceCalls,
  ...consultCalls,
  ...noteCalls,
  ...modelCalls,
  ...keyCalls,
};
/** Bytes that an hour of sound takes at the rate of most microphones. */
const HOUR_BYTES = 3_600 * 48_000 * 2;

export interface EngineOptions {
  /** The data folder: this engine's alone until it is closed. */
  readonly folder: string;
  /** Where the key lies while no passphrase was set. */
  readonly keys: KeyProvider;
  /** What opens data under a passphrase. */
  readonly secret?: Secret;
  /** Who asks, for the lock and the log: "app", "serve". */
  readonly program: string;
  readonly transport: Status["transport"];
  readonly clock?: Clock;
  readonly log?: Log;
}

/** The engine as a transport gives it to windows: the contract, and nothing else. */
export interface Engine {
  /** Answers every call of the contract; what is wrong with its input or its name is `usage`. Never rejects. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  /** The same for what came from outside. */
  answer(name: unknown, input: unknown): Promise<Result<unknown>>;
  /** Tells a listener what happens until its signal aborts, beginning with what it must know. */
  listen(listener: (event: EngineEvent) => void, signal: AbortSignal): void;
  /** A frame of mono sound, -1 to 1, at the rate that `recording:start` or `resume` named. */
  sendSound(consultId: string, frame: Float32Array): void;
  /** Nobody looks any more: signs out. What is recorded goes on or is interrupted by itself. */
  lock(): void;
  close(): Promise<void>;
}

/**
 * Opens the engine on a data folder. It is ready before its models are: they load in the background. What a crash cut off is saved,
 * what was being worked out goes on, what waits for the HIS is sent. Fails: as `openStore`.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { folder, program, transport, clock, log = logToStderr } = options;
  const keys = new KeyRing(folder, options.keys, options.secret);
  const store = await openStore({ folder, keys, program, ...(clock === undefined ? {} : { clock }) });
  try {
    keys.keepRecovered();
  } catch (error) {
    // It is open: she works now, and is asked for the code again.
    log("key", error);
  }
  const listeners = new Set<(event: EngineEvent) => void>();
  const session = new Session();
  const tell = (event: EngineEvent): void => {
    // Names and words go to nobody who is not signed in; she reads them when she is.
    if (!session.isSignedIn && (event.type === "consult" || event.type === "utterance")) return;
    for (const listener of listeners) listener(event);
  };
  const tellStatus = (): void => {
    readStatus().then(
      (status) => tell({ type: "status", status }),
      (error) => log("status", error),
    );
  };
  const tellTiers = (): void => {
    tiers.list().then(
      (list) => tell({ type: "tiers", tiers: list }),
      (error) => log("tiers", error),
    );
  };
  const tellModels = (): void => {
    tellStatus();
    tellTiers();
  };
  const models = new Models(log, tellModels, readSpeechModel(store), readSpeechRole(store));
  const consults = new ConsultStore(store);
  const tellConsult = (consultId: string): void => {
    tell({ type: "consult", consult: summaryOf(store, consultId) });
    tellStatus();
  };
  const ground: Ground = { store, consults, models, session, log, tell, tellConsult };
  const workingOut = new WorkingOut(ground);
  const recordings = new Recordings(ground, workingOut);
  const outbox = new Outbox(store, hisOfSettings(store), {
    onChange: (consultId) => {
      tellConsult(consultId);
      tell({ type: "changed", consultId });
    },
    onError: (error) => log("outbox", error),
  });
  const readStatus = async (): Promise<Status> => {
    // First what takes a while: what is told then holds when it is told, and windows close their microphone by it.
    const free = await freeDisk(folder);
    return {
      version: readVersion(),
      models: models.state,
      modelNames: models.names,
      recordingId: recordings.currentId,
      dataFolder: folder,
      key: keys.place,
      freeSpaceHours: Math.round((10 * free) / HOUR_BYTES) / 10,
      transport,
    };
  };
  const tiers: Tiers = new Tiers(store, models, {
    isBusy: () => recordings.currentId !== null || workingOut.isBusy,
    onChange: tellTiers,
    log,
  });
  if (keys.place.isRecovered === true) appendAudit(store, { actor: SOEPEL, action: "key-changed", object: "recovery" });
  const app: App = {
    ...ground,
    enrolment: new Enrolment(ground),
    outbox,
    recordings,
    workingOut,
    tiers,
    keys,
    readStatus,
  };

  try {
    await consults.salvage();
  } catch (error) {
    store.close();
    throw error;
  }
  const stopRetention = keepRetention(
    store,
    () => readSettings(store),
    (consultId) => tell({ type: "changed", consultId }),
    (error) => log("retention", error),
  );
  void outbox.wake();
  void models.load();
  for (const { id, state } of listConsultsSince(store, store.clock.now())) {
    if (state.kind === "transcribing") workingOut.start(id);
  }

  const answer = async (name: unknown, input: unknown): Promise<Result<unknown>> => {
    try {
      if (typeof name !== "string" || !Object.hasOwn(CALLS, name)) throw new SoepelError("usage", "no such call");
      return { ok: true, value: await handle(name as CallName, input, app) };
    } catch (error) {
      if (error instanceof SoepelError) {
        const { code, detail } = error;
        return { ok: false, code, ...(detail === undefined ? {} : { detail }) };
      }
      log(`call ${String(name)}`, error);
      return { ok: false, code: "bug" };
    }
  };
  return {
    call: (name, input) => answer(name, input) as ReturnType<Engine["call"]> as never,
    answer,
    listen(listener, signal) {
      if (signal.aborted) return;
      listeners.add(listener);
      signal.addEventListener("abort", () => listeners.delete(listener), { once: true });
      readStatus().then(
        (status) => {
          // Told to stop meanwhile, or the engine was closed.
          if (!listeners.has(listener)) return;
          listener({ type: "status", status });
          const cutOff = listCutOff(store);
          if (cutOff.length > 0) listener({ type: "salvaged", consults: cutOff });
        },
        (error) => log("listen", error),
      );
    },
    sendSound: (consultId, frame) => recordings.take(consultId, frame),
    lock: () => session.lock(),
    async close() {
      stopRetention();
      await recordings.close();
      await Promise.all([workingOut.close(), outbox.stop(), tiers.close()]);
      listeners.clear();
      models.close();
      store.close();
    },
  };
}

async function handle<N extends CallName>(name: N, input: unknown, app: App): Promise<CallOutput<N>> {
  const parsed = CALLS[name].input.safeParse(input);
  if (!parsed.success) throw new SoepelError("usage", `${name}: ${parsed.error.issues[0]?.path.join(".") || "input"}`);
  return (HANDLERS[name] as (input: unknown, app: App) => CallOutput<N> | Promise<CallOutput<N>>)(parsed.data, app);
}

/** The HIS as it is set when a note is sent, not when the engine was opened. */
function hisOfSettings(store: Store): His {
  return {
    get address() {
      return readSettings(store).his?.baseUrl;
    },
    async send(bundle, signal) {
      const { his } = readSettings(store);
      if (his === undefined) throw new SoepelError("his-unreached", "no HIS is set");
      return openFhirHis(hisOptions(his)).send(bundle, signal);
    },
  };
}

/** Consults that a crash cut off and that nobody went on with or ended, with the seconds that were saved. */
function listCutOff(store: Store): { consultId: string; seconds: number }[] {
  return listConsultsSince(store, store.clock.now()).flatMap(({ id, state }) => {
    if (state.kind !== "interrupted" || state.cause !== "crash") return [];
    const recording = findRecording(store, id);
    const gaps = recording === undefined ? [] : listGaps(store, recording.id);
    return [{ consultId: id, seconds: gaps.findLast(({ reason }) => reason === "crash")?.endS ?? 0 }];
  });
}
