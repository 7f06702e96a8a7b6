import { join } from "node:path";
import { SoepelError } from "../../contract/errors.ts";
import { traitsAt } from "../../core/consult/consult.ts";
import { hasContent } from "../../core/fhir/note-to-send.ts";
import { openNoteMaker } from "../../engine/notes/note-maker.ts";
import { transcribeFile } from "../../engine/speech/transcribe-file.ts";
import { approveIfAsked, bundleOf, readParties } from "../bundle.ts";
import { type Command, optional } from "../command.ts";
import { checkFolder, writeAll } from "../files.ts";
import { remarkOn, showStep } from "../progress.ts";

/** `soepel consult`: a recording to transcript.json, note.json and bundle.json; all are written, or none. */
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
    const parties = readParties(given);
    const out = optional(given, "out") ?? ".";
    checkFolder(out);
    const { signal } = given;
    const transcript = await showStep("transcribe", (onProgress) =>
      transcribeFile(given.files[0]!, { signal, onProgress, onRemark: remarkOn }),
    );
    const started = new Date(Date.now() - transcript.durationS * 1000);
    const startedAt = started.toISOString();
    const patient = traitsAt(parties.patient, started);
    const maker = await openNoteMaker();
    const note = await showStep("note", (onProgress) =>
      maker.make(
        transcript,
        { id: crypto.randomUUID(), setting: "consult", startedAt, ...(patient === undefined ? {} : { patient }) },
        { signal, onProgress },
      ),
    ).finally(() => maker.close());
    const isEmpty = !note.deelcontacten.some(hasContent);
    const bundle = isEmpty ? undefined : await bundleOf(approveIfAsked(note, given), parties, transcript);
    const files = { "transcript.json": transcript, "note.json": note, ...(bundle && { "bundle.json": bundle }) };
    writeAll(new Map(Object.entries(files).map(([name, value]) => [join(out, name), `${JSON.stringify(value)}\n`])));
    process.stderr.write(`written to ${out}: ${Object.keys(files).join(", ")}\n`);
    // What was said is not thrown away because no line came of it.
    if (isEmpty) throw new SoepelError("note-empty", "the transcript is kept");
  },
};
