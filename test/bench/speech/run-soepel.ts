/**
 * Soepel's own runtime on one file, the model loaded before the clock starts; prints {"seconds", "cpuSeconds", "firstWordSeconds",
 * "peakBytes", "text"}. usage: run-soepel.ts FILE.wav BEAMS [MODEL]
 */
import { readFileSync } from "node:fs";
import { readPcm16k } from "../../../src/engine/audio/pcm16k.ts";
import { openWav } from "../../../src/engine/audio/wav-file.ts";
import { startSpeech, transcribeFile } from "../../../src/engine/speech/transcribe-file.ts";
import { SileroDetector, WhisperTranscriber } from "../../../src/engine/speech/whisper-transcriber.ts";

const [path, beams, model] = process.argv.slice(2);
const speech = await startSpeech({ threads: 2, ...(model !== undefined && { model }) });
const firstWordSeconds = await timeFirstWord();
const began = performance.now();
const beganCpu = readCpuSeconds();
const { utterances } = await transcribeFile(path!, { speech, beams: Number(beams) });
const seconds = (performance.now() - began) / 1_000;
const text = utterances.map((utterance) => utterance.text).join(" ");
const peakBytes = readPeak("self") + readPeak(speech.pid!);
console.log(JSON.stringify({ seconds, cpuSeconds: readCpuSeconds() - beganCpu, firstWordSeconds, peakBytes, text }));
speech.close();

/** From the start of the file to its first words. */
async function timeFirstWord(): Promise<number> {
  const wav = await openWav(path!);
  const start = performance.now();
  const segments = new SileroDetector(speech).detect(readPcm16k(wav));
  for await (const _ of new WhisperTranscriber(speech, 1, Number(beams)).transcribe(segments)) break;
  await wav.close();
  return (performance.now() - start) / 1_000;
}

/** Processor time of this process and of the speech process (the latter where /proc tells it). */
function readCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  const own = (user + system) / 1e6;
  if (process.platform !== "linux") return Number.NaN;
  const fields = readFileSync(`/proc/${speech.pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  const ticksPerSecond = 100;
  return own + (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** The most memory that a process held, in bytes (where /proc tells it). */
function readPeak(pid: number | "self"): number {
  if (process.platform !== "linux") return Number.NaN;
  return 1_024 * Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]);
}
