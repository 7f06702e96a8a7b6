import { copyFile, cp, mkdir, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SoepelError } from "../../../../src/contract/errors.ts";
import type { SpeechProcess } from "../../../../src/engine/speech/speech-process.ts";
import { startSpeech, transcribeFile } from "../../../../src/engine/speech/transcribe-file.ts";
import { countWordErrors, wordErrorRate } from "../../../bench/speech/word-error-rate.ts";
import { makeTone, makeWav } from "../audio/make-wav.ts";
import { makeMusic, makeNoise } from "./make-sounds.ts";

const FISH = fileURLToPath(new URL("../../../fixtures/speech/fish-fillets.wav", import.meta.url));
const MODELS = fileURLToPath(new URL("../../../../models/", import.meta.url));
const HOURS = 3;

let folder: string;
let speech: SpeechProcess;
let fish: Float32Array<ArrayBuffer>;
const said: { start: number; end: number; text: string }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "soepel-speech-"));
  speech = await startSpeech();
  const bytes = await readFile(FISH);
  fish = Float32Array.from(
    new Int16Array(bytes.buffer, bytes.byteOffset + 44, (bytes.length - 44) >> 1),
    (x) => x / 32_768,
  );
  said.push(...JSON.parse(await readFile(FISH.replace(".wav", ".json"), "utf8")).utterances);
}, 120_000);
afterAll(async () => {
  speech?.close();
  await rm(folder, { recursive: true });
});

async function save(bytes: Uint8Array): Promise<string> {
  const path = join(folder, `${Math.random()}.wav`);
  await writeFile(path, bytes);
  return path;
}

