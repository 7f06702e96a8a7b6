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

/**
 * Transcribes half a minute of the sample and takes the time: with the embedded model, or the fetched one of that name.
 * A runtime that breaks on this machine is a finding too.
 */
export async function measureSpeed(signal: AbortSignal, model?: string): Promise<Speed> {
  const folder = await mkdtemp(join(tmpdir(), "soepel-doctor-"));
  try {
    const clip = join(folder, "sample.wav");
    const seconds = await cutStart(SAMPLE, clip);
    const { transcribeFile } = await import("../speech/transcribe-file.ts");
    const started = performance.now();
    await transcribeFile(clip, { signal, ...(model === undefined ? {} : { model }) });
    const took = (performance.now() - started) / 1000;
    return judgeSpeed(seconds, took, model);
  } catch (error) {
    if (signal.aborted) throw error;
    return { finding: notMeasured(error, model), speechPerSecond: undefined };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a measured time means for live use. */
export function judgeSpeed(seconds: number, took: number, model?: string): Speed {
  const speechPerSecond = seconds / took;
  const facts = { speechSeconds: seconds, tookSeconds: took, speechPerSecond };
  const text =
    `${nameOf(model)}: ${formatNumber(seconds, 0)} s spraak in ${formatNumber(took, 1)} s uitgeschreven ` +
    `(laden meegeteld): ${formatNumber(speechPerSecond, 1)} s spraak per seconde`;
  const id = idOf(model);
  if (speechPerSecond >= 2) return { finding: { id, state: "ok", text, facts }, speechPerSecond };
  const advice =
    speechPerSecond >= 1
      ? "Krap: de tekst loopt tijdens het consult achter. Sluit andere programma's."
      : "Te langzaam om mee te lopen: de tekst komt pas na het consult.";
  return { finding: { id, state: "let op", text, advice, facts }, speechPerSecond };
}

/** An expected failure has its code; of any other only the kind is told: its message may hold what was said. */
function notMeasured(error: unknown, model: string | undefined): Finding {
  const facts = { code: error instanceof SoepelError ? error.code : error instanceof Error ? error.name : "unknown" };
  const text = `${nameOf(model)}: niet gemeten (${facts.code})`;
  if (error instanceof SoepelError)
    return { id: idOf(model), state: "let op", text, advice: "Los op wat hierboven staat en meet opnieuw.", facts };
  const advice = "De spraakherkenning breekt hier af. Voer `npm ci` opnieuw uit; blijft het, meld het ons.";
  return { id: idOf(model), state: "fout", text, advice, cause: "model", facts };
}

const idOf = (model: string | undefined): string => (model === undefined ? "speed" : `speed-${model}`);
const nameOf = (model: string | undefined): string => (model === undefined ? "snelheid" : `snelheid ${model}`);

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
