/**
 * What the guards against made-up text cost on real speech: human Dutch (test/fixtures/fetch-fillets.mjs, every level) with pauses, through
 * voice detection and Whisper once bare (one greedy pass, all of it kept) and once as Soepel does it. Counts words that the guards
 * dropped or cut, and clips in which no speech was found at all.
 *
 *   node src/cli/node24.mjs test/bench/speech/bench-guards.ts [--minutes 10] [--seed 2]
 */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { SpeechSegment } from "../../../src/core/transcript/ports.ts";
import { openModel } from "../../../src/engine/models/manifest.ts";
import { decodeGreedily } from "../../../src/engine/speech/greedy-search.ts";
import { makeRandom } from "../../../src/engine/speech/seeded-random.ts";
import { findSpeechFiles } from "../../../src/engine/speech/speech-files.ts";
import { EMBEDDED_MODEL, startSpeech } from "../../../src/engine/speech/transcribe-file.ts";
import { makeUtterances } from "../../../src/engine/speech/utterances.ts";
import { WhisperSessions } from "../../../src/engine/speech/whisper-sessions.ts";
import { readWhisperSettings } from "../../../src/engine/speech/whisper-settings.ts";
import { WhisperTokenizer } from "../../../src/engine/speech/whisper-tokenizer.ts";
import { SileroDetector } from "../../../src/engine/speech/whisper-transcriber.ts";
import { type SpeechWindow, WindowPacker } from "../../../src/engine/speech/window-plan.ts";
import { findTalk } from "./talk.ts";

const ROOT = resolve(fileURLToPath(import.meta.url), "../../../..");
const RATE = 16_000;
const { values } = parseArgs({
  options: { minutes: { type: "string", default: "10" }, seed: { type: "string", default: "2" } },
});
const talk = findTalk(join(ROOT, ".cache/fillets"), Number(values.minutes) * 60, makeRandom(Number(values.seed)));
const folder = await openModel(EMBEDDED_MODEL);
const files = await findSpeechFiles(folder, await openModel("silero-vad"));
const settings = await readWhisperSettings(folder);
const bare = await WhisperSessions.load(settings, files, 2);
const tokenizer = await WhisperTokenizer.load(folder);
const speech = await startSpeech({ threads: 2 });

const segments: SpeechSegment[] = [];
for await (const segment of new SileroDetector(speech).detect(blocks())) segments.push(segment);
const packer = new WindowPacker();
const windows = [...segments.map((segment) => packer.push(segment)), packer.flush()].filter((w) => w !== undefined);
let [before, after, emptied, unlike] = [0, 0, 0, 0];
for (const window of windows) {
  const said = await hearBare(window);
  const [words] = await speech.ask({ type: "recognise", windows: [window.samples] });
  const kept = makeUtterances(words!, window.placed).reduce((sum, utterance) => sum + utterance.words.length, 0);
  before += said;
  after += kept;
  if (kept === 0) emptied += said;
  if (kept !== said) unlike++;
}
speech.close();
const isHeard = ({ startS, endS }: { startS: number; endS: number }) =>
  segments.some(({ start, samples }) => start < endS && start + samples.length / RATE > startS);
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
const spoken = talk.utterances.reduce((sum, { text }) => sum + wordsOf(text), 0);
const unheard = talk.utterances.filter((utterance) => !isHeard(utterance));
const result = {
  date: new Date().toISOString(),
  seconds: Math.round(talk.sound.length / RATE),
  utterances: talk.utterances.length,
  spoken,
  notFound: { utterances: unheard.length, words: unheard.reduce((sum, { text }) => sum + wordsOf(text), 0) },
  words: { bare: before, guarded: after, inEmptiedWindows: emptied },
  windows: { all: windows.length, withAnotherCount: unlike },
};
writeFileSync(join(ROOT, "test/bench/results/guards.json"), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 2));

/** The words of a window after one greedy pass, whatever their worth. */
async function hearBare({ samples }: SpeechWindow): Promise<number> {
  const { start, dutch, transcribe, noTimestamps } = settings.tokens;
  const [passage] = await decodeGreedily(bare, {
    hidden: await bare.encode(samples),
    mostTokens: [settings.maxTokens / 2],
    start: [start, dutch, transcribe, noTimestamps],
    startAt: 0,
  });
  return tokenizer.splitWords(passage!.tokens).filter(({ text }) => /[\p{L}\p{N}]/u.test(text)).length;
}

async function* blocks(): AsyncGenerator<Float32Array> {
  for (let at = 0; at < talk.sound.length; at += RATE / 2) yield talk.sound.subarray(at, at + RATE / 2);
}
