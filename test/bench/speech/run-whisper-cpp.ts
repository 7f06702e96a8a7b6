/**
 * whisper.cpp on one file, greedy, two threads, on what Soepel's detector takes for speech.
 * usage: run-whisper-cpp.ts (binding NODE_MODULES | main PROGRAM) GGML FILE.wav
 *   binding: `@fugood/whisper.node` in its process; main: the program of `whisper-node`, with the flags that it passes.
 */
import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { readPcm16k } from "../../../src/engine/audio/pcm16k.ts";
import { openWav } from "../../../src/engine/audio/wav-file.ts";
import { startSpeech } from "../../../src/engine/speech/transcribe-file.ts";
import { SileroDetector } from "../../../src/engine/speech/whisper-transcriber.ts";
import { toWav16k } from "./joined-sound.ts";

interface WhisperNode {
  initWhisper(options: { filePath: string; useGpu: boolean }): Promise<{
    transcribeData(
      pcm: ArrayBuffer,
      options: Record<string, unknown>,
    ): { promise: Promise<{ result: string; segments: { text: string }[] }> };
    release(): Promise<void>;
  }>;
}

const PAUSE = Buffer.alloc(16_000);
const [kind, place, ggml, path] = process.argv.slice(2) as [string, string, string, string];
const speech = await startSpeech({ threads: 2 });
const transcribe = kind === "binding" ? await loadBinding() : runProgram;
const began = performance.now();
const pcm = await keepSpeech();
const text = await transcribe(pcm);
console.log(JSON.stringify({ seconds: (performance.now() - began) / 1_000, text }));
speech.close();
process.exit(0);

async function keepSpeech(): Promise<Buffer> {
  const wav = await openWav(path);
  const parts: Buffer[] = [];
  for await (const { samples } of new SileroDetector(speech).detect(readPcm16k(wav))) {
    const shorts = Int16Array.from(samples, (x) => Math.max(-32_768, Math.min(32_767, Math.round(x * 32_768))));
    parts.push(Buffer.from(shorts.buffer), PAUSE);
  }
  await wav.close();
  return Buffer.concat(parts);
}

async function loadBinding(): Promise<(pcm: Buffer) => Promise<string>> {
  const { initWhisper } = createRequire(join(resolve(place), "x.js"))("@fugood/whisper.node") as WhisperNode;
  const context = await initWhisper({ filePath: resolve(ggml), useGpu: false });
  const options = { language: "nl", temperature: 0, temperatureInc: 0, bestOf: 1, maxThreads: 2, nProcessors: 1 };
  return async (pcm) => {
    const bytes = Uint8Array.from(pcm);
    const { segments } = await context.transcribeData(bytes.buffer, options).promise;
    return segments.map((segment) => segment.text).join(" ");
  };
}

/** The program loads the model at every call: that is what whisper-node does, and is in its time. */
async function runProgram(pcm: Buffer): Promise<string> {
  const file = join(resolve(place, ".."), `${process.pid}.wav`);
  await writeFile(file, toWav16k(pcm));
  try {
    const flags = ["-l", "nl", "-t", "2", "-bs", "1", "-bo", "1", "-nf", "-nt", "-m", resolve(ggml), "-f", file];
    const { stdout } = await promisify(execFile)(place, flags, { maxBuffer: 1e8 });
    return stdout.replaceAll("\n", " ");
  } finally {
    await rm(file, { force: true });
  }
}
