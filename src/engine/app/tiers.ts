import { type ErrorCode, SoepelError } from "../../contract/errors.ts";
import type { SpeechTier } from "../../contract/views.ts";
import { readMachine } from "../doctor/machine.ts";
import { measureSpeed, type Speed } from "../doctor/speed.ts";
import { costOfBase, estimateTiers, type Role, roleOf } from "../doctor/tiers.ts";
import type { Log } from "../log.ts";
import { importModels } from "../models/import.ts";
import { listModels } from "../models/inventory.ts";
import { findModelPlaces, type ModelPlaces } from "../models/manifest.ts";
import { pullModel } from "../models/pull.ts";
import { EMBEDDED_MODEL } from "../speech/transcribe-file.ts";
import type { Actor } from "../store/audit.ts";
import { appendAudit } from "../store/audit.ts";
import { keep, readKept } from "../store/settings.ts";
import type { Store } from "../store/store.ts";
import type { Models } from "./models.ts";

const CHOSEN = "speech-model";
const SPEED = "speech-speed";

export interface TiersOptions {
  /** Is sound recorded or worked out this moment? Then nothing is measured or changed. */
  readonly isBusy: () => boolean;
  /** Told whenever the list is another. */
  readonly onChange: () => void;
  readonly log: Log;
  readonly places?: ModelPlaces;
  readonly mirror?: string | undefined;
  readonly measure?: (signal: AbortSignal) => Promise<Speed>;
}

/** The practice's choice of speech model; undefined where it made none. */
export const readSpeechModel = (store: Store): string | undefined => readKept<string>(store, CHOSEN);

/** What that model does on this machine, as far as it was measured: before that nobody waits for a model that may be too slow. */
export function readSpeechRole(store: Store, name = readSpeechModel(store)): Role {
  if (name === undefined || name === EMBEDDED_MODEL) return "live";
  const speed = readKept<number>(store, SPEED);
  const cost = costOfBase(name);
  return speed !== undefined && cost !== undefined && roleOf(speed / cost) === "live" ? "live" : "after";
}

/** The speech models of the manifest: which are here, which this machine carries, fetching them, and which one hears. */
export class Tiers {
  readonly #store: Store;
  readonly #models: Models;
  readonly #options: TiersOptions;
  readonly #places: ModelPlaces;
  readonly #pulling = new Map<string, { readonly abort: AbortController; share: number; done: Promise<void> }>();
  readonly #failed = new Map<string, ErrorCode | "bug">();
  readonly #stop = new AbortController();

  constructor(store: Store, models: Models, options: TiersOptions) {
    this.#store = store;
    this.#models = models;
    this.#options = options;
    this.#places = options.places ?? findModelPlaces();
  }

  /** From light to heavy. Fails: model-missing, model-damaged (the manifest). */
  async list(): Promise<SpeechTier[]> {
    const shelf = (await listModels(this.#places)).filter(({ name }) => costOfBase(name) !== undefined);
    const speed = readKept<number>(this.#store, SPEED);
    const sizes = shelf.map(({ name, size }) => ({ name, bytes: size }));
    const estimates = speed === undefined ? [] : estimateTiers(readMachine(), speed, sizes);
    const best = estimates.findLast(({ fits }) => fits)?.name;
    return shelf.map(({ name, size, where }): SpeechTier => {
      const pull = this.#pulling.get(name);
      const failed = this.#failed.get(name);
      const { fits, speed: perSecond, memory, lacks } = estimates.find((each) => each.name === name) ?? {};
      return {
        name,
        bytes: size,
        where: where === "not here" ? "absent" : where,
        hears: this.#models.chosen === name,
        ...this.#models.describe(name),
        isRecommended: name === best,
        estimate: fits === undefined ? null : { fits, speed: perSecond!, memory: memory!, lacks: lacks! },
        download: pull !== undefined ? { share: pull.share } : failed !== undefined ? { failed } : null,
      };
    });
  }

  /** Measures how fast this machine hears with the model that ships: what the estimates rest on. Fails: busy, aborted. */
  async measure(): Promise<void> {
    this.#assertIdle();
    const measure = this.#options.measure ?? measureSpeed;
    const { speechPerSecond } = await measure(this.#stop.signal);
    if (speechPerSecond !== undefined) keep(this.#store, SPEED, speechPerSecond);
    this.#tell();
  }

  /** Begins to fetch a tier; `list` tells how far it is. One that is being fetched goes on. Fails: model-unknown. */
  async pull(name: string): Promise<void> {
    if (!(await this.list()).some((tier) => tier.name === name)) throw new SoepelError("model-unknown", name);
    if (this.#pulling.has(name)) return;
    const abort = new AbortController();
    const pull = { abort, share: 0, done: Promise.resolve() };
    this.#failed.delete(name);
    this.#pulling.set(name, pull);
    this.#tell();
    pull.done = this.#fetch(name, pull).finally(() => {
      this.#pulling.delete(name);
      this.#tell();
    });
  }

  async #fetch(name: string, pull: { readonly abort: AbortController; share: number }): Promise<void> {
    const { mirror = process.env.SOEPEL_MODEL_MIRROR, log } = this.#options;
    const onProgress = (share: number) => {
      const isStep = Math.floor(100 * share) > Math.floor(100 * pull.share);
      pull.share = share;
      if (isStep) this.#tell();
    };
    try {
      await pullModel(name, { places: this.#places, signal: pull.abort.signal, onProgress, mirror });
    } catch (error) {
      if (pull.abort.signal.aborted) return;
      log("model-pull", error);
      this.#failed.set(name, error instanceof SoepelError ? error.code : "bug");
    }
  }

  /** Stops fetching; what came in is kept for the next time. */
  async cancel(name: string): Promise<void> {
    const pull = this.#pulling.get(name);
    pull?.abort.abort();
    await pull?.done;
  }

  /** Takes tiers from a folder or a stick. Answers their names. Fails: as `importModels`. */
  async importFrom(folder: string): Promise<readonly string[]> {
    const { signal } = this.#stop;
    const names = await importModels(folder, { places: this.#places, signal, onProgress: () => {} });
    for (const name of names) this.#failed.delete(name);
    this.#tell();
    return names;
  }

  /** From now on this tier hears; it is loaded first, so one that does not load changes nothing. Fails: busy, model-unknown, model-missing, model-damaged. */
  async choose(name: string, actor: Actor): Promise<void> {
    if (!(await this.list()).some((tier) => tier.name === name)) throw new SoepelError("model-unknown", name);
    this.#assertIdle();
    await this.#models.hearWith(name, readSpeechRole(this.#store, name), () => this.#assertIdle());
    this.#store.db.transaction(() => {
      keep(this.#store, CHOSEN, name);
      appendAudit(this.#store, { actor, action: "settings-saved", object: `speech ${name}` });
    });
    this.#tell();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all([...this.#pulling.keys()].map((name) => this.cancel(name)));
  }

  #tell(): void {
    if (!this.#stop.signal.aborted) this.#options.onChange();
  }

  #assertIdle(): void {
    if (this.#options.isBusy()) throw new SoepelError("busy");
  }
}
