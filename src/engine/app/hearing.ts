import type { SpeechSegment } from "../../core/transcript/ports.ts";
import type { Utterance } from "../../core/transcript/transcript.ts";
import { SPEECH_RATE } from "../audio/pcm16k.ts";
import type { SpeechProcess } from "../speech/speech-process.ts";
import { type HeardUtterance, makeUtterances } from "../speech/utterances.ts";
import { SileroDetector } from "../speech/whisper-transcriber.ts";
import { type Placed, type SpeechWindow, WindowPacker } from "../speech/window-plan.ts";
import { deleteUtterance, deleteUtterances } from "../store/transcripts.ts";
import type { Ground } from "./app.ts";
import { followSound, type SoundTail } from "./sound-tail.ts";

/** Seconds behind the speaker within which every utterance is written alone; a slower machine takes several together, which is less work. */
const ON_TIME_S = 3;
const TOGETHER_S = 10;
/** Further behind (a recording that goes on after a crash) nothing is guessed until that is caught up with. */
const FAR_BEHIND_S = 30;
/** Windows decoded together when there is no hurry: faster for all of them. */
const WINDOWS_AT_ONCE = 4;

/**
 * Writes down what is said in a consult while it is recorded, or after. An utterance is written as it ends, and once more with its
 * neighbours when 30 s of speech are together: Whisper knows more with them in its ear. Then it is final.
 */
export class Hearing {
  readonly #ground: Ground;
  readonly #consultId: string;
  readonly #tail: SoundTail;
  readonly #stop = new AbortController();
  readonly #guessed = new Set<string>();
  /** What was said and is not on the screen yet. */
  #fresh: SpeechSegment[] = [];
  #finalS: number;
  #speechS: number;

  constructor(ground: Ground, consultId: string, tail: SoundTail, fromS: number) {
    this.#ground = ground;
    this.#consultId = consultId;
    this.#tail = tail;
    this.#finalS = fromS;
    this.#speechS = fromS;
  }

  /** Up to where (seconds of the recording) all is written down for good: a second try goes on there. */
  get finalS(): number {
    return this.#finalS;
  }

  /** When somebody was last heard to speak, in seconds of the recording. */
  get speechS(): number {
    return this.#speechS;
  }

  /** Nothing more is written; `run` rejects. */
  abort(): void {
    this.#stop.abort();
  }

  /** Hears everything up to the end of the tail. Fails: model-missing, model-damaged, recording-missing, and as speech does. */
  async run(onProgress: (upToS: number) => void = () => {}): Promise<void> {
    const { store, models } = this.#ground;
    const { signal } = this.#stop;
    const speech = await models.speech();
    signal.throwIfAborted();
    const fromS = this.#finalS;
    deleteUtterances(store, this.#consultId, fromS);
    const packer = new WindowPacker();
    const waiting: SpeechWindow[] = [];
    const blocks = followSound(store, this.#consultId, this.#tail, fromS, signal);
    for await (const { samples, start } of new SileroDetector(speech).detect(blocks, signal)) {
      const segment = { samples, start: start + fromS };
      this.#speechS = segment.start + samples.length / SPEECH_RATE;
      onProgress(this.#speechS);
      const full = packer.push(segment);
      // The window that is full is written for good in a moment: only what comes after it is new.
      this.#fresh = full === undefined ? [...this.#fresh, segment] : [segment];
      if (full !== undefined) waiting.push(full);
      const behindS = this.#tail.hasEnded ? Number.POSITIVE_INFINITY : this.#tail.storedS - this.#speechS;
      if (behindS < FAR_BEHIND_S && (behindS < ON_TIME_S || secondsOf(this.#fresh) >= TOGETHER_S))
        await this.#guess(speech);
      if (waiting.length >= (behindS < FAR_BEHIND_S ? 1 : WINDOWS_AT_ONCE))
        await this.#write(speech, waiting.splice(0));
    }
    const last = packer.flush();
    if (last !== undefined) waiting.push(last);
    if (waiting.length > 0) await this.#write(speech, waiting);
    this.#finalS = this.#tail.storedS;
  }

  /** Writes down what is new, as soon as it ends; at the end of the recording nobody waits for a guess any more. */
  async #guess(speech: SpeechProcess): Promise<void> {
    const packer = new WindowPacker();
    const windows = [...this.#fresh.map((segment) => packer.push(segment)), packer.flush()];
    this.#fresh = [];
    const signal = AbortSignal.any([this.#stop.signal, this.#tail.ended]);
    try {
      for (const [piece, utterance] of await this.#hear(
        speech,
        windows.filter((w) => w !== undefined),
        signal,
      )) {
        if (utterance === undefined || !this.#keep({ id: idOf(piece), ...utterance }, false)) continue;
        this.#guessed.add(idOf(piece));
      }
    } catch (error) {
      if (this.#stop.signal.aborted || !this.#tail.hasEnded) throw error;
    }
  }

  /** Writes windows down for good. */
  async #write(speech: SpeechProcess, windows: readonly SpeechWindow[]): Promise<void> {
    for (const [piece, utterance] of await this.#hear(speech, windows, this.#stop.signal)) {
      const id = idOf(piece);
      if (utterance !== undefined) this.#keep({ id, ...utterance }, true);
      else if (this.#guessed.has(id)) this.#takeBack(id, piece);
      this.#guessed.delete(id);
      this.#finalS = endOf(piece);
    }
  }

  /** What is said in each piece of the windows. */
  async #hear(
    speech: SpeechProcess,
    windows: readonly SpeechWindow[],
    signal: AbortSignal,
  ): Promise<(readonly [Placed, HeardUtterance | undefined])[]> {
    const request = { type: "recognise" as const, windows: windows.map(({ samples }) => samples) };
    const answer = await speech.ask(request, { signal });
    return windows.flatMap(({ placed }, index) => {
      const heard = makeUtterances(answer[index] ?? [], placed);
      return placed.map((piece) => {
        const own = heard.find(({ start }) => start >= piece.start - 0.01 && start < endOf(piece));
        return [piece, own] as const;
      });
    });
  }

  /** False where it comes too late: its sound was destroyed meanwhile, or the consult is over (HAZARDS.md, 31). */
  #keep(utterance: Utterance, final: boolean): boolean {
    if (this.#stop.signal.aborted || !this.#ground.consults.saveUtterance(this.#consultId, utterance)) return false;
    this.#ground.tell({ type: "utterance", consultId: this.#consultId, utterance, final });
    return true;
  }

  /** With its neighbours nobody said it after all: the window hears of an utterance without words. */
  #takeBack(id: string, piece: Placed): void {
    deleteUtterance(this.#ground.store, this.#consultId, id);
    const utterance: Utterance = {
      id,
      start: piece.start,
      end: endOf(piece),
      speaker: "onbekend",
      text: "",
      words: [],
    };
    this.#ground.tell({ type: "utterance", consultId: this.#consultId, utterance, final: true });
  }
}

const endOf = ({ start, from, to }: Placed): number => start + to - from;

const secondsOf = (segments: readonly SpeechSegment[]): number =>
  segments.reduce((sum, { samples }) => sum + samples.length / SPEECH_RATE, 0);

/** Named by its place in the sound, so that heard again it is the same. */
const idOf = ({ start }: { readonly start: number }): string => `u${Math.round(100 * start)}`;
