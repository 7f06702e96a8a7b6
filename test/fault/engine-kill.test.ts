import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { ConsultSummary, ConsultView } from "../../src/contract/views.ts";
import { PATIENT } from "../unit/engine/app/engine-bench.ts";
import { tone } from "../unit/engine/recording/tone.ts";
import { tempFolder } from "../unit/engine/store/practice.ts";
import { startEngineProcess } from "./engine-process.ts";

type Process = ReturnType<typeof startEngineProcess>;
const RATE = 48_000;

async function signIn(engine: Process): Promise<void> {
  const [known] = await engine.must<{ id: string }[]>("clinician:list", {});
  const { id } =
    known ?? (await engine.must<{ id: string }>("clinician:save", { name: "M. de Boer", role: "huisarts" }));
  await engine.must("clinician:sign-in", { clinicianId: id });
}

/** Sends sound as a microphone does, and tells how many seconds were sent, until it is stopped. */
function speak(engine: Process, consultId: string) {
  const sound = tone(RATE, 60);
  const began = performance.now();
  const frame = RATE / 10;
  let at = 0;
  const timer = setInterval(() => {
    for (; at < ((performance.now() - began) / 1_000) * RATE; at += frame) {
      if (engine.child.connected) engine.send({ kind: "sound", consultId, samples: sound.slice(at, at + frame) });
    }
  }, 50);
  return {
    stop() {
      clearInterval(timer);
      return at / RATE;
    },
  };
}

it("kill -9 of the engine costs at most a second, and what was saved is offered at the next start (HAZARDS 12)", {
  timeout: 120_000,
}, async () => {
  const folder = tempFolder();
  const first = startEngineProcess(folder);
  expect(await first.opened).toBe("ready");
  await signIn(first);
  const { id: consultId } = await first.must<ConsultSummary>("consult:create", {
    patient: PATIENT,
    setting: "consult",
    consent: true,
  });
  await first.must("recording:start", { consultId, rate: RATE, device: "proef" });
  const speaking = speak(first, consultId);
  await sleep(4_300);
  first.child.kill("SIGKILL");
  const sentS = speaking.stop();
  await first.ended;

  const second = startEngineProcess(folder, first.key);
  expect(await second.opened).toBe("ready");
  await expect.poll(() => second.events.find(({ type }) => type === "salvaged"), { timeout: 10_000 }).toBeDefined();
  const salvaged = second.events.find((event) => event.type === "salvaged")!;
  expect(salvaged.consults).toEqual([{ consultId, seconds: expect.any(Number) }]);
  const { seconds } = salvaged.consults[0]!;
  const told = first.events.reduce(
    (most, event) => (event.type === "recording" ? Math.max(most, event.storedS) : most),
    0,
  );
  expect(told).toBeGreaterThan(1);
  expect(seconds).toBeGreaterThanOrEqual(told);
  expect(sentS - seconds).toBeLessThanOrEqual(1);
  await signIn(second);
  const consult = await second.must<ConsultView>("consult:read", { consultId });
  expect(consult).toMatchObject({ state: { kind: "interrupted", cause: "crash" }, hasSound: true });
  // It goes on from there.
  await second.must("recording:resume", { consultId, rate: RATE, device: "proef" });
  second.send({ kind: "sound", consultId, samples: tone(RATE, 1) });
  await expect
    .poll(() => second.events.flatMap((event) => (event.type === "recording" ? [event.storedS] : [])).at(-1))
    .toBeCloseTo(seconds + 1, 1);
  for (const { stderr } of [first, second])
    for (const word of ["Verhoeven", "999911120", "Anna"]) expect(stderr()).not.toContain(word);
});

it("the engine's parent gone, it keeps what is recorded and ends by itself", { timeout: 60_000 }, async () => {
  const folder = tempFolder();
  const first = startEngineProcess(folder);
  expect(await first.opened).toBe("ready");
  await signIn(first);
  const { id: consultId } = await first.must<ConsultSummary>("consult:create", {
    patient: PATIENT,
    setting: "consult",
    consent: true,
  });
  await first.must("recording:start", { consultId, rate: 8_000, device: "proef" });
  first.send({ kind: "sound", consultId, samples: tone(8_000, 1.75) });
  await expect.poll(() => first.events.some(({ type }) => type === "recording")).toBe(true);
  first.child.disconnect();
  await first.ended;
  const second = startEngineProcess(folder, first.key);
  expect(await second.opened).toBe("ready");
  await signIn(second);
  const consult = await second.must<ConsultView>("consult:read", { consultId });
  expect(consult.state).toEqual({ kind: "interrupted", cause: "closed" });
  expect(consult.gaps).toMatchObject([{ atS: 1.75, reason: "closed" }]);
});

it("with another key it opens nothing, and says so to every call", { timeout: 60_000 }, async () => {
  const folder = tempFolder();
  const first = startEngineProcess(folder);
  expect(await first.opened).toBe("ready");
  first.send({ kind: "close" });
  await first.ended;
  const second = startEngineProcess(folder, randomBytes(32));
  expect(await second.opened).toBe("ready");
  expect(await second.call("status:read", {})).toEqual({ ok: false, code: "store-unreadable" });
  const third = startEngineProcess(folder, randomBytes(5));
  expect(await third.opened).toBe("ready");
  expect(await third.call("consult:list", {})).toEqual({ ok: false, code: "key-invalid" });
});
