import { join } from "node:path";
import { openNoteMaker } from "../../engine/notes/note-maker.ts";
import { transcribeFile } from "../../engine/speech/transcribe-file.ts";
import { makeBundle, readParties, traitsOf } from "../bundle.ts";
import { type Command, optional, required } from "../command.ts";
import { writeAll } from "../files.ts";
import { showStep } from "../progress.ts";
import { approvedIf } from "./export.ts";

/** `soepel consult`: a recording to transcript.json, note.json and bundle.json; all three are written, or none. */
export const consult: Command = {
  name: "consult",
  usage: "FILE.wav --patient-file P.json --practice-file Q.json [--out DIR] [--approve-as NAME]",
  summary: "record to note in one go: transcript.json, note.json, bundle.json (preliminary unless approved)",
  options: {
    "patient-file": { type: "string" },
    "practice-file": { type: "string" },
    out: { type: "string" },
    "approve-as": { type: "string" },
  },
  files: [1, 1],
  async run(given) {
    const parties = readParties(required(given, "patient-file"), required(given, "practice-file"));
    const { signal } = given;
    const transcript = await showStep("transcribe", (onProgress) =>
      transcribeFile(given.files[0]!, { signal, onProgress }),
    );
    const startedAt = new Date(Date.now() - transcript.durationS * 1000).toISOString();
    const patient = traitsOf(parties.patient, startedAt);
    const maker = await openNoteMaker();
    const note = await showStep("note", (onProgress) =>
      maker.make(
        transcript,
        { id: crypto.randomUUID(), setting: "consult", startedAt, ...(patient === undefined ? {} : { patient }) },
        { signal, onProgress },
      ),
    ).finally(() => maker.close());
    const bundle = makeBundle({ note: approvedIf(note, optional(given, "approve-as")), ...parties, transcript });
    const out = optional(given, "out") ?? ".";
    const files = { "transcript.json": transcript, "note.json": note, "bundle.json": bundle };
    writeAll(new Map(Object.entries(files).map(([name, value]) => [join(out, name), `${JSON.stringify(value)}\n`])));
    process.stderr.write(`written to ${out}: ${Object.keys(files).join(", ")}\n`);
  },
};
