import type { SpeechSegment } from "../../core/transcript/ports.ts";
import type { Utterance, Word } from "../../core/transcript/transcript.ts";
import { isHeard } from "../../core/transcript/unheard.ts";
import { SPEECH_RATE } from "../audio/pcm16k.ts";
import type { OpenSpeech } from "../speech/speech-cutter.ts";
import type { SpeechProcess } from "../speech/speech-process.ts";
import { type HeardUtterance, makeUtterances } from "../speech/utterances.ts";
import { SileroDetector } from "../speech/whisper-transcriber.ts";
import { type Placed, type SpeechWindow, WindowPacker } from "../speech/window-plan.ts";
import { deleteUtterance, deleteUtterances } from "../store/transcripts.ts";
import type { Ground } from "./app.ts";
import { Drafts } from "./drafts.ts";
import { SecondPass } from "./second-pass.ts";
import { followSound, type SoundTail } from "./sound-tail.ts";
import { Speakers } from "./speakers.ts";

/** Further behind the speaker (a recording that goes on after a crash) nothing is shown before it is caught up with. */
const FAR_BEHIND_S = 30;
/** Windows decoded together when there is no hurry: faster for all of them. */
const WINDOWS_AT_ONCE = 4;
/** More windows than this do not wait: who finds speech waits for them (a file of hours). */
const MOST_WAITING = 2 * WINDOWS_AT_ONCE;

/**
 * Writes down what is said in a consult while it is recorded, or after. An utterance is shown as it ends (drafts.ts), and written for
 * good with its neighbours when 30 s of speech are together: Whisper knows more with them in its ear. What is written for good gives
 * way to what is being said.
 */
export class Hearing {
  readonly #ground: Ground;
  readonly #consultId: string;
  readonly #tail: SoundTail;
  readonly #stop = new AbortController();
  /** What the window shows and may have to be taken back. */
  readonly #shown = new Set<string>();
  /** Who speaks; a second try goes on with what the first one knew of voices. */
  readonly speakers: Speakers;
  readonly #waiting: SpeechWindow[] = [];
  #writing: Promise<void> | undefined;
  #finalS: number;
  #speechS: number;

  constructor(ground: Ground, consultId: string, tail: SoundTail, fromS: number, speakers?: Speakers) {
    this.#ground = ground;
    this.#consultId = consultId;
    this.#tail = tail;
    this.#finalS = fromS;
    this.#speechS = fromS;
    this.speakers = speakers ?? new Speakers(ground.store, consultId);
  }

  /** Up to where (seconds of the recording) all is written down for good: a second try goes on there. */
  get finalS(): number {
    return this.#finalS;
  }

  /** When somebody was last heard to speak, in seconds of the recording. */
  get speechS(): number {
    return this.#speechS;
  }

