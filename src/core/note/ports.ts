import type { Consult } from "../consult/consult.ts";
import type { Transcript } from "../transcript/transcript.ts";
import type { Soep } from "./note.ts";

/** What the writer says that one utterance adds to the note: a phrase for a line of deelcontact `problem` (1-based). */
export interface Addition {
  readonly utterance: string;
  readonly soep: Soep;
  readonly problem: number;
  readonly text: string;
  /** Ids of the utterances that license the phrase's words; the last one is `utterance`. */
  readonly evidence: readonly string[];
  /** How far the licence led the writer away from the words that it wanted, in nats over the phrase; absent: not at all. */
  readonly strain?: number;
}

/** The writer's reading of a consult. `titles` are its guesses of title and ICPC code per deelcontact: one feature among others. */
export interface Reading {
  readonly additions: readonly Addition[];
  readonly guesses: readonly { readonly problem: number; readonly title: string; readonly code: string }[];
  /** Remarks in Dutch about the reading as a whole ("Dit gesprek is lang ..."). */
  readonly remarks?: readonly string[];
}

/** Reads a consult and says what each utterance adds. Progress is 0 to 1; an aborted signal rejects. */
export interface NoteWriter {
  read(
    transcript: Transcript,
    consult: Consult,
    options?: { signal?: AbortSignal; onProgress?: (share: number) => void },
  ): Promise<Reading>;
  /** Reads ahead the beginning of a consult that goes on; what is read of it later is the same, and sooner. */
  prepare?(transcript: Transcript, consult: Consult): Promise<void>;
}
