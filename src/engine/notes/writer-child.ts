import type { Consult } from "../../core/consult/consult.ts";
import type { Reading } from "../../core/note/ports.ts";
import type { Transcript } from "../../core/transcript/transcript.ts";
import { serveCalls } from "../process/serve-calls.ts";
import { GemmaWriter } from "./gemma-writer.ts";
import { loadLicenceTables } from "./licence-files.ts";

/** One consult to read, with the model (a verified folder) to read it with. */
export interface ReadRequest {
  readonly transcript: Transcript;
  readonly consult: Consult;
  readonly folder: string;
  readonly threads: number;
}

/** The child keeps its model between calls: it is opened with one folder for life. */
let writer: Promise<GemmaWriter> | undefined;

serveCalls<ReadRequest, Reading>(async ({ transcript, consult, folder, threads }, { signal, progress }) => {
  writer ??= loadLicenceTables().then((tables) => GemmaWriter.load(folder, tables, threads));
  return (await writer).read(transcript, consult, { signal, onProgress: progress });
});
