import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Recorder } from "../../../../src/engine/recording/recorder.ts";
import { findRecording, listGaps, listParts } from "../../../../src/engine/recording/recording-rows.ts";
import { openSound } from "../../../../src/engine/recording/sound.ts";
import { chunkBytes, chunkSamples } from "../../../../src/engine/recording/sound-chunk.ts";
import { openPractice, utterance } from "../store/practice.ts";
import { difference, tone } from "./tone.ts";

const RATE = 16_000;
/** Half a step of 16 bits, and rounding. */
const STEP = 1 / 32_000;

async function startRecording(rate = RATE) {
  const practice = await openPractice();
  const stored: number[] = [];
  const failures: unknown[] = [];
  const events = { onStored: (s: number) => stored.push(s), onFailure: (error: unknown) => failures.push(error) };
  const recorder = await Recorder.open(practice.store, practice.id, { rate, minRoomS: 1, ...events });
  const files = () => readdirSync(practice.store.soundFolder).map((name) => join(practice.store.soundFolder, name));
  return { ...practice, recorder, stored, failures, events, files };
}

async function readAll(practice: { store: Parameters<typeof openSound>[0]; id: string }, fromS?: number, toS?: number) {
  const blocks = [];
  for await (const block of (await openSound(practice.store, practice.id)).blocks(fromS, toS)) blocks.push(block);
  return blocks;
}

const join32 = (blocks: readonly { samples: Float32Array }[]) =>
  Float32Array.from(blocks.flatMap(({ samples }) => [...samples]));

