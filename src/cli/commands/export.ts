import { SoepelError } from "../../contract/errors.ts";
import type { TransactionBundle } from "../../core/fhir/entries.ts";
import { openFhirHis } from "../../engine/his/fhir-his.ts";
import { readHisAuth } from "../../engine/his/his-auth.ts";
import { readNote } from "../../engine/notes/note-file.ts";
import { readTranscript } from "../../engine/notes/transcript-file.ts";
import { approveIfAsked, bundleOf, type Parties, readParties } from "../bundle.ts";
import { type Command, optional } from "../command.ts";
import { hasJavaAndMaven } from "../demo/fhir-server.ts";
import { startNlCoreValidator, withPatient } from "../demo/validate-bundle.ts";
import { errorsOf } from "../demo/validator.ts";
import { readText } from "../files.ts";
import { showStep } from "../progress.ts";

/** `soepel export`: a note to a FHIR transaction bundle, shown or sent. */
export const exportNote: Command = {
  name: "export",
  usage:
    "NOTE.json --patient-file P.json --practice-file Q.json [--transcript T.json] [--approve-as NAME] (--dry-run | --to URL) [--validate]",
  summary:
    "makes the FHIR R4 bundle of a note and prints it (--dry-run) or sends it; preliminary unless approved; --validate first asks HAPI's validator with the nl-core profiles (needs Java 17 and Maven)",
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
    if ((to === undefined) !== (given.values["dry-run"] === true))
      throw new SoepelError("usage", "give --dry-run or --to URL, one of the two");
    const parties = readParties(given);
    const file = optional(given, "transcript");
    const transcript = file === undefined ? undefined : readTranscript(readText(file)).transcript;
    const note = readNote(readText(given.files[0]!));
    const bundle = await bundleOf(approveIfAsked(note, given), parties, transcript);
    if (given.values.validate === true) await showStep("validate", () => validateBundle(bundle, parties, given.signal));
    if (to === undefined) {
      process.stdout.write(`${JSON.stringify(bundle)}\n`);
      return;
    }
    const his = openFhirHis({ baseUrl: to, auth: readHisAuth(process.env) });
    const receipt = await showStep("send", () => his.send(bundle, given.signal)).catch((error: unknown) => {
      // Nobody knows whether the HIS has it by now; "nothing was written" could be untrue.
      throw given.signal.aborted ? new SoepelError("his-unreached", "stopped while it was sent") : error;
    });
    process.stdout.write(`${JSON.stringify(receipt)}\n`);
  },
};

/** Asks the real validator. Fails: usage (no Java), note-invalid (what is wrong goes to stderr, without the values that it quotes). */
async function validateBundle(bundle: TransactionBundle, { patient }: Parties, signal: AbortSignal): Promise<void> {
  if (!(await hasJavaAndMaven())) throw new SoepelError("usage", "--validate needs a JDK 17 or newer and Maven");
  const validator = await startNlCoreValidator(signal);
  try {
    const errors = errorsOf(await validator.validate(withPatient(bundle, patient)));
    for (const { at, message } of errors)
      process.stderr.write(`${at}: ${message.replace(/['"‘“].*?['"’”]/g, "'...'")}\n`);
    if (errors.length > 0)
      throw new SoepelError("note-invalid", `the validator found ${errors.length} errors in its bundle`);
  } finally {
    await validator.stop();
  }
}
