import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeWav } from "../../../../src/engine/audio/encode-wav.ts";
import type { SpeechProcess } from "../../../../src/engine/speech/speech-process.ts";
import { startSpeech, transcribeFile } from "../../../../src/engine/speech/transcribe-file.ts";
import { tempFolder } from "../store/practice.ts";

const SPEECH = join(import.meta.dirname, "../../../fixtures/speech");
const RATE = 16_000;
const HEADER_BYTES = 44;

interface Said {
  readonly speaker: "small" | "big";
  readonly start: number;
  readonly end: number;
}
const { utterances: truth } = JSON.parse(readFileSync(join(SPEECH, "fish-fillets.json"), "utf8")) as {
  utterances: Said[];
};
const pcm = readFileSync(join(SPEECH, "fish-fillets.wav")).subarray(HEADER_BYTES);

/** A WAV file of some of what is said. */
function writeSound(path: string, said: readonly Said[]): string {
  const samples = said.flatMap(({ start, end }) =>
    Array.from({ length: Math.round((end - start + 0.7) * RATE) }, (_, i) => {
      const at = 2 * (Math.round(start * RATE) + i);
      return at + 1 < pcm.length ? pcm.readInt16LE(at) / 32_768 : 0;
    }),
  );
  writeFileSync(path, encodeWav(Float32Array.from(samples), RATE));
  return path;
}

describe("speakers of a file", () => {
  let speech: SpeechProcess;
  beforeAll(async () => {
    speech = await startSpeech();
  }, 120_000);
  afterAll(() => speech?.close());

  test("are the clinician, whose voice is known, and the patient", { timeout: 240_000 }, async () => {
    const voice = writeSound(
      join(tempFolder(), "voice.wav"),
      truth.filter(({ speaker }) => speaker === "big"),
    );
    const { utterances } = await transcribeFile(join(SPEECH, "fish-fillets.wav"), { speech, clinicianVoice: voice });
    expect(utterances.length).toBeGreaterThanOrEqual(7);
    for (const { start, end, speaker, speakerConfidence } of utterances) {
      const middle = (start + end) / 2;
      const who = truth.find((said) => said.start <= middle && said.end >= middle)?.speaker;
      expect([start, speaker]).toEqual([start, who === "big" ? "zorgverlener" : "patiënt"]);
      expect(speakerConfidence).toBeGreaterThanOrEqual(0.7);
    }
  });

  test("are two voices without names where nobody is known and it is no consult", { timeout: 240_000 }, async () => {
    const { utterances } = await transcribeFile(join(SPEECH, "fish-fillets.wav"), { speech });
    expect(new Set(utterances.map(({ speaker }) => speaker))).toEqual(new Set(["onbekend"]));
    const voiceOf = (who: string) =>
      utterances
        .filter(({ start, end }) =>
          truth.some((said) => said.speaker === who && said.start <= end && said.end >= start),
        )
        .map(({ voice }) => voice);
    expect(new Set(voiceOf("small")).size).toBe(1);
    expect(new Set(voiceOf("big")).size).toBe(1);
    expect(voiceOf("small")[0]).not.toBe(voiceOf("big")[0]);
  });

  test("are one in a dictation", { timeout: 240_000 }, async () => {
    const path = writeSound(join(tempFolder(), "dictation.wav"), truth.slice(0, 2));
    const { utterances } = await transcribeFile(path, { speech, clues: { setting: "dictaat" } });
    expect(new Set(utterances.map(({ speaker }) => speaker))).toEqual(new Set(["zorgverlener"]));
  });
});
