import { mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { traitsAt } from "../core/consult/consult.ts";
import { approve } from "../core/note/note.ts";
import { openFhirHis } from "../engine/his/fhir-his.ts";
import { readPatientFile, readPracticeFile } from "../engine/his/party-files.ts";
import { openNoteMaker } from "../engine/notes/note-maker.ts";
import { transcribeFile } from "../engine/speech/transcribe-file.ts";
import { bundleOf } from "./bundle.ts";
import { formatNote } from "./commands/note.ts";
import { formatTranscript } from "./commands/transcribe.ts";
import { hasJavaAndMaven, seedPatient, startFhirServer } from "./demo/fhir-server.ts";
import { writeAll } from "./files.ts";
import { runProgram } from "./program.ts";
import { showStep } from "./progress.ts";

const CONSULT = fileURLToPath(new URL("../../test/fixtures/demo/", import.meta.url));
const OUT = fileURLToPath(new URL("../../out/demo/", import.meta.url));

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 * `npm run demo`: a recorded consult (two synthetic voices) becomes a transcript, a SOEP note and a FHIR transaction, which goes to a
 * real FHIR server that is started here where Java and Maven are there. The demo's clinician approves without reading; a real one reads.
 */
async function demo(signal: AbortSignal): Promise<void> {
  const patient = readPatientFile(join(CONSULT, "patient.json"));
  const practice = readPracticeFile(join(CONSULT, "practice.json"));

  const transcript = await showStep("1/4 Speech to text (Whisper base, on this computer)", (onProgress) =>
    transcribeFile(join(CONSULT, "consult.wav"), { signal, onProgress }),
  );
  say(`\n${formatTranscript(transcript)}`);

  const started = new Date(Date.now() - transcript.durationS * 1000);
  const traits = traitsAt(patient, started);
  const maker = await openNoteMaker();
  const draft = await showStep("2/4 SOEP note with ICPC-1-NL codes", (onProgress) =>
    maker.make(
      transcript,
      {
        id: crypto.randomUUID(),
        setting: "consult",
        startedAt: started.toISOString(),
        ...(traits === undefined ? {} : { patient: traits }),
      },
      { signal, onProgress },
    ),
  ).finally(() => maker.close());
  say(`\n${formatNote(draft)}`);

  const bundle = await showStep("3/4 FHIR R4 transaction (Nictiz nl-core)", async () => {
    const note = approve(draft, practice.practitioner.name, new Date().toISOString());
    return bundleOf(note, { patient, practice }, transcript);
  });
  mkdirSync(OUT, { recursive: true });
  const results = { "transcript.json": transcript, "note.json": draft, "bundle.json": bundle };
  writeAll(
    new Map(Object.entries(results).map(([name, value]) => [join(OUT, name), `${JSON.stringify(value, null, 1)}\n`])),
  );
  say(
    `${bundle.entry.length} resources; written to ${relative(process.cwd(), OUT)}: ${Object.keys(results).join(", ")}\n`,
  );

  if (!(await hasJavaAndMaven())) {
    say("4/4 No Java 17 with Maven here, so no FHIR server was started: the bundle stays in the file above.");
    return;
  }
  const server = await showStep(
    "4/4 A real FHIR server starts (HAPI FHIR; the first time its libraries are fetched)",
    () => startFhirServer({ signal }),
  ).catch((error: unknown) => {
    if (signal.aborted) throw error;
    say("The FHIR server did not start here (its libraries may be out of reach): the bundle stays in the file above.");
  });
  if (server === undefined) return;
  try {
    await seedPatient(server.baseUrl, patient);
    const his = openFhirHis({ baseUrl: server.baseUrl });
    const receipt = await showStep("    The bundle is sent", () => his.send(bundle, signal));
    const again = await his.send(bundle, signal);
    say(
      `    The server has ${receipt.reports.join(", ")}: ${receipt.created} resources new. Sent again: ${again.created} new.`,
    );
  } finally {
    await server.stop();
  }
}

await runProgram(demo);
