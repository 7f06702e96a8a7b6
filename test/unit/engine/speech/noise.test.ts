import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SpeechProcess } from "../../../../src/engine/speech/speech-process.ts";
import { startSpeech, transcribeFile } from "../../../../src/engine/speech/transcribe-file.ts";
import { makeNoiseClip, NOISE_KINDS } from "../../../fixtures/make-noise.ts";
import { makeWav } from "../audio/make-wav.ts";

let speech: SpeechProcess;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "soepel-noise-"));
  speech = await startSpeech();
}, 120_000);
afterAll(async () => {
  speech?.close();
  await rm(folder, { recursive: true });
});

/** Two clips of every kind; `npm run bench:noise` hears 200. */
const SEEDS = Array.from({ length: 2 * NOISE_KINDS.length }, (_, i) => i + 1);

describe("HAZARDS 1: a room in which nobody can be understood gives no words", { timeout: 120_000 }, () => {
  test("every kind of sound is there, the same every time", () => {
    const clips = SEEDS.map(makeNoiseClip);
    expect(new Set(clips.map(({ kind }) => kind))).toEqual(new Set(NOISE_KINDS));
    expect(clips.filter(({ sound }) => sound.some((x) => Math.abs(x) > 0.003)).length).toBeGreaterThan(10);
    expect(makeNoiseClip(3).sound).toEqual(clips[2]!.sound);
  });

  test.each(SEEDS.map((seed) => [seed, NOISE_KINDS[(seed - 1) % NOISE_KINDS.length]] as const))(
    "clip %d: %s",
    async (seed) => {
      const path = join(folder, `${seed}.wav`);
      await writeFile(path, makeWav([makeNoiseClip(seed).sound]));
      await expect(transcribeFile(path, { speech })).rejects.toMatchObject({ code: "no-speech" });
    },
  );
});
