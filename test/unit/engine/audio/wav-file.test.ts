import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWav } from "../../../../src/engine/audio/wav-file.ts";
import { makeTone, makeWav, type WavOptions } from "./make-wav.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "soepel-wav-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(bytes: Uint8Array) {
  const path = join(folder, `${Math.random()}.wav`);
  await writeFile(path, bytes);
  const wav = await openWav(path);
  const blocks: Float32Array[] = [];
  for await (const block of wav.blocks()) blocks.push(block);
  await wav.close();
  return { ...wav, samples: Float32Array.from(blocks.flatMap((block) => [...block])) };
}

const tone = makeTone(440, 0.3);
const chunk = new TextEncoder().encode("a note of odd len");

describe("openWav", () => {
  test.each<[string, WavOptions, number]>([
    ["8 bits", { format: "u8" }, 0.01],
    ["16 bits", { format: "s16" }, 1e-4],
    ["24 bits", { format: "s24" }, 1e-6],
    ["32 bits", { format: "s32" }, 1e-6],
    ["float", { format: "f32" }, 1e-6],
    ["extensible 24 bits", { format: "s24", extensible: true }, 1e-6],
    ["extensible float", { format: "f32", extensible: true }, 1e-6],
    ["chunks around the samples", { before: [["LIST", chunk]], after: [["id3 ", chunk]] }, 1e-4],
  ])("reads %s", async (_, options, tolerance) => {
    const wav = await read(makeWav([tone], options));
    expect(wav.samples.length).toBe(tone.length);
    expect(wav.durationS).toBeCloseTo(0.3, 6);
    expect(wav.remarks).toEqual([]);
    expect(Math.max(...wav.samples.map((x, i) => Math.abs(x - tone[i]!)))).toBeLessThan(tolerance);
  });

  test("mixes channels to their mean", async () => {
    const wav = await read(makeWav([tone, tone.map((x) => -x / 2)], { rate: 44_100 }));
    expect(wav.format).toMatchObject({ channels: 2, sampleRate: 44_100 });
    expect(Math.max(...wav.samples.map((x, i) => Math.abs(x - tone[i]! / 4)))).toBeLessThan(1e-4);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "a float file with %d among its samples is damaged: nothing of it is passed off as what was said",
    async (value) => {
      const whole = Float32Array.from({ length: 70_000 }, (_, i) => Math.sin(i / 9) / 2);
      const broken = whole.with(60_000, value);
      await expect(read(makeWav([whole, broken], { format: "f32" }))).rejects.toMatchObject({ code: "wav-damaged" });
      expect((await read(makeWav([whole, whole], { format: "f32" }))).samples).toHaveLength(70_000);
    },
  );

  test.each([0, 0xffffffff])("a stated length of %d means: to the end of the file", async (statedBytes) => {
    const wav = await read(makeWav([tone], { statedBytes }));
    expect(wav.samples.length).toBe(tone.length);
    expect(wav.remarks).toEqual([]);
  });

  test("a truncated file gives what is there, and says so", async () => {
    const whole = makeWav([tone]);
    const wav = await read(whole.subarray(0, 44 + tone.length));
    expect(wav.samples.length).toBe(tone.length / 2);
    expect(wav.remarks).toEqual(["the file ends early: it states 0.3 s and holds 0.1 s"]);
  });

  test.each<[string, Uint8Array, string]>([
    ["no bytes", new Uint8Array(0), "audio-empty"],
    ["text", new TextEncoder().encode("Dit is geen geluid, maar een brief van de huisarts."), "not-wav"],
    ["an MP3 in a RIFF coat", makeMp3Wav(), "not-wav"],
    ["a header without samples", makeWav([new Float32Array(0)]), "audio-empty"],
    ["no samples, another chunk", makeWav([new Float32Array(0)], { after: [["LIST", chunk]] }), "audio-empty"],
    ["cut within the header", makeWav([tone]).subarray(0, 30), "wav-truncated"],
    ["cut before the samples", makeWav([tone]).subarray(0, 36), "wav-truncated"],
    ["cut at the first sample", makeWav([tone]).subarray(0, 44), "wav-truncated"],
  ])("refuses %s", async (_, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({ code });
  });

  test.each(["nowhere.wav", "."])("a path that is no file: %s", async (path) => {
    await expect(openWav(join(folder, path))).rejects.toMatchObject({ code: "file-not-found" });
  });
});

function makeMp3Wav(): Uint8Array {
  const bytes = makeWav([tone]);
  bytes[20] = 0x55;
  return bytes;
}
