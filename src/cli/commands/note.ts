import { SoepelError } from "../../contract/errors.ts";
import { parsePatientTraits, type Setting } from "../../core/consult/consult.ts";
import type { DraftNote } from "../../core/note/note.ts";
import type { ReadTranscript } from "../../core/transcript/read-transcript.ts";
import { type NoteMaker, openNoteMaker } from "../../engine/notes/note-maker.ts";
import { readTranscript } from "../../engine/notes/transcript-file.ts";
import { type Command, type Given, optional } from "../command.ts";
import { readText } from "../files.ts";
import { showStep } from "../progress.ts";
import { readSetting } from "../read-setting.ts";

/** `soepel note`: a transcript to a SOEP note; many at once with --json-lines, the models loaded once. */
export const note: Command = {
  name: "note",
  usage: '(TRANSCRIPT [--json] | --json-lines TRANSCRIPT...) [--setting consult] [--patient "v 54"]',
  summary: "writes a SOEP note of a transcript: Soepel's JSON, or lines of text as `Z: ...`, `P: ...`",
  options: {
    json: { type: "boolean" },
    "json-lines": { type: "boolean" },
    setting: { type: "string" },
    patient: { type: "string" },
  },
  files: [1, Number.POSITIVE_INFINITY],
  async run(given) {
    const asLines = given.values["json-lines"] === true;
    if (!asLines && given.files.length > 1) throw new SoepelError("usage", "many files go with --json-lines");
    const asked = { setting: readSetting(given), patient: readTraits(given) };
    const texts = given.files.map(readTranscriptFile);
    const maker = await openNoteMaker();
    try {
      for (const text of texts) {
        const made = await showStep("note", (onProgress) => makeOne(maker, text, asked, given.signal, onProgress));
        process.stdout.write(given.values.json === true || asLines ? `${JSON.stringify(made)}\n` : formatNote(made));
      }
    } finally {
      await maker.close();
    }
  },
};

/** Reads them all before the first note is made; an error names its file. */
function readTranscriptFile(path: string): ReadTranscript {
  try {
    return readTranscript(readText(path));
  } catch (error) {
    if (error instanceof SoepelError && error.code !== "file-not-found")
      throw new SoepelError(error.code, [path, error.detail].filter((part) => part !== undefined).join(": "));
    throw error;
  }
}

type Asked = { setting: Setting | undefined; patient: ReturnType<typeof readTraits> };

function makeOne(
  maker: NoteMaker,
  read: ReadTranscript,
  asked: Asked,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<DraftNote> {
  const patient = asked.patient ?? read.patient;
  const consult = {
    id: crypto.randomUUID(),
    setting: asked.setting ?? read.setting ?? "consult",
    startedAt: new Date().toISOString(),
    ...(patient === undefined ? {} : { patient }),
  };
  return maker.make(read.transcript, consult, { signal, onProgress });
}

function readTraits(given: Given) {
  const text = optional(given, "patient");
  const traits = text === undefined ? undefined : parsePatientTraits(text);
  if (text !== undefined && traits === undefined)
    throw new SoepelError("usage", '--patient is a sex and an age: "v 54", "m 4 mnd"');
  return traits;
}

/** A note as people read it: each deelcontact with its code, its lines, its measured values and its doubts. */
export function formatNote(note: DraftNote): string {
  const parts = note.deelcontacten.map((d) => {
    const code = d.icpc === undefined ? "(geen code)" : `${d.icpc.code} ${d.icpc.title}`;
    const lines = d.lines.flatMap((line) => [
      `${line.soep}  ${line.text}`,
      ...line.checks.map((check) => `   ! ${check.message}`),
    ]);
    const values = d.measurements.map((m) => `${m.name} ${m.value} ${m.unit}`.trim());
    return [code, ...lines, ...(values.length > 0 ? [`M  ${values.join("; ")}`] : [])].join("\n");
  });
  return `${[...parts, ...(note.remarks ?? [])].join("\n\n")}\n`;
}
