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
  readonly #child = new NativeChild<ReadRequest, Reading>(new URL("./writer-child.ts", import.meta.url));
  readonly #folder: string;
  readonly #threads: number;

  private constructor(folder: string, threads: number) {
    this.#folder = folder;
    this.#threads = threads;
  }

  /** Verifies the writer's files first. Fails: model-missing, model-damaged. */
  static async open(threads = Math.min(MOST_THREADS, availableParallelism())): Promise<ChildWriter> {
    return new ChildWriter(await openModel("writer"), threads);
  }

  /** Fails: aborted, native-crashed. */
  read(
    transcript: Transcript,
    consult: Consult,
    options: { signal?: AbortSignal; onProgress?: (share: number) => void } = {},
  ): Promise<Reading> {
    return this.#child.call({ transcript, consult, folder: this.#folder, threads: this.#threads }, options);
  }

  close(): void {
    this.#child.close();
  }
}
