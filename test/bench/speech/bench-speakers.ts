/**
 * How much of the time of speech goes to the wrong speaker. Talks are mixed from human clips (levels that nothing was tuned on; the
 * enrolment is from other levels), bent human clips and espeak-ng: `npm run bench:speakers` (after test/fixtures/fetch-fillets.mjs; needs
 * sox and espeak-ng). Writes test/bench/results/speakers.json.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { attributeUtterances, LEAST_SURE } from "../../../src/core/transcript/attribute.ts";
import { SpeakerSorter } from "../../../src/core/transcript/speaker-sorter.ts";
import type { Utterance } from "../../../src/core/transcript/transcript.ts";
import { meanDirection } from "../../../src/core/transcript/voices.ts";
import { startSpeech } from "../../../src/engine/speech/transcribe-file.ts";
import { cutAllTurns } from "../../../src/engine/speech/turn-cutter.ts";
import { SileroDetector } from "../../../src/engine/speech/whisper-transcriber.ts";
import {
  bendClip,
  type Mixture,
  type MixtureSettings,
  makeMixture,
  readClip,
  speakClip,
  TRUTH_RATE,
  type Voice,
} from "./mixtures.ts";
import { scoreTime, type TimeScore } from "./speaker-time.ts";

const ROOT = join(import.meta.dirname, "../../..");
const FILLETS = join(ROOT, ".cache/fillets");
const RESULTS = join(ROOT, "test/bench/results/speakers.json");
const RATE = 16_000;
const ENROL_S = 25;
const USUAL = { gapMean: 0.3, gapSpread: 0.4 };

interface Clip {
  readonly clip: string;
  readonly level: string;
  readonly speaker: "small" | "big";
  readonly seconds: number;
  readonly text: string;
}

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "180" },
    seeds: { type: "string", default: "2" },
    only: { type: "string" },
  },
});
const unseen = new Set<string>(
  (JSON.parse(readFileSync(join(import.meta.dirname, "eval-clips.json"), "utf8")) as { levels: string[] }).levels,
);
const clips = JSON.parse(readFileSync(join(FILLETS, "index.json"), "utf8")) as Clip[];
const pathOf = ({ clip }: Clip): string => join(FILLETS, "wav", `${clip}.wav`);
const tested = (speaker: Clip["speaker"]): Clip[] =>
  clips.filter((c) => unseen.has(c.level) && c.speaker === speaker && c.seconds > 1);
/** Clips of other levels, one a level, until there is enough to enrol with. */
function enrolling(speaker: Clip["speaker"]): Clip[] {
  const own = clips.filter((c) => !unseen.has(c.level) && c.speaker === speaker && c.seconds > 2);
  const firsts = own.filter((c, i) => own.findIndex(({ level }) => level === c.level) === i);
  let seconds = 0;
  return firsts.filter((c) => {
    seconds += c.seconds;
    return seconds <= ENROL_S;
  });
}

/** Whom a speaker may be; `ander` is anybody but the clinician. */
const WHO: Partial<Record<Utterance["speaker"], readonly number[]>> = {
  zorgverlener: [0],
  patiënt: [1],
  ander: [1, 2],
};

const speech = await startSpeech();
let heardS = 0;
let printMs = 0;
const hearVoice = async (samples: Float32Array) => {
  const began = performance.now();
  const prints = await speech.ask({ type: "print", samples });
  printMs += performance.now() - began;
  heardS += samples.length / RATE;
  return prints;
};

async function enrol(sounds: readonly Float32Array[]): Promise<Float32Array> {
  const windows: Float32Array[] = [];
  for (const sound of sounds) {
    const { starts, prints } = await hearVoice(sound);
    windows.push(...starts.map((_, i) => prints.slice(256 * i, 256 * (i + 1))));
  }
  return meanDirection(windows);
}

/** What the product makes of a talk, words apart: the turns it hears, and whose they are, with the clinician's print and without. */
async function attribute(
  { samples }: Mixture,
  enrolled: Float32Array,
): Promise<Record<"known" | "unknown", Utterance[]>> {
  async function* blocks() {
    for (let at = 0; at < samples.length; at += RATE) yield samples.slice(at, at + RATE);
  }
  const sorter = new SpeakerSorter();
  const turns: Utterance[] = [];
  for await (const turn of cutAllTurns(new SileroDetector(speech).detect(blocks()), sorter, hearVoice)) {
    const end = turn.start + turn.samples.length / RATE;
    turns.push({ id: `u${turns.length}`, start: turn.start, end, speaker: "onbekend", text: "", words: [] });
  }
  sorter.seek();
  return {
    known: attributeUtterances(turns, sorter, { enrolled }),
    // Which voice, where that is sure enough to name somebody; words would say who it is.
    unknown: turns.map((turn) => {
      const choice = sorter.choose(turn.start, turn.end);
      return choice === undefined || choice.confidence < LEAST_SURE ? turn : { ...turn, voice: choice.name };
    }),
  };
}

type Sounds = readonly Float32Array[];
const SENTENCES = clips
  .filter(({ level }) => unseen.has(level))
  .map(({ text }) => text)
  .slice(0, 40);
const human = (speaker: Clip["speaker"]): Sounds => tested(speaker).map((clip) => readClip(pathOf(clip)));
const bent = (speaker: Clip["speaker"], speed: string, tempo: string): Sounds =>
  tested(speaker).map((clip) => bendClip(pathOf(clip), ["gain", "-3", "speed", speed, "tempo", tempo]));
