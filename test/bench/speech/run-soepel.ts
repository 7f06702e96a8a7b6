/** Soepel's own runtime on one file, the model loaded before the clock starts. usage: run-soepel.ts FILE.wav [THREADS] */
import { readFileSync } from "node:fs";
import { startSpeech, transcribeFile } from "../../../src/engine/speech/transcribe-file.ts";

const [path, threads = "2"] = process.argv.slice(2);
const speech = await startSpeech({ threads: Number(threads) });
const began = performance.now();
const beganCpu = readCpuSeconds();
const { utterances } = await transcribeFile(path!, { speech });
const seconds = (performance.now() - began) / 1_000;
const text = utterances.flatMap(({ words }) => words.map((word) => word.text)).join(" ");
console.log(JSON.stringify({ seconds, cpuSeconds: readCpuSeconds() - beganCpu, text }));
speech.close();

/** Processor time of this process and of the speech process (the latter where /proc tells it). */
function readCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  const own = (user + system) / 1e6;
  if (process.platform !== "linux") return Number.NaN;
  const fields = readFileSync(`/proc/${speech.pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  const ticksPerSecond = 100;
  return own + (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
