/**
 * From sound: every development consult is spoken by two voices in a room, heard by the whole chain (voice detector, speakers, the embedded
 * Whisper), and its transcript kept in FOLDER, from which `npm run eval:note -- --heard FOLDER` makes the notes.
 * usage: npm run hear:consults [-- FOLDER] [--only N]       (an hour of speech takes some six minutes; what FOLDER has is not heard again)
 * Prints the words that were misheard, and those of them that harm: numbers and denials. Writes test/bench/results/heard.json.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Transcript } from "../../../src/core/transcript/transcript.ts";
import { encodeWav } from "../../../src/engine/audio/encode-wav.ts";
import { readTranscript } from "../../../src/engine/notes/transcript-file.ts";
import { makeRandom } from "../../../src/engine/speech/seeded-random.ts";
import { startSpeech, transcribeFile } from "../../../src/engine/speech/transcribe-file.ts";
import { speak } from "../speech/voices.ts";
import { countWordErrors, toCountedWords } from "../speech/word-error-rate.ts";
import { bareTranscript, type GoldConsult, parseCorpus } from "./corpus.ts";

const RATE = 16_000;
const DEV = new URL("../../fixtures/dev/", import.meta.url);
const RESULTS = new URL("../results/heard.json", import.meta.url);
/** The clinician is the woman, the patient the man; a companion the woman again, speaking faster. */
const VOICES: Readonly<Record<string, readonly [voice: string, pace: number]>> = {
  Z: ["mb-nl3", 150],
  P: ["mb-nl2", 140],
  B: ["mb-nl3", 175],
};
/** A quiet consulting room: the noise is so much (power) below the speech. */
const NOISE = 10 ** (-35 / 20);

const { values, positionals } = parseArgs({ options: { only: { type: "string" } }, allowPositionals: true });
const folder = positionals[0] ?? fileURLToPath(new URL("../../../.cache/bench/heard", import.meta.url));
mkdirSync(folder, { recursive: true });
const consults = readdirSync(DEV)
  .filter((name) => name.endsWith(".txt"))
  .sort()
  .flatMap((name) => parseCorpus(readFileSync(new URL(name, DEV), "utf8")))
  .slice(0, Number(values.only ?? 1e9));

/** The consult as sound: turns with a pause of a third of a second to one second between them, and a ventilator. */
async function speakConsult({ turns }: GoldConsult, seed: number): Promise<Float32Array> {
  const random = makeRandom(seed);
  const pieces: Float32Array[] = [];
  for (const { speaker, text } of turns) {
    pieces.push(new Float32Array(Math.round(RATE * (0.35 + 0.65 * random()))));
    const [voice, pace] = VOICES[speaker] ?? VOICES.P!;
    pieces.push(await speak(voice, text, pace));
  }
  const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, RATE));
  let at = 0;
  let hum = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  const loud = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
  for (let i = 0; i < samples.length; i++) {
    hum = 0.95 * hum + (random() - 0.5);
    samples[i]! += NOISE * loud * hum;
  }
  return samples;
}

const speech = await startSpeech({ threads: 2 });
const scratch = mkdtempSync(join(tmpdir(), "soepel-consult-"));
let [spokenS, heardS] = [0, 0];
try {
  for (const [i, consult] of consults.entries()) {
    const kept = join(folder, `${consult.id}.json`);
    if (existsSync(kept)) continue;
    const path = join(scratch, "consult.wav");
    writeFileSync(path, encodeWav(await speakConsult(consult, i + 1), RATE));
    const from = performance.now();
    const { setting } = readTranscript(bareTranscript(consult));
    const transcript = await transcribeFile(path, { speech, ...(setting && { clues: { setting } }) });
    heardS += (performance.now() - from) / 1000;
    spokenS += transcript.durationS;
    writeFileSync(kept, JSON.stringify(transcript));
    process.stderr.write(`${consult.id} ${transcript.durationS.toFixed(0)} s\n`);
  }
} finally {
  speech.close();
  rmSync(scratch, { recursive: true });
}

const total = { words: 0, errors: 0, numbers: 0, numbersLost: 0, denials: 0, denialsLost: 0 };
const DENIALS = /^(?:nee|niet|geen|nooit|niks|niets|zonder)$/;
for (const consult of consults) {
  const heard = JSON.parse(readFileSync(join(folder, `${consult.id}.json`), "utf8")) as Transcript;
  const [said, told] = [consult.turns, heard.utterances].map((list) => list.map(({ text }) => text).join(" ")) as [
    string,
    string,
  ];
  const { words, substitutions, deletions, insertions } = countWordErrors(said, told);
  total.words += words;
  total.errors += substitutions + deletions + insertions;
  const left = toCountedWords(told);
  for (const word of toCountedWords(said)) {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    if (/^\d/.test(word)) total[at >= 0 ? "numbers" : "numbersLost"]++;
    if (DENIALS.test(word)) total[at >= 0 ? "denials" : "denialsLost"]++;
  }
}
const percent = (part: number, whole: number): number => Number(((100 * part) / Math.max(1, whole)).toFixed(1));
const result = {
  date: new Date().toISOString().slice(0, 10),
  consults: consults.length,
  words: total.words,
  wordErrorRate: percent(total.errors, total.words),
  numbersLost: percent(total.numbersLost, total.numbers + total.numbersLost),
  denialsLost: percent(total.denialsLost, total.denials + total.denialsLost),
  ...(spokenS > 0 && { realTimeFactor: Number((heardS / spokenS).toFixed(3)) }),
};
console.log(result);
if (values.only === undefined) writeFileSync(RESULTS, `${JSON.stringify(result, null, 2)}\n`);
