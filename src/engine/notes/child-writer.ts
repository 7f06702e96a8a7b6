import { availableParallelism } from "node:os";
import type { Consult } from "../../core/consult/consult.ts";
import type { NoteWriter, Reading } from "../../core/note/ports.ts";
import type { Transcript } from "../../core/transcript/transcript.ts";
import { openModel } from "../models/manifest.ts";
import { NativeChild } from "../process/native-child.ts";
import type { ReadRequest } from "./writer-child.ts";

/** More threads than this do not make a model of this size faster. */
const MOST_THREADS = 4;

/** The note writer in a child process of its own: a crash there fails the reading, and the next one starts it again. */
export class ChildWriter implements NoteWriter {
  readonly #child = new NativeChild<ReadRequest, Reading | null>(new URL("./writer-child.ts", import.meta.url));
  readonly #folder: string;
  readonly #threads: number;

  private constructor(folder: string, threads: number) {
    this.#folder = folder;
    this.#threads = threads;
  }

  /** Verifies the writer's files and loads them, so that the first consult need not wait. Fails: model-missing, model-damaged, native-crashed. */
  static async open(threads = Math.min(MOST_THREADS, availableParallelism())): Promise<ChildWriter> {
    const writer = new ChildWriter(await openModel("writer"), threads);
    await writer.#child.call({ folder: writer.#folder, threads });
    return writer;
  }

  /** Fails: aborted, native-crashed. */
  async read(
    transcript: Transcript,
    consult: Consult,
    options: { signal?: AbortSignal; onProgress?: (share: number) => void } = {},
  ): Promise<Reading> {
    const request = { folder: this.#folder, threads: this.#threads, read: { transcript, consult } };
    return (await this.#child.call(request, options))!;
  }

  /** Fails: native-crashed. */
  async prepare(transcript: Transcript, consult: Consult): Promise<void> {
    await this.#child.call({ folder: this.#folder, threads: this.#threads, prepare: { transcript, consult } });
  }

  close(): void {
    this.#child.close();
  }
}
