import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { EngineEvent } from "../../../../src/contract/events.ts";
import { must, prepareConsult, sendSound, startEngine, until } from "./engine-bench.ts";

const RATE = 16_000;
const FISH = new URL("../../../fixtures/speech/fish-fillets.wav", import.meta.url);

function fishSound(): Float32Array {
  const bytes = readFileSync(FISH);
  return Float32Array.from({ length: (bytes.length - 44) >> 1 }, (_, i) => bytes.readInt16LE(44 + 2 * i) / 32_768);
}

/** The fish at the pace at which they speak, as far as `seconds`. */
async function listen(seconds: number) {
  const bench = await startEngine();
  const consultId = await prepareConsult(bench.engine);
  await expect
    .poll(async () => (await must(bench.engine, "status:read", {})).models, { timeout: 60_000 })
    .toBe("ready");
  await must(bench.engine, "recording:start", { consultId, rate: RATE, device: "proef" });
  await sendSound(bench.engine, consultId, fishSound().subarray(0, seconds * RATE), RATE, 1);
  const said = () => bench.events.flatMap((event) => (event.type === "utterance" ? [event] : []));
  return { ...bench, consultId, said };
}

const isWhole = ({ utterance: { text } }: Extract<EngineEvent, { type: "utterance" }>) =>
  text !== "" && !text.endsWith("…");

it("shows what is said while it is said, to the word at which the recording pauses", { timeout: 180_000 }, async () => {
  // In the middle of the third sentence.
  const { engine, consultId, said } = await listen(10.5);
  await must(engine, "recording:pause", { consultId });
  await expect.poll(() => said().filter(isWhole).at(-1)?.utterance.end ?? 0, { timeout: 60_000 }).toBeGreaterThan(9);
  expect(said().every(({ final }) => !final)).toBe(true);
  const shown = said().filter(isWhole);
  expect(shown[0]!.utterance.start).toBeLessThan(2);
  // Nothing of it is lost when the talk goes on, and every utterance keeps its name.
  await must(engine, "recording:resume", { consultId, rate: RATE, device: "proef" });
  await sendSound(engine, consultId, fishSound().subarray(10.5 * RATE, 15 * RATE), RATE, 1);
  await must(engine, "recording:stop", { consultId });
  const { transcript } = await until(engine, consultId, ({ state }) => state.kind !== "transcribing", 120_000);
  const ids = transcript.utterances.map(({ id }) => id);
  expect(transcript.utterances.at(-1)!.end).toBeGreaterThan(11);
  expect(shown.filter(({ utterance }) => ids.includes(utterance.id)).length).toBeGreaterThan(0);
  // The words of before the pause and of after it are two utterances.
  expect(transcript.utterances.every(({ start, end }) => end <= 10.6 || start >= 10.4)).toBe(true);
});

it("tells no words after consent was withdrawn, however late they come (HAZARDS 31)", {
  timeout: 120_000,
}, async () => {
  const { engine, consultId, said } = await listen(5);
  await must(engine, "consult:withdraw", { consultId });
  const count = said().length;
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(said()).toHaveLength(count);
  expect((await must(engine, "consult:read", { consultId })).transcript.utterances).toEqual([]);
});