  get isAborted(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Nothing more is written; `run` rejects. */
  abort(): void {
    this.#stop.abort();
  }

  /** Hears everything up to the end of the tail. Fails: model-missing, model-damaged, recording-missing, and as speech does. */
  async run(onProgress: (upToS: number) => void = () => {}): Promise<void> {
    const { store, models } = this.#ground;
    const speech = await models.speech();
    this.#stop.signal.throwIfAborted();
    const fromS = this.#finalS;
    deleteUtterances(store, this.#consultId, fromS);
    const failed = new AbortController();
    const fail = (error: unknown) => failed.abort(error);
    const signal = AbortSignal.any([this.#stop.signal, failed.signal]);
    const drafts = this.#makeDrafts(speech, signal, fail);
    const second = this.#makeSecondPass(signal);
    // At the end of the recording nobody waits for a draft any more.
    this.#tail.ended.addEventListener("abort", () => drafts.stop(), { once: true });
    const write = (window: SpeechWindow) => {
      this.#waiting.push(window);
      this.#writing ??= this.#writeAll(speech, signal, onProgress, second)
        .catch(fail)
        .finally(() => {
          this.#writing = undefined;
        });
    };
    const packer = new WindowPacker();
    const blocks = followSound(store, this.#consultId, this.#tail, fromS, signal);
    const follow = (open: OpenSpeech) => {
      const start = open.start + fromS;
      if (this.#isNear(start + open.samples.length / SPEECH_RATE)) drafts.follow({ ...open, start });
    };
    try {
      for await (const { samples, start } of new SileroDetector(speech).detect(blocks, signal, follow)) {
        const heard = { samples, start: start + fromS };
        this.#speechS = heard.start + samples.length / SPEECH_RATE;
        for (const turn of await this.speakers.cut(heard, speech, signal)) {
          const full = packer.push(turn);
          if (full !== undefined) write(full);
          if (this.#isNear(this.#speechS)) drafts.end(turn);
        }
        this.#review(false);
        if (this.#waiting.length >= MOST_WAITING) await this.#writing;
      }
      const last = packer.flush();
      if (last !== undefined) write(last);
      await this.#writing;
      await second?.finish((share) => this.#tellSecondPass(share));
      signal.throwIfAborted();
      this.#review(true);
    } catch (error) {
      throw failed.signal.aborted ? failed.signal.reason : error;
    } finally {
      drafts.stop();
      second?.stop();
    }
    this.#finalS = this.#tail.storedS;
  }

  /** Does anybody wait to see what was said up to there? */
  #isNear(upToS: number): boolean {
    return !this.#tail.hasEnded && this.#tail.storedS - upToS < FAR_BEHIND_S;
  }

  #makeDrafts(speech: SpeechProcess, signal: AbortSignal, onFailure: (error: unknown) => void): Drafts {
    return new Drafts({
      hear: async (segments, own) => {
        const packer = new WindowPacker();
        const windows = [...segments.map((segment) => packer.push(segment)), packer.flush()];
        const heard = await this.#hear(
          speech,
          windows.filter((window) => window !== undefined),
          AbortSignal.any([signal, own]),
          true,
        );
        return heard.map(([, utterance]) => (utterance !== undefined && isHeard(utterance) ? utterance : undefined));
      },
      onGrown: (segment, words) => this.#showGrown(segment, words),
      onEnded: (segment, utterance) => {
        const piece = { start: segment.start, from: 0, to: segment.samples.length / SPEECH_RATE };
        if (endOf(piece) <= this.#finalS) return;
        const id = idOf(segment);
        if (utterance === undefined) this.#takeBack(id, piece);
        else if (this.#keep({ id, ...utterance }, false)) this.#shown.add(id);
      },
      onFailure,
    });
  }

  /** Shows the beginning of an utterance that goes on; it is kept when it has ended. */
  #showGrown({ start }: SpeechSegment, words: readonly Word[]): void {
    const said = { start: words[0]!.start, end: words.at(-1)!.end };
    if (this.#stop.signal.aborted || !this.#ground.consults.takesUtterance(this.#consultId, said)) return;
    const text = `${words.map((word) => word.text).join(" ")} …`;
    const utterance: Utterance = { id: idOf({ start }), ...said, speaker: "onbekend", text, words: [] };
    this.#shown.add(utterance.id);
    this.#ground.tell({ type: "utterance", consultId: this.#consultId, utterance, final: false });
  }

  /** The chosen model hears again what the live one wrote, where it is too slow to hear live. The evidence stays: an utterance keeps its id. */
  #makeSecondPass(signal: AbortSignal): SecondPass | undefined {
    const { models, log } = this.#ground;
    if (!models.hearsTwice) return undefined;
    return new SecondPass(
      {
        hear: async (window, own) => {
          for (const [piece, utterance] of await this.#hear(await models.second(), [window], own))
            if (utterance !== undefined) this.#keep({ id: idOf(piece), ...utterance }, true);
        },
        onFailure: (error) => log("second-pass", error),
      },
      signal,
    );
  }

  #tellSecondPass(share: number): void {
    this.#ground.tell({ type: "progress", consultId: this.#consultId, step: "transcribe", share });
  }

  /** Writes down for good whatever waits. */
  async #writeAll(
    speech: SpeechProcess,
    signal: AbortSignal,
    onProgress: (upToS: number) => void,
    second: SecondPass | undefined,
  ): Promise<void> {
    while (this.#waiting.length > 0) {
      const windows = this.#waiting.splice(0, WINDOWS_AT_ONCE);
      for (const [piece, utterance] of await this.#hear(speech, windows, signal)) {
        const id = idOf(piece);
        if (utterance !== undefined) this.#keep({ id, ...utterance }, true);
        else this.#takeBack(id, piece);
        this.#shown.delete(id);
        this.#finalS = endOf(piece);
      }
      for (const window of windows) second?.push(window);
      onProgress(this.#finalS);
    }
  }

  /** What is said in each piece of the windows. */
  async #hear(
    speech: SpeechProcess,
    windows: readonly SpeechWindow[],
    signal: AbortSignal,
    isDraft = false,
  ): Promise<(readonly [Placed, HeardUtterance | undefined])[]> {
    const request = { type: "recognise" as const, windows: windows.map(({ samples }) => samples), isDraft };
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
    if (this.#stop.signal.aborted) return false;
    const kept = this.#ground.consults.saveUtterance(this.#consultId, this.speakers.place(utterance));
    if (kept === undefined) return false;
    this.#ground.tell({ type: "utterance", consultId: this.#consultId, utterance: kept, final });
    return true;
  }

  /** Who spoke may be clear only now, or another than it seemed. */
  #review(isLast: boolean): void {
    if (this.#stop.signal.aborted) return;
    for (const utterance of this.speakers.review(isLast)) {
      const kept = this.#ground.consults.saveUtterance(this.#consultId, utterance);
      if (kept === undefined) this.speakers.forget(utterance.id);
      else
        this.#ground.tell({
          type: "utterance",
          consultId: this.#consultId,
          utterance: kept,
          final: !this.#shown.has(utterance.id),
        });
    }
  }

  /** Nobody said it after all: the window hears of an utterance without words. */
  #takeBack(id: string, piece: Placed): void {
    if (!this.#shown.delete(id)) return;
    this.speakers.forget(id);
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

/** Named by its place in the sound, so that heard again it is the same. */
const idOf = ({ start }: { readonly start: number }): string => `u${Math.round(100 * start)}`;
