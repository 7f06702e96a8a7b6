import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { followSound, SoundTail } from "../../../../src/engine/app/sound-tail.ts";
import { Recorder } from "../../../../src/engine/recording/recorder.ts";
import type { Store } from "../../../../src/engine/store/store.ts";
import { difference, tone } from "../recording/tone.ts";
import { openPractice } from "../store/practice.ts";

async function collect(store: Store, id: string, tail: SoundTail, fromS = 0): Promise<Float32Array> {
  const pieces: number[] = [];
  for await (const block of followSound(store, id, tail, fromS, new AbortController().signal)) pieces.push(...block);
  return Float32Array.from(pieces);
}

async function record(store: Store, id: string, rate: number) {
  const tail = new SoundTail();
  const onStored = (seconds: number) => tail.grow(seconds);
  const recorder = await Recorder.open(store, id, { rate, minRoomS: 1, onStored, onFailure() {} });
  return { recorder, tail };
}

describe("followSound", () => {
  it("gives what is recorded, as it comes, at 16 kHz", async () => {
    const { store, id } = await openPractice();
    const { recorder, tail } = await record(store, id, 16_000);
    const heard = collect(store, id, tail);
    const sound = tone(16_000, 7);
    for (let at = 0; at < sound.length; at += 8_000) {
      recorder.append(sound.subarray(at, at + 8_000), 16_000);
      await sleep(5);
    }
    tail.end(await recorder.stop());
    const all = await heard;
    expect(all).toHaveLength(sound.length);
    expect(difference(all, sound)).toBeLessThan(1 / 32_000);
  });

  it("keeps time over another rate, a destroyed piece and a pause", async () => {
    const { store, id, actor } = await openPractice();
    const { recorder, tail } = await record(store, id, 48_000);
    recorder.append(tone(48_000, 6), 48_000);
    await recorder.destroyLast(3, actor);
    recorder.append(tone(44_100, 4, 6), 44_100);
    await recorder.halt("pause");
    recorder.resume();
    recorder.append(tone(44_100, 2, 10), 44_100);
    tail.end(await recorder.stop());
    const all = await collect(store, id, tail);
    expect(all.length / 16_000).toBeCloseTo(12, 2);
    const piece = (fromS: number, toS: number) => all.subarray(fromS * 16_000, toS * 16_000);
    expect(Math.max(...piece(3.1, 5.9).map(Math.abs))).toBe(0);
    expect(difference(piece(6.5, 9.5), tone(16_000, 3, 6.5))).toBeLessThan(0.01);
    expect(difference(piece(10.5, 11.5), tone(16_000, 1, 10.5))).toBeLessThan(0.01);
  });

  it("tells a break where the recording halted, once, however late it is read", async () => {
    const { store, id } = await openPractice();
    const { recorder, tail } = await record(store, id, 48_000);
    recorder.append(tone(48_000, 2), 48_000);
    await recorder.halt("pause");
    tail.break();
    recorder.resume();
    recorder.append(tone(48_000, 3, 2), 48_000);
    tail.end(await recorder.stop());
    const lengths: number[] = [];
    for await (const block of followSound(store, id, tail, 0, new AbortController().signal)) lengths.push(block.length);
    const breaks = lengths.flatMap((length, i) => (length === 0 ? [i] : []));
    expect(breaks).toHaveLength(1);
    const seconds = (some: number[]) => some.reduce((a, b) => a + b, 0) / 16_000;
    expect(seconds(lengths.slice(0, breaks[0]))).toBeCloseTo(2, 3);
    expect(seconds(lengths)).toBeCloseTo(5, 3);
  });

  it("goes on from where it was told, and ends at once where it is aborted", async () => {
    const { store, id } = await openPractice();
    const { recorder, tail } = await record(store, id, 16_000);
    recorder.append(tone(16_000, 5), 16_000);
    tail.end(await recorder.stop());
    expect(difference(await collect(store, id, tail, 2), tone(16_000, 3, 2))).toBeLessThan(1 / 32_000);
    const stop = new AbortController();
    const waiting = new SoundTail();
    const next = followSound(store, id, waiting, 0, stop.signal).next();
    stop.abort(new Error("enough"));
    await expect(next).rejects.toThrow("enough");
  });
});
