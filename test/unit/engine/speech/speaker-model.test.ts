import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readPcm16k } from "../../../../src/engine/audio/pcm16k.ts";
import { openWav } from "../../../../src/engine/audio/wav-file.ts";
import { SpeakerModel } from "../../../../src/engine/speech/speaker-model.ts";
import reference from "./print-reference.json" with { type: "json" };

const ROOT = join(import.meta.dirname, "../../../..");
const BANDS = 40;

/** The fixture's piece that print-reference.json was made of, by Resemblyzer's own code (models/training/speaker/reference.py). */
async function readPiece(): Promise<Float32Array> {
  const wav = await openWav(join(ROOT, "test/fixtures/speech/fish-fillets.wav"));
  const blocks: number[] = [];
  for await (const block of readPcm16k(wav)) blocks.push(...block);
  await wav.close();
  return Float32Array.from(blocks.slice(reference.from, reference.to));
}

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

describe("SpeakerModel", () => {
  let model: SpeakerModel;
  let piece: Float32Array;

  beforeAll(async () => {
    model = await SpeakerModel.load(join(ROOT, "models/speaker-encoder/speaker_encoder_quantized.onnx"));
    piece = await readPiece();
  });

  test("measures the mel bands that Resemblyzer measures", () => {
    const frames = model.measure(piece);
    let largest = 0;
    reference.frames.forEach((frame, row) => {
      const wanted = reference.mel[row]!;
      const scale = Math.max(...wanted);
      for (let band = 0; band < BANDS; band++)
        largest = Math.max(largest, Math.abs(frames[frame * BANDS + band]! - wanted[band]!) / scale);
    });
    expect(largest).toBeLessThan(1e-4);
  });

  test("prints a voice as Resemblyzer does, but for what 7-bit weights take away", async () => {
    const { starts, prints } = await model.print(piece);
    const least = reference.starts.map((start, row) => {
      const at = starts.findIndex((own) => Math.abs(own - start) < 0.001);
      return cosine(prints.subarray(at * 256, at * 256 + 256), reference.prints[row]!);
    });
    expect(least.length).toBe(9);
    expect(Math.min(...least)).toBeGreaterThan(0.985);
  });

  test("a word is heard over and over until it fills a window: one print, of length 1", async () => {
    const { starts, prints } = await model.print(piece.subarray(0, 8_000));
    expect(starts).toEqual([0]);
    expect(prints.length).toBe(256);
    expect(cosine(prints, prints)).toBeCloseTo(1, 3);
  });

  test("silence is no error", async () => {
    const { prints } = await model.print(new Float32Array(16_000));
    expect(prints.every(Number.isFinite)).toBe(true);
  });
});
