import { SoepelError } from "../../contract/errors.ts";
import type { Status } from "../../contract/views.ts";
import type { IcpcEntry } from "../../core/icpc/icpc-table.ts";
import { IcpcSearch } from "../../core/icpc/search.ts";
import type { Log } from "../log.ts";
import { type NoteMaker, openNoteMaker } from "../notes/note-maker.ts";
import { loadIcpcTable } from "../notes/tables.ts";
import type { SpeechProcess } from "../speech/speech-process.ts";
import { EMBEDDED_MODEL, startSpeech } from "../speech/transcribe-file.ts";

/** Loads once, and again when asked after a failure. */
class Lazy<T> {
  readonly #load: () => Promise<T>;
  #loading: Promise<T> | undefined;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  get(): Promise<T> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  async settle(): Promise<T | undefined> {
    return this.#loading?.catch(() => undefined);
  }
}

/** The models, loaded in the background: a consult can be recorded before they are there. */
export class Models {
  readonly names: readonly string[] = [EMBEDDED_MODEL, "writer", "icpc-ranker"];
  // The files were found whole: where it does not load, it crashed while it did, and may load the second time.
  readonly #speech = new Lazy<SpeechProcess>(() => startSpeech().catch(() => startSpeech()));
  readonly #notes = new Lazy<NoteMaker>(openNoteMaker);
  readonly #table = new Lazy<{ search: IcpcSearch; titles: ReadonlyMap<string, string> }>(async () => {
    const entries: readonly IcpcEntry[] = await loadIcpcTable();
    return { search: new IcpcSearch(entries), titles: new Map(entries.map(({ code, title }) => [code, title])) };
  });
  readonly #log: Log;
  readonly #onChange: () => void;
  #state: Status["models"] = "loading";

  constructor(log: Log, onChange: () => void) {
    this.#log = log;
    this.#onChange = onChange;
  }

  get state(): Status["models"] {
    return this.#state;
  }

  /** Loads all of them; what fails is told by `state`, and tried again when it is asked for. */
  async load(): Promise<void> {
    try {
      await Promise.all([this.#speech.get(), this.#notes.get(), this.#table.get()]);
      this.#become("ready");
    } catch (error) {
      this.#log("models", error);
      this.#become({ failed: error instanceof SoepelError ? error.code : "native-crashed" });
    }
  }

  /** Fails: model-missing, model-damaged. */
  async speech(): Promise<SpeechProcess> {
    const speech = await this.#speech.get();
    this.#look();
    return speech;
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
    void this.#speech.settle().then((speech) => speech?.close());
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
