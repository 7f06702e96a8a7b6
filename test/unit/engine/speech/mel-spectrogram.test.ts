import { describe, expect, test } from "vitest";
import { Fourier400 } from "../../../../src/engine/speech/fourier-400.ts";
import { MelSpectrogram, WINDOW_FRAMES, WINDOW_SAMPLES } from "../../../../src/engine/speech/mel-spectrogram.ts";
import reference from "./mel-reference.json" with { type: "json" };

/** The signal that mel-reference.json was made of (transformers' WhisperFeatureExtractor): chirp, decaying tone, noise; 1.5 s. */
function makeSignal(): Float32Array {
  let seed = 12_345;
  return Float32Array.from({ length: 24_000 }, (_, i) => {
    const t = i / 16_000;
    seed = (1_664_525 * seed + 1_013_904_223) % 4_294_967_296;
    return (
      0.3 * Math.sin(2 * Math.PI * (100 * t + 1_200 * t * t)) +
      0.2 * Math.exp(-3 * t) * Math.sin(2 * Math.PI * 3_000 * t) +
      0.02 * (seed / 4_294_967_296 - 0.5)
    );
  });
}

describe("Fourier400", () => {
  test("agrees with the definition of the transform", () => {
    const fourier = new Fourier400();
    const re = Float64Array.from({ length: 400 }, (_, i) => Math.sin(i * i));
    const im = Float64Array.from({ length: 400 }, (_, i) => Math.cos(3 * i * i));
    fourier.re.set(re);
    fourier.im.set(im);
    fourier.transform();
    for (const k of [0, 1, 7, 100, 199, 200, 201, 399]) {
      let sumRe = 0;
      let sumIm = 0;
      for (let i = 0; i < 400; i++) {
        const angle = (-2 * Math.PI * ((i * k) % 400)) / 400;
        sumRe += re[i]! * Math.cos(angle) - im[i]! * Math.sin(angle);
        sumIm += re[i]! * Math.sin(angle) + im[i]! * Math.cos(angle);
      }
      expect(fourier.re[k]).toBeCloseTo(sumRe, 9);
      expect(fourier.im[k]).toBeCloseTo(sumIm, 9);
    }
  });
});

describe("MelSpectrogram", () => {
  test.each([80, 128] as const)("with %d bins equals Whisper's own features", (bins) => {
    const mel = new MelSpectrogram(bins).compute(makeSignal());
    const { frames, mel: wanted } = reference[bins];
    expect(mel.length).toBe(bins * WINDOW_FRAMES);
    frames.forEach((frame, index) => {
      for (let bin = 0; bin < bins; bin++) {
        expect(Math.abs(mel[bin * WINDOW_FRAMES + frame]! - wanted[index]![bin]!)).toBeLessThan(2e-4);
      }
    });
  });

  test("a window of 30 s takes some 25 ms: six times that fails", () => {
    const spectrogram = new MelSpectrogram(80);
    const samples = Float32Array.from({ length: WINDOW_SAMPLES }, (_, i) => Math.sin(i * i * 1e-7));
    const times = Array.from({ length: 8 }, () => {
      const start = performance.now();
      spectrogram.compute(samples);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(150);
  });
});
