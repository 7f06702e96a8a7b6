import type { Consult } from "../../core/consult/consult.ts";
import type { DraftNote } from "../../core/note/note.ts";
import type { Transcript } from "../../core/transcript/transcript.ts";
import { ChildWriter } from "./child-writer.ts";
import { keepSpoken, makeNote, readForWriter } from "./make-note.ts";
import { loadNoteTables } from "./tables.ts";

/** Makes notes with the models that ship, loaded once. */
export interface NoteMaker {
  /** Fails: aborted, native-crashed. Progress is 0 to 1. */
  make(
    transcript: Transcript,
    consult: Consult,
    options?: { signal?: AbortSignal; onProgress?: (share: number) => void },
  ): Promise<DraftNote>;
  /** Reads ahead what was said so far of a consult that goes on: its note is there sooner, and the same. Fails: native-crashed. */
  prepare(transcript: Transcript, consult: Consult): Promise<void>;
  close(): Promise<void>;
}

/** Verifies and loads the writer and the tables. Fails: model-missing, model-damaged. */
export async function openNoteMaker(): Promise<NoteMaker> {
  const [writer, tables] = await Promise.all([ChildWriter.open(), loadNoteTables()]);
  return {
    make: (transcript, consult, options = {}) => makeNote(transcript, consult, { writer, tables, ...options }),
    prepare: (transcript, consult) => writer.prepare(readForWriter(keepSpoken(transcript)), consult),
    close: async () => writer.close(),
  };
}
