import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SoepelError } from "../../contract/errors.ts";
import { readPcm16k, SPEECH_RATE } from "../audio/pcm16k.ts";
import { openWav } from "../audio/wav-file.ts";
import { type Finding, formatNumber } from "./finding.ts";

/** The demo's consult: written for it and spoken by a machine, so that nobody's words are in it. */
const SAMPLE = fileURLToPath(new URL("../../../test/fixtures/demo/consult.wav", import.meta.url));
const SECONDS = 30;

/** A measured speed: seconds of speech written down in a second, the model's loading included. */
export interface Speed {
  readonly finding: Finding;
  readonly speechPerSecond: number | undefined;
}

/** Transcribes half a minute of the sample with the embedded model and takes the time. */
export async function measureSpeed(signal: AbortSignal, sample: string = SAMPLE): Promise<Speed> {
  const folder = await mkdtemp(join(tmpdir(), "soepel-doctor-"));
  try {
    const clip = join(folder, "sample.wav");
    const seconds = await cutStart(sample, clip);
    const { transcribeFile } = await import("../speech/transcribe-file.ts");
    const started = performance.now();
    await transcribeFile(clip, { signal });
    const took = (performance.now() - started) / 1000;
    return judgeSpeed(seconds, took);
  } catch (error) {
    if (signal.aborted || !(error instanceof SoepelError)) throw error;
    return { finding: notMeasured(error), speechPerSecond: undefined };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a measured time means for live use. */
export function judgeSpeed(seconds: number, took: number): Speed {
  const speechPerSecond = seconds / took;
  const facts = { speechSeconds: seconds, tookSeconds: took, speechPerSecond };
  const text =
    `snelheid: ${formatNumber(seconds, 0)} s spraak in ${formatNumber(took, 1)} s uitgeschreven (laden meegeteld): ` +
    `${formatNumber(speechPerSecond, 1)} s spraak per seconde`;
  const id = "speed";
  if (speechPerSecond >= 2) return { finding: { id, state: "ok", text, facts }, speechPerSecond };
  const advice =
    speechPerSecond >= 1
      ? "Krap: de tekst loopt tijdens het consult achter. Sluit andere programma's."
      : "Te langzaam om mee te lopen: de tekst komt pas na het consult.";
  return { finding: { id, state: "let op", text, advice, facts }, speechPerSecond };
}

function notMeasured(error: SoepelError): Finding {
  return {
    id: "speed",
    state: "let op",
    text: `snelheid: niet gemeten (${error.code})`,
    advice: "Los eerst de fouten hierboven op.",
    facts: { code: error.code },
  };
}

/** Writes the first half minute of a WAV file to another, mono at 16 kHz, and gives its length in seconds. */
async function cutStart(from: string, to: string): Promise<number> {
  const wav = await openWav(from);
  try {
    const pcm = new Int16Array(SECONDS * SPEECH_RATE);
    let length = 0;
    for await (const block of readPcm16k(wav)) {
      for (const sample of block.subarray(0, pcm.length - length))
        pcm[length++] = Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
      if (length === pcm.length) break;
    }
    await writeFile(to, toWav(pcm.subarray(0, length)));
    return length / SPEECH_RATE;
  } finally {
    await wav.close();
  }
}

function toWav(pcm: Int16Array): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + pcm.byteLength, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SPEECH_RATE, 24);
  header.writeUInt32LE(SPEECH_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(pcm.byteLength, 40);
  return Buffer.concat([header, Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength)]);
}