describe("a recording", () => {
  it("has its row and its file before the first sample (HAZARDS 12)", async () => {
    const { store, id, recorder, files } = await startRecording();
    expect(findRecording(store, id)?.state).toBe("open");
    expect(files()).toHaveLength(1);
    await recorder.stop();
  });

  it.each([8_000, 16_000, 44_100, 48_000, 96_000])("gives back what it took at %i Hz", async (rate) => {
    const practice = await startRecording(rate);
    const sound = tone(rate, 3.3);
    // As a worklet sends it: in pieces that fit nothing.
    for (let at = 0; at < sound.length; at += 1_024) practice.recorder.append(sound.subarray(at, at + 1_024), rate);
    expect(await practice.recorder.stop()).toBeCloseTo(3.3, 3);
    expect(practice.stored.at(-1)).toBeCloseTo(3.3, 3);
    const blocks = await readAll(practice);
    expect(new Set(blocks.map((block) => block.rate))).toEqual(new Set([rate]));
    expect(difference(join32(blocks), sound)).toBeLessThan(STEP);
  });

  it("acknowledges only what is on disk, at most half a second behind", async () => {
    const { recorder, stored } = await startRecording();
    recorder.append(tone(RATE, 0.4), RATE);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(stored).toEqual([]);
    recorder.append(tone(RATE, 2), RATE);
    await expect.poll(() => stored.at(-1)).toBeCloseTo(2, 5);
    await recorder.stop();
    expect(stored.at(-1)).toBeCloseTo(2.4, 5);
  });

  it("plays two seconds from anywhere", async () => {
    const practice = await startRecording();
    const sound = tone(RATE, 30);
    practice.recorder.append(sound, RATE);
    await practice.recorder.stop();
    for (const at of [0, 0.25, 7.3, 27.999, 28]) {
      const { rate, samples } = await practice.consults.playSound(practice.id, at, 2, practice.actor);
      expect(rate).toBe(RATE);
      expect(difference(samples, sound.subarray(Math.round(at * RATE), Math.round(at * RATE) + 2 * RATE))).toBeLessThan(
        STEP,
      );
    }
    await expect(practice.consults.playSound(practice.id, 31, 2, practice.actor)).rejects.toMatchObject({
      code: "recording-missing",
    });
  });

  it("goes on over many files as one", async () => {
    const practice = await startRecording(8_000);
    const sound = tone(8_000, 250);
    for (let at = 0; at < sound.length; at += 8_000) practice.recorder.append(sound.subarray(at, at + 8_000), 8_000);
    expect(await practice.recorder.stop()).toBe(250);
    expect(practice.files()).toHaveLength(3);
    // Files reach the disk in any order; what is told never runs ahead or back.
    expect(practice.stored.at(-1)).toBe(250);
    expect(practice.stored).toEqual(practice.stored.toSorted((a, b) => a - b));
    expect(
      difference(join32(await readAll(practice, 119, 122)), sound.subarray(119 * 8_000, 122 * 8_000)),
    ).toBeLessThan(STEP);
  });

  it("can be listened to while it goes on", async () => {
    const practice = await startRecording();
    practice.recorder.append(tone(RATE, 1.7), RATE);
    expect(join32(await readAll(practice))).toHaveLength(1.5 * RATE);
    await practice.recorder.stop();
  });

  it("is noise to whoever has no key", async () => {
    const { recorder, files } = await startRecording();
    recorder.append(new Float32Array(2 * RATE), RATE);
    await recorder.stop();
    const bytes = readFileSync(files()[0]!);
    const counts = new Map<number, number>();
    for (const byte of bytes) counts.set(byte, (counts.get(byte) ?? 0) + 1);
    // Silence: in the clear nearly every byte would be 0.
    expect(Math.max(...counts.values())).toBeLessThan(bytes.length / 100);
  });

  it("follows the device to another rate, on one timeline (HAZARDS 17)", async () => {
    const practice = await startRecording(48_000);
    practice.recorder.append(tone(48_000, 2), 48_000);
    practice.recorder.append(tone(16_000, 1, 2), 16_000);
    expect(await practice.recorder.stop()).toBeCloseTo(3, 5);
    const blocks = await readAll(practice);
    expect(blocks.map(({ rate }) => rate)).toEqual([48_000, 48_000, 48_000, 48_000, 16_000, 16_000]);
    expect(blocks[4]?.startS).toBeCloseTo(2, 5);
    const { rate, samples } = await (await openSound(practice.store, practice.id)).clip(1.5, 1);
    expect([rate, samples.length]).toEqual([48_000, 24_000]);
  });

  it("marks why sound is missing, and takes none meanwhile (HAZARDS 15, 16)", async () => {
    const practice = await startRecording();
    const { recorder, clock, store, id } = practice;
    recorder.append(tone(RATE, 1), RATE);
    await recorder.halt("suspend");
    recorder.append(tone(RATE, 5), RATE);
    await clock.advance(60_000);
    recorder.resume();
    recorder.append(tone(RATE, 1, 1), RATE);
    await recorder.halt("device");
    expect(await recorder.stop()).toBeCloseTo(2, 5);
    expect(listGaps(store, findRecording(store, id)!.id)).toEqual([
      {
        startS: 1,
        endS: 1,
        reason: "suspend",
        beganAt: "2026-03-02T09:00:00.000Z",
        endedAt: "2026-03-02T09:01:00.000Z",
      },
      { startS: 2, endS: 2, reason: "device", beganAt: "2026-03-02T09:01:00.000Z", endedAt: null },
    ]);
    expect(difference(join32(await readAll(practice)), tone(RATE, 2))).toBeLessThan(STEP);
  });

  it("reads on past a damaged piece, and says which (HAZARDS 12)", async () => {
    const practice = await startRecording();
    practice.recorder.append(tone(RATE, 3), RATE);
    await practice.recorder.stop();
    const [file] = practice.files();
    const bytes = readFileSync(file!);
    bytes[chunkBytes(chunkSamples(RATE)) * 2 + 500]! ^= 1;
    writeFileSync(file!, bytes);
    const blocks = await readAll(practice);
    expect(blocks.map(({ isDamaged }) => isDamaged)).toEqual([false, false, true, false, false, false]);
    expect(blocks[3]?.startS).toBe(1.5);
  });

  it("does not take a chunk from elsewhere for its own", async () => {
    const practice = await startRecording();
    practice.recorder.append(tone(RATE, 2), RATE);
    await practice.recorder.stop();
    const [file] = practice.files();
    const size = chunkBytes(chunkSamples(RATE));
    const bytes = readFileSync(file!);
    writeFileSync(
      file!,
      Buffer.concat([bytes.subarray(size, 2 * size), bytes.subarray(0, size), bytes.subarray(2 * size)]),
    );
    expect((await readAll(practice)).map(({ isDamaged }) => isDamaged)).toEqual([true, true, false, false]);
  });

  it.each([1, 20, 35, 36, 38, 5_000])("tolerates a last chunk that is cut off after %i bytes", async (bytes) => {
    const practice = await startRecording();
    practice.recorder.append(tone(RATE, 1.5), RATE);
    await practice.recorder.stop();
    truncateSync(practice.files()[0]!, 2 * chunkBytes(chunkSamples(RATE)) + bytes);
    expect((await openSound(practice.store, practice.id)).durationS).toBe(1);
    expect(join32(await readAll(practice))).toHaveLength(RATE);
  });

  it("tolerates rubbish behind its end", async () => {
    const practice = await startRecording();
    practice.recorder.append(tone(RATE, 1), RATE);
    await practice.recorder.stop();
    appendFileSync(practice.files()[0]!, Buffer.alloc(900, 0xff));
    expect(join32(await readAll(practice))).toHaveLength(RATE);
  });
});

