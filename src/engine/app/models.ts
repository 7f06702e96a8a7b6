import { SoepelError } from "../../contract/errors.ts";
import type { SpeechTier, Status } from "../../contract/views.ts";
import type { IcpcEntry } from "../../core/icpc/icpc-table.ts";
import { IcpcSearch } from "../../core/icpc/search.ts";
import type { Role } from "../doctor/tiers.ts";
import type { Log } from "../log.ts";
import { type NoteMaker, openNoteMaker } from "../notes/note-maker.ts";
import { loadIcpcTable } from "../notes/tables.ts";
import type { SpeechProcess } from "../speech/speech-process.ts";
import { EMBEDDED_MODEL, startSpeech } from "../speech/transcribe-file.ts";

/** Loads once, and again when asked after a failure. */
class Lazy<T> {
  readonly #load: () => Promise<T>;
  #loading: Promise<T> | undefined;
  #loaded: T | undefined;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  get(): Promise<T> {
    this.#loading ??= this.#load().then(
      (value) => {
        this.#loaded = value;
        return value;
      },
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }

  /** What was loaded, if it was. */
  get loaded(): T | undefined {
    return this.#loaded;
  }

  async settle(): Promise<T | undefined> {
    return this.#loading?.catch(() => undefined);
  }
}

// The files were found whole: where it does not load, it crashed while it did, and may load the second time.
const hearsWith = (model: string, isBackground = false) =>
  new Lazy<SpeechProcess>(() => startSpeech({ model, isBackground }).catch(() => startSpeech({ model, isBackground })));

/** Ends a speech process, now or as soon as it is there. */
function end(speech: Lazy<SpeechProcess> | undefined): void {
  void speech?.settle().then((process) => process?.close());
}

/** The models, loaded in the background: a consult can be recorded before they are there. */
export class Models {
  #hearing: string;
  #speech: Lazy<SpeechProcess>;
  /** Hears again what the live one wrote. */
  #second: Lazy<SpeechProcess> | undefined;
  #again: string | undefined;
  readonly #notes = new Lazy<NoteMaker>(openNoteMaker);
  readonly #table = new Lazy<{ search: IcpcSearch; titles: ReadonlyMap<string, string> }>(async () => {
    const entries: readonly IcpcEntry[] = await loadIcpcTable();
    return { search: new IcpcSearch(entries), titles: new Map(entries.map(({ code, title }) => [code, title])) };
  });
  readonly #log: Log;
  readonly #onChange: () => void;
  #state: Status["models"] = "loading";

  /** `chosen`: the speech model that the practice chose. One that only hears again leaves hearing live to the one that ships. */
  constructor(log: Log, onChange: () => void, chosen: string = EMBEDDED_MODEL, role: Role = "live") {
    this.#log = log;
    this.#onChange = onChange;
    this.#hearing = role === "live" ? chosen : EMBEDDED_MODEL;
    this.#speech = hearsWith(this.#hearing);
    if (role === "after") this.#hearAgainWith(chosen, hearsWith(chosen, true));
  }

  /** The speech model that hears. */
  get hearing(): string {
    return this.#hearing;
  }

  /** The speech model that the practice chose: it hears, or hears again. */
  get chosen(): string {
    return this.#again ?? this.#hearing;
  }

  /** What a speech model does now, and what computes it once it is loaded. */
  describe(name: string): Pick<SpeechTier, "role" | "device"> {
    const role = name === this.#hearing ? "live" : name === this.#again ? "after" : null;
    const speech = role === "live" ? this.#speech : role === "after" ? this.#second : undefined;
    return { role, device: speech?.loaded?.device ?? null };
  }

  get names(): readonly string[] {
    return [this.#hearing, ...(this.#again === undefined ? [] : [this.#again]), "writer", "icpc-ranker"];
  }

  get state(): Status["models"] {
    return this.#state;
  }

  /** Loads all of them; what fails is told by `state`, and tried again when it is asked for. */
  async load(): Promise<void> {
    try {
      await this.#speech.get().catch((error) => this.#fallBack(error));
      await Promise.all([this.#speech.get(), this.#notes.get(), this.#table.get()]);
      this.#become("ready");
    } catch (error) {
      this.#log("models", error);
      this.#become({ failed: error instanceof SoepelError ? error.code : "native-crashed" });
    }
  }

  /**
   * Another speech model hears from now on. It is loaded first, and `assertStill` may then still say no; where either fails the old one
   * hears on. Fails: model-unknown, model-missing, model-damaged.
   */
  async hearWith(name: string, role: Role = "live", assertStill: () => void = () => {}): Promise<void> {
    const live = role === "live" ? name : EMBEDDED_MODEL;
    const next = live === this.#hearing ? this.#speech : hearsWith(live);
    const again = role === "live" ? undefined : hearsWith(name, true);
    try {
      await Promise.all([next.get(), again?.get()]);
      assertStill();
    } catch (error) {
      if (next !== this.#speech) end(next);
      end(again);
      throw error;
    }
    if (next !== this.#speech) end(this.#speech);
    this.#speech = next;
    this.#hearing = live;
    this.#hearAgainWith(again === undefined ? undefined : name, again);
    this.#onChange();
  }

  /** A chosen model that is not there (any more) must not make a practice deaf: the one that ships hears. */
  #fallBack(error: unknown): void {
    if (this.#hearing === EMBEDDED_MODEL || !(error instanceof SoepelError)) throw error;
    this.#log("speech-model", error);
    this.#hearing = EMBEDDED_MODEL;
    this.#speech = hearsWith(EMBEDDED_MODEL);
  }

  /** Fails: model-missing, model-damaged. */
  async speech(): Promise<SpeechProcess> {
    const speech = await this.#speech.get();
    this.#look();
    return speech;
  }

  /** Is there a model that hears again what the live one wrote? */
  get hearsTwice(): boolean {
    return this.#second !== undefined;
  }

  /** The model that hears again; loaded when it is first asked for. Fails: model-missing, model-damaged, not-now. */
  async second(): Promise<SpeechProcess> {
    if (this.#second === undefined) throw new SoepelError("not-now", "no second pass");
    return this.#second.get();
  }

  #hearAgainWith(name: string | undefined, second: Lazy<SpeechProcess> | undefined): void {
    end(this.#second);
    this.#second = second;
    this.#again = name;
  }

  /** Fails: model-missing, model-damaged. */
  async notes(): Promise<NoteMaker> {
    const notes = await this.#notes.get();
    this.#look();
    return notes;
  }

  async icpcSearch(): Promise<IcpcSearch> {
    return (await this.#table.get()).search;
  }

  async icpcTitles(): Promise<ReadonlyMap<string, string>> {
    return (await this.#table.get()).titles;
  }

  /** Ends them; what still loads ends as soon as it has, and nobody waits for that. */
  close(): void {
    end(this.#speech);
    end(this.#second);
    void this.#notes.settle().then((notes) => notes?.close());
  }

  /** What failed before and loaded now: the rest may, too. */
  #look(): void {
    if (typeof this.#state === "object") void this.load();
  }

  #become(state: Status["models"]): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#onChange();
  }
}
