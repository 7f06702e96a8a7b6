import { expect, it } from "vitest";
import { encodeWav } from "../../../../src/engine/audio/encode-wav.ts";

it("is a mono 16-bit WAV of the rate, clipped where it is too loud", () => {
  const wav = encodeWav(Float32Array.of(0, 1, -1, 2, -2, 0.5), 44_100);
  expect(wav.toString("latin1", 0, 4) + wav.toString("latin1", 8, 16)).toBe("RIFFWAVEfmt ");
  expect([wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual([1, 44_100, 16]);
  expect([wav.readUInt32LE(4), wav.readUInt32LE(40), wav.length]).toEqual([36 + 12, 12, 44 + 12]);
  expect(Array.from({ length: 6 }, (_, i) => wav.readInt16LE(44 + 2 * i))).toEqual([
    0, 32_767, -32_767, 32_767, -32_767, 16_384,
  ]);
});