describe("schrap de laatste minuut", () => {
  it("destroys the last 60 s while the recording goes on, and what was heard in them", async () => {
    const practice = await startRecording(8_000);
    const { recorder, consults, store, id, actor, files } = practice;
    recorder.append(tone(8_000, 100.2), 8_000);
    consults.apply(id, { type: "start" }, actor);
    consults.saveUtterance(id, utterance("u1", 10, 39));
    consults.saveUtterance(id, utterance("u2", 39, 42, "schildklierkanker"));
    consults.saveUtterance(id, utterance("u3", 90, 95));
    const before = new Set(files());
    const oldKeys = listParts(store, findRecording(store, id)!.id).map(({ key }) => key.toString("hex"));
    const destroying = recorder.destroyLast(60, actor);
    recorder.append(tone(8_000, 5, 100.2), 8_000);
    expect(await destroying).toEqual({ startS: expect.closeTo(40.2, 3), endS: expect.closeTo(100.2, 3) });
    // A transcriber that comes late with the same piece brings nothing back (HAZARDS 31).
    expect(consults.saveUtterance(id, utterance("u2", 39, 42))).toBeUndefined();
    expect(consults.saveUtterance(id, utterance("u4", 100.2, 104))).toBeDefined();
    expect(await recorder.stop()).toBeCloseTo(105.2, 3);
    const view = consults.readConsult(id, actor);
    expect(view.transcript.utterances.map((u) => u.id)).toEqual(["u1", "u4"]);
    expect(view.gaps).toMatchObject([{ reason: "destroyed" }]);
    expect(difference(join32(await readAll(practice, 0, 50)), tone(8_000, 40.2))).toBeLessThan(STEP);
    expect(await readAll(practice, 41, 100)).toEqual([]);
    expect(difference(join32(await readAll(practice, 100.2)), tone(8_000, 5, 100.2))).toBeLessThan(STEP);
    // For real: neither the old file nor the old key is anywhere.
    for (const path of before) expect(files()).not.toContain(path);
    const keys = listParts(store, findRecording(store, id)!.id).map(({ key }) => key.toString("hex"));
    expect(keys.filter((key) => oldKeys.includes(key))).toEqual([]);
  });

  it("keeps the words of which the sound is kept, of one that is heard late too", async () => {
    const practice = await startRecording(8_000);
    const { recorder, consults, id, actor } = practice;
    recorder.append(tone(8_000, 100), 8_000);
    consults.apply(id, { type: "start" }, actor);
    const words = ["ik", "slik", "schildklierkanker", "en"].map((text, i) => ({
      ...{ text, start: 37 + i, end: 38 + i, confidence: 0.9 },
    }));
    const said = { ...utterance("u1", 37, 41, "ik slik schildklierkanker en"), words };
    consults.saveUtterance(id, said);
    expect(await recorder.destroyLast(60, actor)).toMatchObject({ startS: 40 });
    const kept = () => consults.readConsult(id, actor).transcript.utterances;
    expect(kept()).toMatchObject([
      { id: "u1", start: 37, end: 39, text: "ik slik", words: [{ text: "ik" }, { text: "slik" }] },
    ]);
    // The second hearing of the same piece, and one that had not been written down yet.
    expect(consults.saveUtterance(id, said)?.text).toBe("ik slik");
    expect(consults.saveUtterance(id, { ...said, id: "u2" })?.text).toBe("ik slik");
    await recorder.stop();
  });

  it("takes two minutes where it is pressed twice", async () => {
    const practice = await startRecording(8_000);
    practice.recorder.append(tone(8_000, 130), 8_000);
    const both = [practice.recorder.destroyLast(60, practice.actor), practice.recorder.destroyLast(60, practice.actor)];
    expect(await Promise.all(both)).toMatchObject([{ startS: 70 }, { startS: 10 }]);
    expect(await practice.recorder.stop()).toBe(130);
    expect(join32(await readAll(practice))).toHaveLength(10 * 8_000);
  });

  it("brings nothing back where consent is withdrawn meanwhile", async () => {
    const practice = await startRecording(8_000);
    const { recorder, consults, id, actor, store, files } = practice;
    recorder.append(tone(8_000, 100), 8_000);
    consults.apply(id, { type: "start" }, actor);
    const destroying = recorder.destroyLast(60, actor);
    await recorder.abandon();
    consults.withdraw(id, actor);
    await destroying;
    expect(files()).toEqual([]);
    expect(store.db.all("SELECT id FROM sound_part WHERE wrapped_key NOT NULL")).toEqual([]);
  });

  it("takes a minute of sound, over parts and pauses, and all where there is less", async () => {
    const practice = await startRecording(8_000);
    const { recorder, actor, files } = practice;
    recorder.append(tone(8_000, 50), 8_000);
    await recorder.halt("pause");
    recorder.resume();
    recorder.append(tone(16_000, 40, 50), 16_000);
    await recorder.halt("pause");
    expect(await recorder.destroyLast(60, actor)).toMatchObject({ startS: 30, endS: 90 });
    expect(await recorder.destroyLast(60, actor)).toMatchObject({ startS: 0, endS: 90 });
    expect(await readAll(practice)).toEqual([]);
    expect(files()).toEqual([]);
    recorder.resume();
    recorder.append(tone(8_000, 1), 8_000);
    expect(await recorder.stop()).toBe(91);
  });
});

describe("a disk that fails", () => {
  it("is looked at before the start (HAZARDS 19)", async () => {
    const { store, id } = await openPractice();
    const events = { onStored() {}, onFailure() {} };
    await expect(Recorder.open(store, id, { rate: 48_000, minRoomS: 1e12, ...events })).rejects.toMatchObject({
      code: "disk-full",
    });
    expect(findRecording(store, id)).toBeUndefined();
  });
});
