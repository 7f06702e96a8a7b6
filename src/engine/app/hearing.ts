import type { SpeechSegment } from "../../core/transcript/ports.ts";
import type { Utterance } from "../../core/transcript/transcript.ts";
import { SPEECH_RATE } from "../audio/pcm16k.ts";
import type { SpeechProcess } from "../speech/speech-process.ts";
import { makeUtterances } from "../speech/utterances.ts";
import { SileroDetector } from "../speech/whisper-transcriber.ts";
import { type SpeechWindow, WindowPacker } from "../speech/window-plan.ts";
import { deleteUtterance, deleteUtterances } from "../store/transcripts.ts";
import type { Ground } from "./app.ts";
import { followSound, type SoundTail } from "./sound-tail.ts";

/** An utterance that ended longer ago than this (seconds) is not guessed at: what waits behind it is newer. */
const RECENT_S = 8;
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
      this.#speechS = endOf(segment);
      onProgress(this.#speechS);
      const full = packer.push(segment);
      if (full !== undefined) waiting.push(full);
      const isRecent = this.#tail.storedS - this.#speechS < RECENT_S && !this.#tail.hasEnded;
      if (waiting.length >= (isRecent ? 1 : WINDOWS_AT_ONCE)) await this.#finish(speech, waiting.splice(0));
      if (isRecent) await this.#guess(speech, segment);
    }
    const last = packer.flush();
    if (last !== undefined) waiting.push(last);
    if (waiting.length > 0) await this.#finish(speech, waiting);
    this.#finalS = this.#tail.storedS;
  }

  /** Writes an utterance down alone, as soon as it ends. */
  async #guess(speech: SpeechProcess, segment: SpeechSegment): Promise<void> {
    const { samples, start } = segment;
    const { signal } = this.#stop;
    const [words = []] = await speech.ask({ type: "recognise", windows: [samples] }, { signal });
    const placed = { from: 0, to: samples.length / SPEECH_RATE, start };
    for (const heard of makeUtterances(words, [placed])) this.#keep({ id: idOf(segment), ...heard }, false);
  }

  /** Writes windows down for good. */
  async #finish(speech: SpeechProcess, windows: readonly SpeechWindow[]): Promise<void> {
    const request = { type: "recognise" as const, windows: windows.map(({ samples }) => samples) };
    const answer = await speech.ask(request, { signal: this.#stop.signal });
    for (const [index, { placed }] of windows.entries()) {
      const heard = makeUtterances(answer[index] ?? [], placed);
      for (const piece of placed) {
        const end = piece.start + piece.to - piece.from;
        const own = heard.find((utterance) => utterance.start >= piece.start - 0.01 && utterance.start < end);
        const id = idOf(piece);
        if (own !== undefined) this.#keep({ id, ...own }, true);
        else if (this.#guessed.has(id)) this.#takeBack(id, piece.start, end);
        this.#guessed.delete(id);
        this.#finalS = end;
      }
    }
  }

  #keep(utterance: Utterance, final: boolean): void {
    // It comes too late where its sound was destroyed meanwhile, or the consult is over (HAZARDS.md, 31).
    if (this.#stop.signal.aborted || !this.#ground.consults.saveUtterance(this.#consultId, utterance)) return;
    if (!final) this.#guessed.add(utterance.id);
    this.#ground.tell({ type: "utterance", consultId: this.#consultId, utterance, final });
  }

  /** With its neighbours nobody said it after all: the window hears of an utterance without words. */
  #takeBack(id: string, start: number, end: number): void {
    deleteUtterance(this.#ground.store, this.#consultId, id);
    const utterance: Utterance = { id, start, end, speaker: "onbekend", text: "", words: [] };
    this.#ground.tell({ type: "utterance", consultId: this.#consultId, utterance, final: true });
  }
}

const endOf = ({ start, samples }: SpeechSegment): number => start + samples.length / SPEECH_RATE;

/** Named by its place in the sound, so that heard again it is the same. */
const idOf = ({ start }: { readonly start: number }): string => `u${Math.round(100 * start)}`;
