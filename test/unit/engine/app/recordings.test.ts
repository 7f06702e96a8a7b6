import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../../../../src/contract/events.ts";
import { fakeClock } from "../fake-clock.ts";
import { tone } from "../recording/tone.ts";
import { tempFolder } from "../store/practice.ts";
import { must, PATIENT, prepareConsult, startEngine, until } from "./engine-bench.ts";

const RATE = 8_000;
type Bench = Awaited<ReturnType<typeof startEngine>>;

const storedS = (events: readonly EngineEvent[], consultId: string): number =>
  events.reduce(
    (most, e) => (e.type === "recording" && e.consultId === consultId ? Math.max(most, e.storedS) : most),
    0,
  );

async function record({ engine }: Bench, consultId: string): Promise<void> {
  await must(engine, "recording:start", { consultId, rate: RATE, device: "proef" });
}

/** Sends sound and waits until all whole half seconds of it are on disk. */
async function send(bench: Bench, consultId: string, sound: Float32Array): Promise<void> {
  const before = storedS(bench.events, consultId);
  bench.engine.sendSound(consultId, sound);
  await expect
    .poll(() => storedS(bench.events, consultId), { timeout: 10_000 })
    .toBeGreaterThanOrEqual(before + Math.floor((2 * sound.length) / RATE) / 2);
}

describe("recording", () => {
  it("tells of no sample that is not on disk, and says when a microphone gives nothing", async () => {
    const bench = await startEngine();
    const consultId = await prepareConsult(bench.engine);
    await record(bench, consultId);
    expect(bench.events.filter(({ type }) => type === "recording")).toEqual([]);
    await send(bench, consultId, tone(RATE, 4));
    expect(bench.events.filter(({ type }) => type === "recording").at(-1)).toMatchObject({ storedS: 4, warning: null });
    await send(bench, consultId, new Float32Array(4 * RATE));
    await send(bench, consultId, new Float32Array(RATE));
    expect(bench.events.filter(({ type }) => type === "recording").at(-1)).toMatchObject({
      warning: "silent",
      levelDb: -100,
    });
    // What is for another consult, or for none, goes nowhere.
    bench.engine.sendSound("another", tone(RATE, 5));
    expect(storedS(bench.events, "another")).toBe(0);
  });

  it("goes on while the window is locked, and tells its words and names to nobody", async () => {
    const bench = await startEngine();
    const { engine, events } = bench;
    const consultId = await prepareConsult(engine);
    await record(bench, consultId);
    await must(engine, "clinician:lock", {});
    events.length = 0;
    await send(bench, consultId, tone(RATE, 2));
    expect(await engine.call("consult:read", { consultId })).toMatchObject({ ok: false, code: "not-signed-in" });
    expect(await engine.call("recording:stop", { consultId })).toMatchObject({ ok: false, code: "not-signed-in" });
    // The machine may sleep meanwhile.
    await must(engine, "recording:interrupt", { consultId, cause: "suspend" });
    expect(events.filter(({ type }) => type === "consult" || type === "utterance")).toEqual([]);
    const [clinician] = await must(engine, "clinician:list", {});
    await must(engine, "clinician:sign-in", { clinicianId: clinician!.id });
    const consult = await must(engine, "consult:read", { consultId });
    expect(consult.state).toEqual({ kind: "interrupted", cause: "suspend" });
    expect(consult.gaps).toMatchObject([{ atS: 2, reason: "suspend" }]);
    await must(engine, "recording:resume", { consultId, rate: 16_000, device: "ander" });
    bench.engine.sendSound(consultId, tone(16_000, 1));
    await expect.poll(() => storedS(events, consultId)).toBe(3);
  });

  it("of a new consult ends the one before, paused or not (HAZARDS 23)", async () => {
    const bench = await startEngine();
    const { engine } = bench;
    const first = await prepareConsult(engine);
    await record(bench, first);
    await send(bench, first, tone(RATE, 2));
    const { id: second } = await must(engine, "consult:create", {
      patient: PATIENT,
      setting: "consult",
      consent: true,
    });
    await record(bench, second);
    expect((await must(engine, "status:read", {})).recordingId).toBe(second);
    // Its sound is its own.
    bench.engine.sendSound(first, tone(RATE, 5));
    await send(bench, second, tone(RATE, 1));
    await must(engine, "recording:pause", { consultId: second });
    expect((await must(engine, "status:read", {})).recordingId).toBeNull();
    bench.engine.sendSound(second, tone(RATE, 5));
    const { id: third } = await must(engine, "consult:create", { patient: PATIENT, setting: "consult", consent: true });
    await record(bench, third);
    await must(engine, "recording:stop", { consultId: third });
    // A tone is no speech: no note comes of it, and it is said why (HAZARDS 1 and 2).
    const worked = await until(engine, first, ({ state }) => state.kind !== "transcribing", 55_000);
    expect(worked.state).toEqual({ kind: "failed", code: "no-speech" });
    expect([storedS(bench.events, first), storedS(bench.events, second)]).toEqual([2, 1]);
    expect(await engine.call("recording:start", { consultId: first, rate: RATE, device: "x" })).toMatchObject({
      code: "not-now",
    });
  });

  it("cuts the last minute, sound and words, and goes on", async () => {
    const bench = await startEngine();
    const { engine } = bench;
    const consultId = await prepareConsult(engine);
    await record(bench, consultId);
    await send(bench, consultId, tone(RATE, 10));
    expect(await must(engine, "recording:cut", { consultId, seconds: 4 })).toEqual({ fromS: 6, toS: 10 });
    expect(bench.events).toContainEqual({ type: "cut", consultId, fromS: 6, toS: 10 });
    await send(bench, consultId, tone(RATE, 1, 10));
    const consult = await must(engine, "consult:read", { consultId });
    expect(consult.gaps).toEqual([{ atS: 6, seconds: 4, reason: "destroyed" }]);
    expect(await engine.call("sound:clip", { consultId, atS: 7, seconds: 2 })).toMatchObject({
      code: "recording-missing",
    });
    await must(engine, "sound:clip", { consultId, atS: 5, seconds: 1 });
  });

  it("stops and is destroyed at once where consent is withdrawn", async () => {
    const bench = await startEngine();
    const { engine } = bench;
    const consultId = await prepareConsult(engine);
    await record(bench, consultId);
    await send(bench, consultId, tone(RATE, 3));
    await must(engine, "consult:withdraw", { consultId });
    bench.engine.sendSound(consultId, tone(RATE, 3));
    const consult = await must(engine, "consult:read", { consultId });
    expect(consult).toMatchObject({ state: { kind: "withdrawn" }, hasSound: false });
    expect((await must(engine, "status:read", {})).recordingId).toBeNull();
    const { entries } = await must(engine, "log:read", { consultId });
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["consent-withdrawn", "sound-destroyed"]),
    );
    expect(entries.find(({ action }) => action === "consent-withdrawn")?.patient).toEqual(consult.patient.name);
  });

  it("is kept where Soepel closes in the middle, and goes on at the next start", async () => {
    const folder = tempFolder();
    const bench = await startEngine(folder);
    const consultId = await prepareConsult(bench.engine);
    await record(bench, consultId);
    await send(bench, consultId, tone(RATE, 3));
    bench.engine.sendSound(consultId, tone(RATE, 0.25, 3));
    await bench.close();
    const again = await startEngine(folder);
    const [clinician] = await must(again.engine, "clinician:list", {});
    await must(again.engine, "clinician:sign-in", { clinicianId: clinician!.id });
    const kept = await must(again.engine, "consult:read", { consultId });
    expect(kept.state).toEqual({ kind: "interrupted", cause: "closed" });
    expect(kept.gaps).toMatchObject([{ reason: "closed" }]);
    await must(again.engine, "recording:resume", { consultId, rate: RATE, device: "proef" });
    again.engine.sendSound(consultId, tone(RATE, 1));
    await expect.poll(() => storedS(again.events, consultId)).toBeGreaterThan(4);
  });
});

