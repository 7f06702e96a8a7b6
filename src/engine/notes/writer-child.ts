import type { Consult } from "../../core/consult/consult.ts";
import type { Reading } from "../../core/note/ports.ts";
import type { Transcript } from "../../core/transcript/transcript.ts";
import { serveCalls } from "../process/serve-calls.ts";
import { GemmaWriter } from "./gemma-writer.ts";
import { loadLicenceTables } from "./licence-files.ts";

/** The model to read with (a verified folder), and one consult to read, or to read ahead; without one the model is only loaded. */
export interface ReadRequest {
  readonly folder: string;
  readonly threads: number;
  readonly read?: { readonly transcript: Transcript; readonly consult: Consult };
  readonly prepare?: { readonly transcript: Transcript; readonly consult: Consult };
}

/** The child keeps its model between calls: it is opened with one folder for life. */
let writer: Promise<GemmaWriter> | undefined;

serveCalls<ReadRequest, Reading | null>(async ({ folder, threads, read, prepare }, { signal, progress }) => {
  writer ??= loadLicenceTables().then((tables) => GemmaWriter.load(folder, tables, threads));
  const loaded = await writer;
  if (prepare !== undefined) await loaded.prepare(prepare.transcript, prepare.consult);
  return read === undefined ? null : loaded.read(read.transcript, read.consult, { signal, onProgress: progress });
});
