import type { SpeechSegment } from "../../core/transcript/ports.ts";
import type { Word } from "../../core/transcript/transcript.ts";
import { SPEECH_RATE } from "../audio/pcm16k.ts";
import type { OpenSpeech } from "../speech/speech-cutter.ts";
import type { HeardUtterance } from "../speech/utterances.ts";
import { agreedWords } from "./agreed-words.ts";

/** An utterance that goes on for longer is shown before it ends. */
const SHOWN_FROM_S = 2;
/** Of the time, the share that may go to utterances that still grow: the rest of the machine needs it too. */
const SHARE_FOR_GROWING = 1 / 3;

export interface DraftWork {
  /** What is said in each segment, alone; rejects when the signal aborts. */
  hear(segments: readonly SpeechSegment[], signal: AbortSignal): Promise<readonly (HeardUtterance | undefined)[]>;
  /** An utterance that still grows: the words that are sure of it. */
  onGrown(segment: SpeechSegment, words: readonly Word[]): void;
  /** An utterance has ended; undefined: nobody said a word. */
  onEnded(segment: SpeechSegment, utterance: HeardUtterance | undefined): void;
  onFailure(error: unknown): void;
}

interface Running {
  /** Undefined: utterances that have ended. */
  readonly open: OpenSpeech | undefined;
  readonly abort: AbortController;
}

/**
 * What is said, as it is said. One piece of work at a time, the most urgent first: utterances that ended (together, where several
 * wait), then one that pauses, since it has ended if nobody goes on, then one that grows. Of a growing one only the words that two
 * hearings on end agree on are told, and they stay until it ends: the text does not flicker.
 */
export class Drafts {
  readonly #work: DraftWork;
  readonly #now: () => number;
  #ended: SpeechSegment[] = [];
  #open: OpenSpeech | undefined;
  #running: Running | undefined;
  #isOver = false;
  /** The open utterance as last heard. */
  #heard: { readonly segment: SpeechSegment; readonly utterance: HeardUtterance | undefined } | undefined;
  /** What is told of the open utterance. */
  #sure: readonly Word[] = [];
  /** When the next hearing of a growing utterance may begin, in ms. */
  #growAfterMs = 0;

  constructor(work: DraftWork, now: () => number = () => performance.now()) {
    this.#work = work;
    this.#now = now;
  }

  /** Somebody is speaking: what was said up to now. */
  follow(open: OpenSpeech): void {
    this.#open = open;
    this.#next();
  }

  /** An utterance has ended. */
  end(segment: SpeechSegment): void {
    this.#ended.push(segment);
    if (this.#open?.start === segment.start) this.#open = undefined;
    this.#next();
  }

  /** Nothing more is heard or told. */
  stop(): void {
    this.#isOver = true;
    this.#running?.abort.abort();
  }

  #next(): void {
    if (this.#isOver) return;
    if (this.#running !== undefined) {
      this.#hurry(this.#running);
      return;
    }
    this.#tellKnown();
    if (this.#ended.length > 0) void this.#hear(this.#ended.splice(0), undefined);
    else if (this.#open !== undefined && this.#isWanted(this.#open)) void this.#hear([this.#open], this.#open);
  }

  /** Whoever pauses or has ended does not wait for a guess that is out of date. */
  #hurry({ open, abort }: Running): void {
    if (open === undefined || this.#ended.some((segment) => isSame(segment, open))) return;
    if (this.#ended.length > 0 || (this.#open?.hasPaused && !isSame(this.#open, open))) abort.abort();
  }

  /** Where nobody went on after a pause, the utterance was heard to its end already. */
  #tellKnown(): void {
    const known = this.#heard;
    const at = known === undefined ? -1 : this.#ended.findIndex((segment) => isSame(segment, known.segment));
    if (known === undefined || at < 0) return;
    const [segment] = this.#ended.splice(at, 1);
    this.#end(segment!, known.utterance);
  }

  #isWanted(open: OpenSpeech): boolean {
    if (this.#heard !== undefined && isSame(this.#heard.segment, open)) return false;
    if (open.hasPaused) return true;
    return open.samples.length >= SHOWN_FROM_S * SPEECH_RATE && this.#now() >= this.#growAfterMs;
  }

  async #hear(segments: readonly SpeechSegment[], open: OpenSpeech | undefined): Promise<void> {
    const abort = new AbortController();
    this.#running = { open, abort };
    const beganMs = this.#now();
    try {
      const heard = await this.#work.hear(segments, abort.signal);
      const tookMs = this.#now() - beganMs;
      if (open !== undefined) this.#growAfterMs = this.#now() + tookMs * (1 / SHARE_FOR_GROWING - 1);
      if (this.#isOver) return;
      if (open !== undefined) this.#grow(open, heard[0]);
      else for (const [index, segment] of segments.entries()) this.#end(segment, heard[index]);
    } catch (error) {
      if (!abort.signal.aborted) {
        this.#isOver = true;
        this.#work.onFailure(error);
      }
    } finally {
      this.#running = undefined;
      this.#next();
    }
  }

  #grow(open: OpenSpeech, utterance: HeardUtterance | undefined): void {
    const before = this.#heard?.segment.start === open.start ? this.#heard.utterance?.words : undefined;
    this.#heard = { segment: open, utterance };
    if (this.#ended.some((segment) => isSame(segment, open))) return;
    const sure = agreedWords(before ?? [], utterance?.words ?? [], this.#sure);
    if (sure.length === this.#sure.length) return;
    this.#sure = sure;
    this.#work.onGrown(open, sure);
  }

  #end(segment: SpeechSegment, utterance: HeardUtterance | undefined): void {
    this.#work.onEnded(segment, utterance);
    if (this.#heard?.segment.start === segment.start) this.#heard = undefined;
    this.#sure = [];
  }
}

const isSame = (a: SpeechSegment, b: SpeechSegment): boolean =>
  a.start === b.start && a.samples.length === b.samples.length;