const robot = (voice: string): Sounds => SENTENCES.map((text) => speakClip(voice, text));
const makers = {
  woman: () => human("small"),
  man: () => human("big"),
  "man, 2 semitones higher": () => bent("big", "1.13", "0.9"),
  "woman, 2 semitones lower": () => bent("small", "0.88", "1.12"),
  "espeak m1": () => robot("nl+m1"),
  "espeak m4": () => robot("nl+m4"),
  "espeak f2": () => robot("nl+f2"),
  "espeak f4": () => robot("nl+f4"),
};
type Name = keyof typeof makers;
const made = new Map<Name, Sounds>();
const soundsOf = (name: Name): Sounds => {
  if (!made.has(name)) made.set(name, makers[name]());
  return made.get(name)!;
};
const prints = new Map<Name, Float32Array>();
/** The clinician's print: of the humans from other levels, of the rest from sentences that the talk has too. */
async function printOf(name: Name): Promise<Float32Array> {
  if (name === "woman") return enrol(enrolling("small").map((clip) => readClip(pathOf(clip))));
  if (name === "man") return enrol(enrolling("big").map((clip) => readClip(pathOf(clip))));
  return enrol(soundsOf(name).slice(0, 8));
}

interface Condition {
  readonly name: string;
  /** The clinician, the patient, and somebody else; swapped at every second seed where both can be enrolled. */
  readonly voices: readonly Name[];
  readonly mix: Omit<MixtureSettings, "seed" | "seconds">;
}
const CONDITIONS: readonly Condition[] = [
  { name: "two humans, quiet", voices: ["woman", "man"], mix: USUAL },
  { name: "two humans, overlaps", voices: ["woman", "man"], mix: { gapMean: -0.4, gapSpread: 0.4 } },
  { name: "two humans, noise 20 dB", voices: ["woman", "man"], mix: { ...USUAL, noiseDb: 20 } },
  { name: "two humans, noise 10 dB", voices: ["woman", "man"], mix: { ...USUAL, noiseDb: 10 } },
  { name: "one man, and bent", voices: ["man", "man, 2 semitones higher"], mix: USUAL },
  { name: "one woman, and bent", voices: ["woman", "woman, 2 semitones lower"], mix: USUAL },
  { name: "two espeak men", voices: ["espeak m1", "espeak m4"], mix: USUAL },
  { name: "two espeak women", voices: ["espeak f2", "espeak f4"], mix: USUAL },
  { name: "a man, and an espeak man", voices: ["man", "espeak m1"], mix: USUAL },
  { name: "a woman, and an espeak woman", voices: ["woman", "espeak f2"], mix: USUAL },
  { name: "two humans and an espeak companion", voices: ["woman", "man", "espeak m1"], mix: USUAL },
];

const rows: Record<string, { overlap: number; enrolled: TimeScore; alone: TimeScore }> = {};
for (const { name, voices, mix } of CONDITIONS.filter(
  (c) => values.only === undefined || c.name.includes(values.only),
)) {
  const scores: { overlap: number; enrolled: TimeScore; alone: TimeScore }[] = [];
  for (let seed = 1; seed <= Number(values.seeds); seed++) {
    const order = seed % 2 === 0 ? [voices[1]!, voices[0]!, ...voices.slice(2)] : voices;
    // The patient sits further from the microphone; a companion says less.
    const cast = order.map(
      (voice, i): Voice => ({ name: voice, clips: soundsOf(voice), gain: i === 0 ? 1 : 0.6, share: i === 2 ? 0.4 : 1 }),
    );
    const mixture = makeMixture(cast, {
      ...mix,
      seed: 100 * CONDITIONS.findIndex((c) => c.name === name) + seed,
      seconds: Number(values.seconds),
    });
    if (!prints.has(order[0]!)) prints.set(order[0]!, await printOf(order[0]!));
    const { known, unknown } = await attribute(mixture, prints.get(order[0]!)!);
    const both = mixture.speaks[0]!.filter((on, i) => on === 1 && mixture.speaks[1]![i] === 1).length;
    const any = mixture.speaks[0]!.filter((_, i) => mixture.speaks.some((own) => own[i] === 1)).length;
    scores.push({
      overlap: (100 * both) / any,
      enrolled: scoreTime(known, mixture.speaks, TRUTH_RATE, ({ speaker }) => WHO[speaker]),
      alone: scoreTime(unknown, mixture.speaks, TRUTH_RATE, "voices"),
    });
  }
  const mean = (of: (score: (typeof scores)[number]) => number): number =>
    Math.round((10 * scores.reduce((sum, score) => sum + of(score), 0)) / scores.length) / 10;
  const meanOf = (which: "enrolled" | "alone"): TimeScore => ({
    wrong: mean((score) => score[which].wrong),
    unknown: mean((score) => score[which].unknown),
    missed: mean((score) => score[which].missed),
  });
  rows[name] = { overlap: mean(({ overlap }) => overlap), enrolled: meanOf("enrolled"), alone: meanOf("alone") };
  const { enrolled, alone } = rows[name];
  console.log(`${name}: overlap ${rows[name].overlap} %; enrolled ${say(enrolled)}; without ${say(alone)}`);
}
speech.close();
const msPerSecond = Math.round((10 * printMs) / heardS) / 10;
console.log(`prints: ${msPerSecond} ms for a second of speech`);
const kept = values.only === undefined ? {} : (JSON.parse(readFileSync(RESULTS, "utf8")) as { rows: object }).rows;
const result = {
  date: new Date().toISOString(),
  machine: `${cpus()[0]?.model}, ${cpus().length} cores`,
  seconds: Number(values.seconds),
  seeds: Number(values.seeds),
  rows: { ...kept, ...rows },
};
writeFileSync(RESULTS, `${JSON.stringify(result, null, 2)}\n`);

function say({ wrong, unknown, missed }: TimeScore): string {
  return `wrong ${wrong} %, onbekend ${unknown} %, not heard ${missed} %`;
}