describe("transcribeFile", { timeout: 300_000 }, () => {
  test("human Dutch: most of the words, each with its time and confidence, utterances in order", async () => {
    const shares: number[] = [];
    const transcript = await transcribeFile(FISH, { speech, onProgress: (share) => shares.push(share) });
    expect(transcript).toMatchObject({ language: "nl", durationS: expect.closeTo(fish.length / 16_000, 1) });
    const heard = transcript.utterances.map(({ text }) => text).join(" ");
    // Whisper base errs in four words of ten here; a broken decoder errs in nearly all.
    expect(wordErrorRate([countWordErrors(said.map(({ text }) => text).join(" "), heard)])).toBeLessThan(0.6);
    expect(transcript.utterances.map(({ id }) => id)).toEqual(transcript.utterances.map((_, i) => `u${i + 1}`));
    expect(transcript.utterances.every(({ speaker }) => speaker === "onbekend")).toBe(true);
    const words = transcript.utterances.flatMap((utterance) => utterance.words);
    for (const [index, word] of words.entries()) {
      expect(word.start).toBeGreaterThanOrEqual(words[index - 1]?.end ?? 0);
      expect(word.end).toBeGreaterThanOrEqual(word.start);
      expect(word.confidence).toBeGreaterThan(0);
      expect(word.confidence).toBeLessThanOrEqual(1);
    }
    // Each sentence begins where it was put.
    for (const { start } of said) {
      const nearest = Math.min(...transcript.utterances.map((utterance) => Math.abs(utterance.start - start)));
      expect(nearest).toBeLessThan(0.5);
    }
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  test("a prompt is listened with and not written down; on silence it stays no speech", async () => {
    const prompt = "metoprolol, hydrochloorthiazide, Kniertje Zwaluwstra";
    const { utterances } = await transcribeFile(FISH, { speech, prompt });
    const heard = utterances.map(({ text }) => text).join(" ");
    expect(heard).not.toMatch(/metoprolol|hydrochloor|Zwaluwstra/i);
    expect(wordErrorRate([countWordErrors(said.map(({ text }) => text).join(" "), heard)])).toBeLessThan(0.7);
    const silence = await save(makeWav([new Float32Array(16_000 * 4)]));
    await expect(transcribeFile(silence, { speech, prompt })).rejects.toMatchObject({ code: "no-speech" });
  });

  test("stereo at 44.1 kHz, cut off: what is there is written down, and the cut remarked", async () => {
    const length = Math.floor(12.4 * 44_100);
    const stretched = Float32Array.from({ length }, (_, i) => {
      const at = (i * 16_000) / 44_100;
      const [a, b] = [fish[Math.floor(at)]!, fish[Math.floor(at) + 1]!];
      return a + (b - a) * (at % 1);
    });
    const bytes = makeWav([stretched, stretched.map((x) => x / 2)], { rate: 44_100 });
    const remarks: string[] = [];
    const path = await save(bytes.subarray(0, bytes.length - 200_000));
    const transcript = await transcribeFile(path, { speech, onRemark: (remark) => remarks.push(remark) });
    expect(remarks).toEqual([expect.stringMatching(/^the file ends early/)]);
    expect(transcript.durationS).toBeCloseTo(12.4 - 200_000 / 4 / 44_100, 1);
    expect(transcript.utterances.length).toBeGreaterThanOrEqual(2);
  });

  test.each<[string, () => Float32Array]>([
    ["silence", () => new Float32Array(16_000 * 20)],
    ["0.3 s of a tone", () => makeTone(440, 0.3)],
    ["white noise", () => makeNoise(30, 0.1, "white")],
    ["soft pink noise", () => makeNoise(30, 0.02, "pink")],
    ["loud pink noise", () => makeNoise(30, 0.4, "pink")],
    ["music", () => makeMusic(40)],
    ["hum of the mains", () => makeTone(50, 20)],
  ])("HAZARDS 1 and 2: %s gives no words, but no-speech", async (_, make) => {
    const path = await save(makeWav([make()]));
    await expect(transcribeFile(path, { speech })).rejects.toMatchObject({ code: "no-speech" });
  });

  test("a file that is no WAV is refused before a model is loaded", async () => {
    const path = await save(new TextEncoder().encode("geen geluid"));
    await expect(transcribeFile(path)).rejects.toMatchObject({ code: "not-wav" });
  });

  test("a stop is heard within a step, and the process serves the next file", async () => {
    const controller = new AbortController();
    const running = transcribeFile(FISH, {
      speech,
      signal: controller.signal,
      onProgress: (share) => share > 0.3 && controller.abort(),
    });
    await expect(running).rejects.toMatchObject({ code: "aborted" });
    await expect(transcribeFile(FISH, { speech, signal: controller.signal })).rejects.toMatchObject({
      code: "aborted",
    });
  });

  test("HAZARDS 22: a crash of the native code costs a restart, not the transcript", async () => {
    let isKilled = false;
    const own = await startSpeech();
    try {
      const transcript = await transcribeFile(FISH, {
        speech: own,
        onProgress: (share) => {
          if (isKilled || share < 0.3) return;
          isKilled = true;
          process.kill(own.pid!, "SIGKILL");
        },
      });
      expect(isKilled).toBe(true);
      expect(transcript.utterances.length).toBeGreaterThan(4);
    } finally {
      own.close();
    }
  });

  test(`${HOURS} hours, nearly all silent, in constant memory`, async () => {
    const path = join(folder, "long.wav");
    const bytes = makeWav([fish], { statedBytes: HOURS * 3_600 * 32_000 });
    const file = await open(path, "w");
    await file.write(bytes, 0, 44, 0);
    const sound = new Uint8Array(bytes.buffer, 44);
    for (const hour of [0.5, 2.5]) await file.write(sound, 0, sound.length, 44 + hour * 3_600 * 32_000);
    await file.truncate(44 + HOURS * 3_600 * 32_000);
    await file.close();
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 20);
    const transcript = await transcribeFile(path, { speech });
    clearInterval(watch);
    expect(transcript.durationS).toBe(HOURS * 3_600);
    expect(transcript.utterances[0]!.start).toBeGreaterThan(1_800);
    expect(transcript.utterances.at(-1)!.start).toBeGreaterThan(9_000);
    // The file's samples are 345 MB, as numbers 691 MB.
    expect((peak - before) / 1e6).toBeLessThan(200);
    if (process.platform === "linux") {
      const status = await readFile(`/proc/${speech.pid}/status`, "utf8");
      expect(Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1e3).toBeLessThan(1_600);
    }
  });

  test("HAZARDS 20: a model that is not whole is told before it is used", async () => {
    const copy = join(folder, "models");
    await mkdir(join(copy, "whisper-base", "onnx"), { recursive: true });
    await copyFile(join(MODELS, "manifest.json"), join(copy, "manifest.json"));
    process.env.SOEPEL_MODELS = copy;
    try {
      await expect(transcribeFile(FISH)).rejects.toMatchObject({ code: "model-missing" });
      const decoder = join("whisper-base", "onnx", "decoder_model_merged_quantized.onnx");
      await cp(join(MODELS, "whisper-base"), join(copy, "whisper-base"), { recursive: true });
      for (const model of ["silero-vad", "speaker-encoder"])
        await cp(join(MODELS, model), join(copy, model), { recursive: true });
      const file = await open(join(copy, decoder), "r+");
      await file.write(new Uint8Array(4), 0, 4, 1_000_000);
      await file.close();
      const failure = await transcribeFile(FISH).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(SoepelError);
      expect(failure).toMatchObject({ code: "model-damaged", detail: expect.stringContaining("decoder") });
    } finally {
      delete process.env.SOEPEL_MODELS;
    }
  });
});