describe("with a clock that is told the time", () => {
  it("a microphone that gives no more is lost within seconds: said, and the consult is interrupted (HAZARDS 16)", async () => {
    const clock = fakeClock();
    const bench = await startEngine(tempFolder(), clock);
    const { engine, events } = bench;
    const consultId = await prepareConsult(engine);
    await record(bench, consultId);
    await send(bench, consultId, tone(RATE, 2));
    await clock.advance(4_000);
    expect(events.filter(({ type }) => type === "recording-failed")).toEqual([]);
    await clock.advance(3_000);
    await sleep(50);
    expect(events).toContainEqual({ type: "recording-failed", consultId, code: "mic-lost" });
    expect((await must(engine, "consult:read", { consultId })).state).toEqual({ kind: "interrupted", cause: "device" });
  });

  it("a long silence asks, again after as long, and never ends the consult (HAZARDS 23)", async () => {
    const bench = await startEngine(tempFolder(), fakeClock());
    const { engine, events } = bench;
    const consultId = await prepareConsult(engine);
    await record(bench, consultId);
    for (let minute = 0; minute < 7; minute++) await send(bench, consultId, new Float32Array(60 * RATE));
    const asked = events.flatMap((event) => (event.type === "long-silence" ? [event.seconds] : []));
    expect(asked).toEqual([180, 180]);
    expect((await must(engine, "consult:read", { consultId })).state.kind).toBe("recording");
  });
});
