/**
 * How many words come of sound in which nobody can be understood (HAZARDS 1), through the whole chain: voice detection, Whisper, guards.
 *
 *   npm run bench:noise [-- --count 200] [--first 1] [--show]
 *
 * Seeds 1 to 200 are for measuring; what the guards are made with has seeds from 1001 on (`--first 1001`).
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { SpeechSegment } from "../../../src/core/transcript/ports.ts";
import { startSpeech } from "../../../src/engine/speech/transcribe-file.ts";
import { makeUtterances } from "../../../src/engine/speech/utterances.ts";
import { SileroDetector } from "../../../src/engine/speech/whisper-transcriber.ts";
import { WindowPacker } from "../../../src/engine/speech/window-plan.ts";
import { makeNoiseClip } from "../../fixtures/make-noise.ts";

const RESULTS = fileURLToPath(new URL("../results/noise.json", import.meta.url));
const { values } = parseArgs({
  options: {
    count: { type: "string", default: "200" },
    first: { type: "string", default: "1" },
    show: { type: "boolean", default: false },
  },
});
const speech = await startSpeech();
const kinds: Record<string, { clips: number; withSegments: number; withWords: number; words: number }> = {};
for (let seed = Number(values.first); seed < Number(values.first) + Number(values.count); seed++) {
  const { kind, sound } = makeNoiseClip(seed);
  kinds[kind] ??= { clips: 0, withSegments: 0, withWords: 0, words: 0 };
  const row = kinds[kind];
  row.clips++;
  const segments: SpeechSegment[] = [];
  for await (const segment of new SileroDetector(speech).detect(blocks(sound))) segments.push(segment);
  if (segments.length === 0) continue;
  row.withSegments++;
  const packer = new WindowPacker();
  const windows = [...segments.map((segment) => packer.push(segment)), packer.flush()].filter((w) => w !== undefined);
  const answer = await speech.ask({ type: "recognise", windows: windows.map(({ samples }) => samples) });
  const heard = windows.flatMap(({ placed }, i) => makeUtterances(answer[i]!, placed));
  const words = heard.reduce((sum, utterance) => sum + utterance.words.length, 0);
  if (words > 0) row.withWords++;
  row.words += words;
  if (values.show) {
    const raw = answer.map((own) => own.map(({ text, confidence }) => `${text} (${confidence})`).join(" ")).join(" | ");
    const seconds = segments.map(({ samples }) => (samples.length / 16_000).toFixed(1)).join(", ");
    console.log(
      `${seed} ${kind}: ${segments.length} segments (${seconds} s); before the guards: ${raw}; after: ${words} words`,
    );
  }
}
speech.close();
console.table(kinds);
const result = { date: new Date().toISOString(), first: Number(values.first), count: Number(values.count), kinds };
if (values.first === "1") writeFileSync(RESULTS, `${JSON.stringify(result, null, 2)}\n`);

async function* blocks(sound: Float32Array): AsyncGenerator<Float32Array> {
  for (let at = 0; at < sound.length; at += 8_000) yield sound.subarray(at, at + 8_000);
}
