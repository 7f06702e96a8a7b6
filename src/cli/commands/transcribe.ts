import { withCandidates } from "../../core/transcript/second-look.ts";
import type { Transcript } from "../../core/transcript/transcript.ts";
import { loadDrugTable } from "../../engine/notes/tables.ts";
import { transcribeFile } from "../../engine/speech/transcribe-file.ts";
import { type Command, optional } from "../command.ts";
import { remarkOn, showStep } from "../progress.ts";
import { readSetting } from "../read-setting.ts";

/** `soepel transcribe`: a WAV file to a transcript. */
export const transcribe: Command = {
  name: "transcribe",
  usage: "FILE.wav [--json] [--model NAME] [--setting SETTING] [--voice CLINICIAN.wav]",
  summary:
    "writes down what is said in a recording, with times; --json also gives every word's confidence and the drugs that a doubted one sounds like",
  options: {
    json: { type: "boolean" },
    model: { type: "string" },
    setting: { type: "string" },
    voice: { type: "string" },
  },
  files: [1, 1],
  async run(given) {
    const model = optional(given, "model");
    const voice = optional(given, "voice");
    const setting = readSetting(given);
    const transcript = await showStep("transcribe", (onProgress) =>
      transcribeFile(given.files[0]!, {
        signal: given.signal,
        onProgress,
        onRemark: remarkOn,
        ...(model === undefined ? {} : { model }),
        ...(voice === undefined ? {} : { clinicianVoice: voice }),
        ...(setting === undefined ? {} : { clues: { setting } }),
      }),
    );
    process.stdout.write(
      given.values.json === true ? `${JSON.stringify(await lookAgain(transcript))}\n` : formatTranscript(transcript),
    );
  },
};

/** The transcript with the drugs that doubted words may stand for. */
async function lookAgain(transcript: Transcript): Promise<Transcript> {
  const { spoken } = await loadDrugTable();
  return { ...transcript, utterances: withCandidates(transcript.utterances, spoken) };
}

/** A transcript as people read it: "00:12 onbekend: ...". */
export function formatTranscript(transcript: Transcript): string {
  const clock = (s: number): string =>
    `${String(Math.floor(s / 60)).padStart(2, "0")}:${String(Math.floor(s % 60)).padStart(2, "0")}`;
  return transcript.utterances.map((u) => `${clock(u.start)} ${u.speaker}: ${u.text}\n`).join("");
}
