import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { CallInput, CallName, CallOutput } from "../../../../src/contract/calls.ts";
import type { EngineEvent } from "../../../../src/contract/events.ts";
import type { ConsultView } from "../../../../src/contract/views.ts";
import type { Clock } from "../../../../src/engine/clock.ts";
import { type Engine, openEngine } from "../../../../src/engine/engine.ts";
import { describeFailure } from "../../../../src/engine/log.ts";
import { keyFile } from "../../../../src/engine/store/key.ts";
import { tempFolder } from "../store/practice.ts";

const DEMO = new URL("../../../fixtures/demo/consult.wav", import.meta.url);
/** The demo consult's rate, in Hz. */
export const DEMO_RATE = 16_000;

/** The demo consult's sound: mono, -1 to 1. */
export function demoSound(): Float32Array {
  const wav = readFileSync(DEMO);
  const pcm = new Int16Array(wav.buffer.slice(wav.byteOffset + 44, wav.byteOffset + wav.length - (wav.length % 2)));
  return Float32Array.from(pcm, (sample) => sample / 32_768);
}

/** An engine on a folder of its own, with what it told and logged. */
export async function startEngine(folder = tempFolder(), clock?: Clock) {
  const lines: string[] = [];
  const engine = await openEngine({
    folder,
    keys: keyFile(join(folder, "soepel.key")),
    program: "test",
    transport: "browser",
    log: (place, error) => lines.push(describeFailure(place, error, new Date())),
    ...(clock === undefined ? {} : { clock }),
  });
  const ended = new AbortController();
  const events: EngineEvent[] = [];
  engine.listen((event) => events.push(event), ended.signal);
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    ended.abort();
    await engine.close();
  };
  onTestFinished(close);
  return { folder, engine, events, lines, close };
}

/** The value of a call that must succeed. */
export async function must<N extends CallName>(engine: Engine, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const result = await engine.call(name, input);
  if (!result.ok) throw new Error(`${name}: ${result.code} ${result.detail ?? ""}`);
  return result.value;
}

export const PATIENT = {
  name: { given: "Anna", family: "Verhoeven-Zandstra" },
  birthDate: "1971-05-06",
  gender: "female",
  bsn: "999911120",
} as const;

/** Signs a new clinician in and makes a consult. */
export async function prepareConsult(engine: Engine): Promise<string> {
  const { id: clinicianId } = await must(engine, "clinician:save", {
    name: "M. de Boer",
    role: "waarnemer",
    agb: "01012345",
  });
  await must(engine, "clinician:sign-in", { clinicianId });
  const { id } = await must(engine, "consult:create", { patient: PATIENT, setting: "consult", consent: true });
  return id;
}

/** Sends sound in frames of 100 ms, `speed` times faster than it was spoken. */
export async function sendSound(engine: Engine, consultId: string, sound: Float32Array, rate: number, speed: number) {
  const frame = rate / 10;
  const began = performance.now();
  for (let at = 0; at < sound.length; at += frame) {
    engine.sendSound(consultId, sound.subarray(at, at + frame));
    const due = (at / rate / speed) * 1_000 - (performance.now() - began);
    if (due > 5) await sleep(due);
    else if ((at / frame) % 20 === 0) await new Promise(setImmediate);
  }
}

/** Reads a consult until it is as wanted. */
export async function until(
  engine: Engine,
  consultId: string,
  isSo: (consult: ConsultView) => boolean,
  ms = 50_000,
): Promise<ConsultView> {
  for (const began = performance.now(); performance.now() - began < ms; await sleep(50)) {
    const consult = await must(engine, "consult:read", { consultId });
    if (isSo(consult)) return consult;
  }
  throw new Error(`still ${JSON.stringify((await must(engine, "consult:read", { consultId })).state)} after ${ms} ms`);
}
