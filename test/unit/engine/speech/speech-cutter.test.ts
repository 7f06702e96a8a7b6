import { describe, expect, test } from "vitest";
import type { SpeechSegment } from "../../../../src/core/transcript/ports.ts";
import { FRAME_SAMPLES, SpeechCutter } from "../../../../src/engine/speech/speech-cutter.ts";

const FRAME_S = FRAME_SAMPLES / 16_000;

/** Runs stretches of [seconds, probability, level] through a cutter; gives the segments as [start, end] in seconds. */
function cut(stretches: readonly (readonly [number, number, number?])[]): [number, number][] {
  const cutter = new SpeechCutter();
  const segments: SpeechSegment[] = [];
  const keep = (segment: SpeechSegment | undefined) => segment && segments.push(segment);
  for (const [seconds, probability, level = 0.1] of stretches) {
    for (let frame = 0; frame < Math.round(seconds / FRAME_S); frame++) {
      keep(cutter.push(new Float32Array(FRAME_SAMPLES).fill(level), probability));
    }
  }
  keep(cutter.flush());
  return segments.map(({ start, samples }) => [start, start + samples.length / 16_000]);
}

const near = (seconds: number) => expect.closeTo(seconds, 0);

describe("SpeechCutter", () => {
  test("speech between silences is one segment with a fifth of a second around it", () => {
    const [segment, ...more] = cut([
      [2, 0.1],
      [3, 0.9],
      [2, 0.1],
    ]);
    expect(more).toEqual([]);
    expect(segment![0]).toBeGreaterThan(1.75);
    expect(segment![0]).toBeLessThan(1.9);
    expect(segment![1]).toBeGreaterThan(5.1);
    expect(segment![1]).toBeLessThan(5.3);
  });

  test("a long pause ends an utterance, a short one does not", () => {
    expect(
      cut([
        [1, 0.9],
        [1, 0.1],
        [1, 0.9],
        [0.3, 0.1],
        [1, 0.9],
      ]),
    ).toHaveLength(2);
  });

  test("a click is no speech, a short ja is", () => {
    expect(
      cut([
        [1, 0.1],
        [0.1, 0.9],
        [1, 0.1],
      ]),
    ).toEqual([]);
    expect(
      cut([
        [1, 0.1],
        [0.25, 0.9],
        [1, 0.1],
      ]),
    ).toHaveLength(1);
  });

  test("HAZARDS 1: what the detector takes for speech is none where there is no sound", () => {
    expect(cut([[3, 0.9, 0.0005]])).toEqual([]);
  });

  test("a monologue is cut at its quietest place, and nothing of it is lost", () => {
    const segments = cut([
      [20, 0.9],
      [0.3, 0.6, 0.01],
      [30, 0.9],
    ]);
    expect(segments[0]).toEqual([0, near(20)]);
    expect(Math.abs(segments[0]![1] - 20.15)).toBeLessThan(0.2);
    for (const [index, [start, end]] of segments.entries()) {
      expect(end - start).toBeLessThanOrEqual(28.1);
      if (index > 0) expect(start).toBeCloseTo(segments[index - 1]![1], 6);
    }
    expect(segments.at(-1)![1]).toBeCloseTo(50.3, 0);
  });

  test("what is being said can be heard before it ends: after a fifth of a second of pause it is what the segment will be", () => {
    const cutter = new SpeechCutter();
    const push = (count: number, probability: number) =>
      Array.from({ length: count }, () => cutter.push(new Float32Array(FRAME_SAMPLES).fill(0.1), probability)).find(
        Boolean,
      );
    push(20, 0.1);
    expect(cutter.open).toBeUndefined();
    push(3, 0.9);
    // Shorter than a word.
    expect(cutter.open).toBeUndefined();
    push(30, 0.9);
    expect(cutter.open).toMatchObject({ start: 14 * FRAME_S, hasPaused: false });
    expect(cutter.open!.samples).toHaveLength((6 + 33) * FRAME_SAMPLES);
    push(6, 0.1);
    const { hasPaused, ...paused } = cutter.open!;
    expect(hasPaused).toBe(true);
    expect(push(20, 0.1)).toEqual(paused);
    expect(cutter.open).toBeUndefined();
  });

  test("hours of silence are not kept", () => {
    const cutter = new SpeechCutter();
    const frame = new Float32Array(FRAME_SAMPLES);
    for (let i = 0; i < 200_000; i++) cutter.push(frame, 0);
    for (let i = 0; i < 20; i++) cutter.push(new Float32Array(FRAME_SAMPLES).fill(0.1), 0.9);
    const segment = cutter.flush()!;
    expect(segment.start).toBeCloseTo((200_000 - 6) * FRAME_S, 6);
    expect(segment.samples.length).toBe(26 * FRAME_SAMPLES);
  });
});
