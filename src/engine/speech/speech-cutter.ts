import type { SpeechSegment } from "../../core/transcript/ports.ts";

export const CUTTER_RATE = 16_000;
/** Silero's frame: 32 ms. */
export const FRAME_SAMPLES = 512;

/** Speech begins above, and pauses below (Silero's own defaults: 0.5, and 0.15 less). */
const SPEECH = 0.5;
const PAUSE = 0.35;
const frames = (seconds: number): number => Math.round((seconds * CUTTER_RATE) / FRAME_SAMPLES);
/** A pause of this length ends the utterance: turns of two speakers are seldom closer. */
const LONGEST_PAUSE = frames(0.5);
/** Shorter than this is a click or a cough; "ja" is longer. */
const SHORTEST_SPEECH = frames(0.16);
/** Sound kept before and after, so that soft first and last consonants are heard. */
const PAD = frames(0.2);
/** Whisper hears 30 s at once. */
const LONGEST = frames(28);
/** Where a segment that is too long may be cut: after half of it. */
const EARLIEST_CUT = frames(14);
/** Softer than this at its loudest (RMS of a frame, -60 dB of full scale) is no one in the room. */
const QUIETEST = 0.001;

interface Frame {
  readonly samples: Float32Array;
  readonly level: number;
  readonly isSpeech: boolean;
}

/** Speech that has not ended yet. `hasPaused`: where nothing more is said, it is the whole segment already. */
export interface OpenSpeech extends SpeechSegment {
  readonly hasPaused: boolean;
}

/** Cuts a recording into segments of speech, frame by frame, by the probability of speech that the detector gives. */
export class SpeechCutter {
  #held: Frame[] = [];
  /** The recording's frame that `#held` begins with. */
  #first = 0;
  #isInside = false;
  /** Frames since the last speech. */
  #silence = 0;

  /** Takes the next frame (512 samples) and gives the segment that it ends, if any. */
  push(samples: Float32Array, probability: number): SpeechSegment | undefined {
    const isSpeech = probability >= (this.#isInside && this.#silence === 0 ? PAUSE : SPEECH);
    this.#held.push({ samples, level: measureLevel(samples), isSpeech });
    if (isSpeech) {
      this.#isInside = true;
      this.#silence = 0;
    } else if (this.#isInside) {
      this.#silence++;
    }
    if (!this.#isInside) {
      this.#drop(this.#held.length - PAD);
      return undefined;
    }
    if (this.#silence >= LONGEST_PAUSE) return this.#close();
    return this.#held.length >= LONGEST ? this.#split() : undefined;
  }

  /** What is being said, up to now. */
  get open(): OpenSpeech | undefined {
    const segment = this.#isInside ? this.#copy(this.#spokenLength) : undefined;
    return segment && { ...segment, hasPaused: this.#silence >= PAD };
  }

  /** The segment that the end of the recording, or a break in it, ends. */
  flush(): SpeechSegment | undefined {
    return this.#isInside ? this.#close() : undefined;
  }

  /** Frames held up to the pad after the last speech. */
  get #spokenLength(): number {
    return Math.max(0, Math.min(this.#held.length, this.#held.length - this.#silence + PAD));
  }

  #close(): SpeechSegment | undefined {
    const segment = this.#take(this.#spokenLength);
    this.#isInside = false;
    this.#silence = 0;
    this.#drop(this.#held.length - PAD);
    return segment;
  }

  /** Cuts at the quietest place of the second half; what comes after it belongs to the next segment. */
  #split(): SpeechSegment | undefined {
    let cut = EARLIEST_CUT;
    const levelAround = (at: number) => this.#held.slice(at - 2, at + 3).reduce((sum, frame) => sum + frame.level, 0);
    for (let at = cut; at < this.#held.length - 2; at++) if (levelAround(at) < levelAround(cut)) cut = at;
    return this.#take(cut);
  }

  #take(length: number): SpeechSegment | undefined {
    const segment = this.#copy(length);
    this.#drop(length);
    return segment;
  }

  /** The first frames held, where anybody speaks in them. */
  #copy(length: number): SpeechSegment | undefined {
    const taken = this.#held.slice(0, length);
    const start = (this.#first * FRAME_SAMPLES) / CUTTER_RATE;
    const spoken = taken.filter((frame) => frame.isSpeech);
    if (spoken.length < SHORTEST_SPEECH || spoken.every((frame) => frame.level < QUIETEST)) return undefined;
    const samples = new Float32Array(taken.length * FRAME_SAMPLES);
    taken.forEach((frame, index) => {
      samples.set(frame.samples, index * FRAME_SAMPLES);
    });
    return { start, samples };
  }

  #drop(count: number): void {
    if (count <= 0) return;
    this.#held.splice(0, count);
    this.#first += count;
  }
}

function measureLevel(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}
