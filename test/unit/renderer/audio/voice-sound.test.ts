import { describe, expect, test } from "vitest";
import { VoiceSound } from "../../../../renderer/audio/voice-sound.ts";

describe("VoiceSound", () => {
  test("gives two seconds at a time as 16-bit sound in base64, and no sample twice", () => {
    const sound = new VoiceSound(8_000);
    const frame = (from: number) => Float32Array.from({ length: 800 }, (_, i) => ((from + i) % 1_000) / 1_000 - 0.5);
    const pieces: string[] = [];
    for (let at = 0; at < 50; at++) {
      const piece = sound.push(frame(800 * at));
      if (piece !== undefined) pieces.push(piece);
    }
    expect(pieces).toHaveLength(2);
    const pcm = Buffer.concat(pieces.map((piece) => Buffer.from(piece, "base64")));
    expect(pcm.length).toBe(2 * 4 * 8_000);
    for (const i of [0, 799, 800, 15_999, 16_000, 31_999])
      expect(pcm.readInt16LE(2 * i) / 32_767).toBeCloseTo((i % 1_000) / 1_000 - 0.5, 4);
  });

  test("cuts off what is louder than the most, instead of turning it round", () => {
    const sound = new VoiceSound(1);
    const pcm = Buffer.from(sound.push(Float32Array.from([2, -2]))!, "base64");
    expect([pcm.readInt16LE(0), pcm.readInt16LE(2)]).toEqual([32_767, -32_767]);
  });
});
