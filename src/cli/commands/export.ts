import { SoepelError } from "../../contract/errors.ts";
import { type ApprovedNote, approve, type DraftNote } from "../../core/note/note.ts";
import { readTranscript } from "../../core/transcript/read-transcript.ts";
import { makeBundle, readParties } from "../bundle.ts";
import { type Command, optional, required } from "../command.ts";
import { readDraft } from "../draft.ts";
import { readText } from "../files.ts";
import { showStep } from "../progress.ts";
import { sendBundle } from "../send.ts";

/** `soepel export`: a note to a FHIR transaction bundle, shown or sent. */
export const exportNote: Command = {
  name: "export",
  usage:
    "NOTE.json --patient-file P.json --practice-file Q.json [--transcript T.json] [--approve-as NAME] (--dry-run | --to URL) [--validate]",
  summary: "makes the FHIR R4 bundle of a note and prints it (--dry-run) or sends it; preliminary unless approved",
  options: {
    "patient-file": { type: "string" },
    "practice-file": { type: "string" },
    transcript: { type: "string" },
    "approve-as": { type: "string" },
    "dry-run": { type: "boolean" },
    to: { type: "string" },
    validate: { type: "boolean" },
  },
  files: [1, 1],
  async run(given) {
    const to = optional(given, "to");
    const isDryRun = given.values["dry-run"] === true;
    if ((to === undefined) === !isDryRun) throw new SoepelError("usage", "give --dry-run or --to URL, one of the two");
    const parties = readParties(required(given, "patient-file"), required(given, "practice-file"));
    const transcriptFile = optional(given, "transcript");
    const bundle = makeBundle({
      note: approvedIf(readDraft(given.files[0]!), optional(given, "approve-as")),
      ...parties,
      ...(transcriptFile === undefined ? {} : { transcript: readTranscript(readText(transcriptFile)).transcript }),
    });
    if (to === undefined) process.stdout.write(`${JSON.stringify(bundle)}\n`);
    else await showStep("send", () => sendBundle(bundle, to, given.signal, given.values.validate === true));
  },
};

/** The clinician's approval, where the command line names her. */
export function approvedIf(draft: DraftNote, by: string | undefined): DraftNote | ApprovedNote {
  return by === undefined ? draft : approve(draft, by, new Date().toISOString());
}
