/**
 * How soon the words of an utterance are on the screen, through the real engine: human Dutch (test/fixtures/fetch-fillets.mjs) with
 * pauses of a talk between, sent at the pace at which it is spoken; then how long after the stop the transcript is complete and the
 * note is there.
 *
 *   npm run bench:live [-- --minutes 10] [--hurry 1] [--seed 1]
 *
 * `--hurry 4` sends all but the last minute four times faster, for the times after the stop only.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { CallInput, CallName } from "../../../src/contract/calls.ts";
import type { EngineEvent } from "../../../src/contract/events.ts";
import { openEngine } from "../../../src/engine/engine.ts";
import { makeRandom } from "../../../src/engine/speech/seeded-random.ts";
import { keyFile } from "../../../src/engine/store/key.ts";
import { findTalk } from "./talk.ts";

const RATE = 16_000;
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const RESULTS = join(ROOT, "test/bench/results/live.json");
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    hurry: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
  },
});
const hurry = Number(values.hurry);
const talk = findTalk(join(ROOT, ".cache/fillets"), Number(values.minutes) * 60, makeRandom(Number(values.seed)));
const folder = mkdtempSync(join(tmpdir(), "soepel-live-"));
const told: { readonly event: EngineEvent; readonly ms: number }[] = [];
const loads: number[] = [];

const engine = await openEngine({
  folder,
  keys: keyFile(join(folder, "soepel.key")),
  program: "bench",
  transport: "browser",
  log: () => {},
});
try {
  engine.listen((event) => told.push({ event, ms: performance.now() }), new AbortController().signal);
  const consultId = await prepare();
  while ((await call<{ models: unknown }>("status:read", {})).models !== "ready") await sleep(100);
  await call("recording:start", { consultId, rate: RATE, device: "bench" });
  const sentMs = await speak(consultId);
  const stopMs = performance.now();
  await call("recording:stop", { consultId });
  while ((await call<{ state: { kind: string } }>("consult:read", { consultId })).state.kind === "transcribing")
    await sleep(20);
  report(sentMs, stopMs, performance.now());
} finally {
  await engine.close();
  rmSync(folder, { recursive: true });
}

async function call<T>(name: CallName, input: CallInput<CallName>): Promise<T> {
  const result = await engine.call(name, input as never);
  if (!result.ok) throw new Error(`${name}: ${result.code}`);
  return result.value as T;
}

async function prepare(): Promise<string> {
  const clinician = { name: "M. de Boer", role: "huisarts" } as const;
  const { id: clinicianId } = await call<{ id: string }>("clinician:save", clinician);
  await call("clinician:sign-in", { clinicianId });
  const patient = { name: { given: "Anna", family: "Zandstra" }, birthDate: "1971-05-06", gender: "female" } as const;
  const { id } = await call<{ id: string }>("consult:create", { patient, setting: "consult", consent: true });
  return id;
}

/** Sends the talk in frames of 100 ms; answers when each of its seconds was sent: [second * 10] in ms. */
async function speak(consultId: string): Promise<Float64Array> {
  const { sound } = talk;
  const frame = RATE / 10;
  const sentMs = new Float64Array(Math.ceil(sound.length / frame) + 1);
  let dueMs = performance.now();
  for (let i = 0; i * frame < sound.length; i++) {
    const isHurried = i * frame < sound.length - 60 * RATE;
    dueMs += isHurried ? 100 / hurry : 100;
    await sleep(Math.max(0, dueMs - performance.now()));
    engine.sendSound(consultId, sound.slice(i * frame, (i + 1) * frame));
    // A frame is heard by the window when it is over.
    sentMs[i + 1] = performance.now();
    if (i % 100 === 0) loads.push(loadavg()[0]!);
  }
  return sentMs;
}

function report(sentMs: Float64Array, stopMs: number, notedMs: number): void {
  const utterances = told.flatMap(({ event, ms }) => (event.type === "utterance" ? [{ ...event, ms }] : []));
  const isGrowing = ({ utterance: { text } }: (typeof utterances)[number]) => text.endsWith("…");
  const latencies: number[] = [];
  let missed = 0;
  for (const { endS, isTurnEnd } of talk.utterances) {
    if (!isTurnEnd || (hurry !== 1 && endS * RATE < talk.sound.length - 60 * RATE)) continue;
    const endMs = sentMs[Math.ceil(endS * 10)]!;
    const first = utterances.find(
      (event) =>
        !isGrowing(event) &&
        event.utterance.text !== "" &&
        event.utterance.start < endS &&
        event.utterance.end > endS - 0.7 &&
        event.ms > endMs,
    );
    if (first === undefined) missed++;
    else latencies.push((first.ms - endMs) / 1_000);
  }
  const first = firstWords(utterances.filter(isGrowing), sentMs);
  const noteStep = told.find(({ event, ms }) => event.type === "progress" && event.step === "note" && ms > stopMs);
  const result = {
    date: new Date().toISOString(),
    machine: {
      processor: cpus()[0]?.model,
      cores: availableParallelism(),
      meanLoad: round(loads.reduce((a, b) => a + b, 0) / loads.length),
    },
    sound: { seconds: round(talk.sound.length / RATE), utterances: talk.utterances.length, hurry },
    wordsAfterEnd: {
      count: latencies.length,
      p50: at(latencies, 0.5),
      p95: at(latencies, 0.95),
      most: at(latencies, 1),
      missed,
    },
    growing: { shown: first.length, firstWordsAfterStartP50: at(first, 0.5), changedAtEnd: changedAtEnd(utterances) },
    afterStop: {
      transcript: round(((utterances.findLast(({ final }) => final)?.ms ?? stopMs) - stopMs) / 1_000),
      noteBegun: noteStep === undefined ? null : round((noteStep.ms - stopMs) / 1_000),
      note: round((notedMs - stopMs) / 1_000),
    },
  };
  writeFileSync(RESULTS, `${JSON.stringify({ ...readResults(), [`hurry ${hurry}`]: result }, null, 2)}\n`);
  console.log(JSON.stringify(result, null, 2));
}

/** Seconds from the start of an utterance to its first words, for those that are shown while they grow. */
function firstWords(
  growing: readonly { utterance: { id: string; start: number }; ms: number }[],
  sentMs: Float64Array,
) {
  const seen = new Set<string>();
  return growing.flatMap(({ utterance: { id, start }, ms }) => {
    if (seen.has(id)) return [];
    seen.add(id);
    return [(ms - sentMs[Math.ceil(start * 10)]!) / 1_000];
  });
}

/** The share of words that were shown while an utterance grew and that its end changed. */
function changedAtEnd(events: readonly { utterance: { id: string; text: string }; final: boolean }[]): {
  readonly words: number;
  readonly changed: number;
} {
  const shown = new Map<string, string[]>();
  let words = 0;
  let changed = 0;
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} ]/gu, "")
      .split(" ")
      .filter(Boolean);
  for (const {
    utterance: { id, text },
  } of events) {
    if (text.endsWith("…")) shown.set(id, plain(text));
    else {
      const before = shown.get(id) ?? [];
      const now = plain(text);
      words += before.length;
      changed += before.filter((word, i) => now[i] !== word).length;
      shown.delete(id);
    }
  }
  return { words, changed };
}

function readResults(): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(RESULTS, "utf8")) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function at(list: readonly number[], share: number): number | null {
  const sorted = [...list].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN);
}

function round(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
}
