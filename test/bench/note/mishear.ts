import { readFileSync } from "node:fs";
import { soundsOf } from "../../../src/core/text/dutch-sounds.ts";
import { SoundIndex } from "../../../src/core/text/sound-index.ts";
import { foldWord } from "../../../src/core/text/tokens.ts";
import type { Transcript } from "../../../src/core/transcript/transcript.ts";

const WORDS = new URL("../../../models/tables/known-words.txt", import.meta.url);
/** Of the wrong words this share was another word, the rest was not heard at all; short words are lost more often. */
const REPLACED = 0.75;
const SHORT = 3;

/** A generator of numbers in [0, 1), the same for the same seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), 1 | state);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Makes a transcript as a recogniser that mishears `rate` (0 to 1) of the words would have: another real word of like sound stands for a
 * word, or none; a turn's punctuation is lost now and then. The writer's training mishears by letter (noise.py): not the same noise.
 */
export class Mishearer {
  readonly #rate: number;
  readonly #index: SoundIndex<string>;
  readonly #known = new Map<string, readonly string[]>();

  constructor(rate: number) {
    this.#rate = rate;
    const words = readFileSync(WORDS, "utf8").split("\n");
    this.#index = new SoundIndex(words.filter((word) => /^\p{Ll}{4,12}$/u.test(word)).map((word) => [word, word]));
  }

  hear(transcript: Transcript, seed: number): Transcript {
    const next = numbersFrom(seed);
    const utterances = transcript.utterances.map((said) => {
      const heard = said.text
        .split(/\s+/)
        .flatMap((word) => (next() < this.#rate ? this.#instead(word, next) : [word]));
      const text = heard.join(" ") || said.text;
      return { ...said, text: next() < 3 * this.#rate ? text.replace(/[.,!?;:]+(?=\s|$)/g, "").toLowerCase() : text };
    });
    return { ...transcript, utterances };
  }

  #instead(word: string, next: () => number): string[] {
    const core = foldWord(word).replace(/[^\p{L}]/gu, "");
    if (/\d/.test(word) || core === "") return [word];
    if (core.length <= SHORT || next() >= REPLACED) return [];
    const like = this.#like(core);
    const other = like[Math.floor(next() * like.length)] ?? core.slice(0, -1);
    return [word.toLowerCase().replace(/[\p{L}\p{M}'’-]+/u, other)];
  }

  /** The four words that sound most like it. */
  #like(core: string): readonly string[] {
    let like = this.#known.get(core);
    if (like === undefined) {
      like = this.#index
        .find(soundsOf(core), () => 0.5)
        .filter(({ value }) => value !== core)
        .slice(0, 4)
        .map(({ value }) => value);
      this.#known.set(core, like);
    }
    return like;
  }
}
