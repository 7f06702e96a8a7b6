import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Consult } from "../../../src/core/consult/consult.ts";
import type { NoteWriter, Reading } from "../../../src/core/note/ports.ts";
import type { Transcript } from "../../../src/core/transcript/transcript.ts";

/**
 * A writer that keeps what it read in a folder and reads nothing twice, so that a change of a rule can be scored in seconds. A reading is
 * found by what was read: another transcript or heading is read anew. Another writer, or other licence tables, want another folder.
 */
export class KeptReadings implements NoteWriter {
  readonly #writer: NoteWriter;
  readonly #folder: string;

  constructor(writer: NoteWriter, folder: string) {
    this.#writer = writer;
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  async read(transcript: Transcript, consult: Consult): Promise<Reading> {
    const what = transcript.utterances.map(({ speaker, text }) => [speaker, text]);
    const sum = createHash("sha256")
      .update(JSON.stringify([consult.setting, consult.patient, what]))
      .digest("hex");
    const path = join(this.#folder, `${sum.slice(0, 16)}.json`);
    if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as Reading;
    const reading = await this.#writer.read(transcript, consult);
    writeFileSync(path, JSON.stringify(reading));
    return reading;
  }
}
