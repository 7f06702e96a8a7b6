import { readFileSync } from "node:fs";
import { join } from "node:path";

const RATE = 16_000;
const HEADER_BYTES = 44;
/** Softer than the loudest 20 ms of a clip by this factor (-34 dB) is the silence at its end. */
const SILENCE = 0.02;
/** A room is never quite silent (-66 dB of full scale). */
const ROOM = 0.0005;

/** Human Dutch as it is said in turns: where each utterance begins and ends (without the silence in its clip), in seconds. */
export interface Talk {
  readonly sound: Float32Array;
  readonly utterances: readonly {
    readonly startS: number;
    readonly endS: number;
    readonly text: string;
    /** Followed by a pause that is long enough for anybody to know that it ended. */
    readonly isTurnEnd: boolean;
  }[];
}

/** Clips of the game drawn by chance, with pauses of 0.2 to 1.5 s between them, up to `seconds`. */
export function findTalk(fillets: string, seconds: number, random: () => number): Talk {
  const index = JSON.parse(readFileSync(join(fillets, "index.json"), "utf8")) as { clip: string; text: string }[];
  const sound = Float32Array.from({ length: seconds * RATE }, () => (2 * random() - 1) * ROOM);
  const utterances: Talk["utterances"][number][] = [];
  for (let at = RATE; ; ) {
    const { clip, text } = index[Math.floor(random() * index.length)]!;
    const bytes = readFileSync(join(fillets, "wav", `${clip}.wav`));
    const samples = Float32Array.from(
      new Int16Array(bytes.buffer.slice(bytes.byteOffset + HEADER_BYTES, bytes.byteOffset + bytes.length)),
      (sample) => sample / 32_768,
    );
    const [from, to] = findSpeech(samples);
    const pause = 0.2 + 1.3 * random();
    if (at + to - from + 2 * RATE > sound.length) return { sound, utterances };
    for (let i = from; i < to; i++) sound[at + i - from]! += samples[i]!;
    const [startS, endS] = [at / RATE, (at + to - from) / RATE];
    utterances.push({ startS, endS, text, isTurnEnd: pause >= 0.7 });
    at += to - from + Math.round(pause * RATE);
  }
}

/** The samples between which anything is heard. */
function findSpeech(samples: Float32Array): [number, number] {
  const step = RATE / 50;
  const levels = Array.from({ length: Math.floor(samples.length / step) }, (_, i) =>
    Math.max(...samples.subarray(i * step, (i + 1) * step).map(Math.abs)),
  );
  const least = Math.max(...levels) * SILENCE;
  const first = Math.max(
    0,
    levels.findIndex((level) => level > least),
  );
  return [first * step, (levels.findLastIndex((level) => level > least) + 1) * step];
}
