import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { makeRandom } from "../../../src/engine/speech/seeded-random.ts";

const RATE = 16_000;
const HEADER_BYTES = 44;
/** The truth is told in steps of 10 ms. */
export const TRUTH_RATE = 100;
/** A voice is silent where it is this much (power) below its loudest tenth of a second. */
const SILENT = 10 ** (-32 / 10);

/** One voice: pieces of speech, and how loud they are in the talk. */
export interface Voice {
  readonly name: string;
  readonly clips: readonly Float32Array[];
  readonly gain: number;
  /** How often she has the turn, next to the others. */
  readonly share: number;
}

export interface MixtureSettings {
  readonly seed: number;
  readonly seconds: number;
  /** Pause from one turn to the next: mean and spread in seconds; below nothing, two speak at once. */
  readonly gapMean: number;
  readonly gapSpread: number;
  /** Signal to noise in dB; left out, there is none. */
  readonly noiseDb?: number;
}

/** A made talk: its sound, and who speaks when. */
export interface Mixture {
  readonly samples: Float32Array;
  /** Of each voice, by TRUTH_RATE: does it speak? */
  readonly speaks: readonly Uint8Array[];
}

/** Reads a mono 16 kHz WAV file as `fetch-fillets.mjs` writes it. */
export function readClip(path: string): Float32Array {
  const pcm = readFileSync(path).subarray(HEADER_BYTES);
  return Float32Array.from({ length: pcm.length >> 1 }, (_, i) => pcm.readInt16LE(2 * i) / 32_768);
}

/** A clip through sox: `pitch`, `speed`, `tempo` ... make another voice of the same actor. */
export function bendClip(path: string, effects: readonly string[]): Float32Array {
  const raw = execFileSync(
    "sox",
    [path, "-t", "raw", "-e", "floating-point", "-b", "32", "-r", `${RATE}`, "-", ...effects],
    {
      maxBuffer: 1 << 26,
    },
  );
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + (raw.length & ~3)));
}

/** A sentence spoken by espeak-ng, which is no human voice. */
export function speakClip(voice: string, text: string): Float32Array {
  const wav = execFileSync("espeak-ng", ["-v", voice, "-s", "165", "--stdout", text], { maxBuffer: 1 << 26 });
  const raw = execFileSync(
    "sox",
    ["-t", "wav", "-", "-t", "raw", "-e", "floating-point", "-b", "32", "-r", `${RATE}`, "-"],
    {
      input: wav,
      maxBuffer: 1 << 26,
      stdio: ["pipe", "pipe", "ignore"],
    },
  );
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + (raw.length & ~3)));
}

/**
 * Makes a talk: turns of one to three clips, a quarter of them a word or two; the pause between two turns is drawn, and where it is
 * below nothing two speak at once. One room (a short echo), and noise as of a ventilator and a street.
 */
export function makeMixture(voices: readonly Voice[], settings: MixtureSettings): Mixture {
  const random = makeRandom(settings.seed);
  const length = settings.seconds * RATE;
  const dry = voices.map(() => new Float32Array(length));
  let at = RATE;
  let turn = -1;
  while (at < length) {
    turn = pickOther(voices, turn, random);
    const voice = voices[turn]!;
    for (const clip of pickTurn(voice, random)) {
      for (let i = 0; i < clip.length && at + i < length; i++) dry[turn]![at + i]! += clip[i]! * voice.gain;
      at += clip.length + Math.round((0.15 + 0.5 * random()) * RATE);
    }
    // Mean of two dozen halves: near enough to a normal spread.
    const spread = (Array.from({ length: 12 }, random).reduce((a, b) => a + b) - 6) * settings.gapSpread;
    at += Math.round((Math.min(2.5, Math.max(-1, settings.gapMean + spread)) - 0.4) * RATE);
  }
  const samples = new Float32Array(length);
  const speaks = dry.map(markSpeech);
  for (const track of dry) addEcho(track, samples);
  if (settings.noiseDb !== undefined) addNoise(samples, settings.noiseDb, speaks, random);
  return { samples, speaks };
}

function pickOther(voices: readonly Voice[], last: number, random: () => number): number {
  const others = voices.flatMap((voice, index) => (index === last ? [] : [{ index, share: voice.share }]));
  let left = random() * others.reduce((sum, { share }) => sum + share, 0);
  for (const { index, share } of others) {
    left -= share;
    if (left <= 0) return index;
  }
  return others.at(-1)!.index;
}

function pickTurn({ clips }: Voice, random: () => number): Float32Array[] {
  const pick = (): Float32Array => clips[Math.floor(random() * clips.length)]!;
  const kind = random();
  if (kind < 0.25) return [shorten(pick(), 0.5 + random())];
  return Array.from({ length: kind < 0.7 ? 1 : kind < 0.9 ? 2 : 3 }, pick);
}

/** The beginning of a clip, up to the quietest place near `seconds`. */
function shorten(clip: Float32Array, seconds: number): Float32Array {
  const begin = clip.findIndex((sample) => Math.abs(sample) > 0.02);
  const wanted = begin + seconds * RATE;
  let best = wanted;
  let least = Number.POSITIVE_INFINITY;
  for (let at = wanted - 0.2 * RATE; at < wanted + 0.2 * RATE; at += 160) {
    const power = powerOf(clip, at, 640);
    if (power < least) [least, best] = [power, at];
  }
  return clip.slice(Math.max(0, begin - 800), Math.min(clip.length, best));
}

function powerOf(samples: Float32Array, from: number, count: number): number {
  let sum = 0;
  for (let i = Math.max(0, Math.round(from)); i < Math.min(samples.length, from + count); i++) sum += samples[i]! ** 2;
  return sum / count;
}

function markSpeech(track: Float32Array): Uint8Array {
  const step = RATE / TRUTH_RATE;
  const powers = Array.from({ length: Math.floor(track.length / step) }, (_, i) =>
    powerOf(track, (i - 2) * step, 5 * step),
  );
  const loud = [...powers].sort((a, b) => b - a)[Math.floor(powers.length / 20)]!;
  return Uint8Array.from(powers, (power) => Number(power > loud * SILENT));
}

/** A few reflections of a small room. */
function addEcho(track: Float32Array, target: Float32Array): void {
  for (const [delayMs, gain] of [
    [0, 1],
    [7, 0.35],
    [13, -0.25],
    [23, 0.2],
    [41, -0.12],
    [67, 0.07],
  ] as const) {
    const delay = (delayMs * RATE) / 1_000;
    for (let i = 0; i + delay < track.length; i++) target[i + delay]! += gain * track[i]!;
  }
}

/** Noise that falls with pitch, so loud that speech is `db` above it. */
function addNoise(samples: Float32Array, db: number, speaks: readonly Uint8Array[], random: () => number): void {
  let speech = 0;
  let count = 0;
  for (let i = 0; i < samples.length; i++) {
    const frame = Math.min(speaks[0]!.length - 1, Math.floor((i * TRUTH_RATE) / RATE));
    if (!speaks.some((own) => own[frame] === 1)) continue;
    speech += samples[i]! ** 2;
    count++;
  }
  const noise = new Float32Array(samples.length);
  let low = 0;
  let power = 0;
  for (let i = 0; i < noise.length; i++) {
    const white = random() - 0.5;
    low = 0.95 * low + 0.05 * white;
    noise[i] = white * 0.15 + low * 3;
    power += noise[i]! ** 2;
  }
  const gain = Math.sqrt(speech / count / 10 ** (db / 10) / (power / noise.length));
  for (let i = 0; i < noise.length; i++) samples[i]! += noise[i]! * gain;
}
