import type { Word } from "../../core/transcript/transcript.ts";
import { BEAMS, decodeWithBeams } from "./beam-search.ts";
import { averageLogProbability, type Decoded, trimLoop } from "./decoding.ts";
import { type DecodeRequest, decodeGreedily } from "./greedy-search.ts";
import { makeRandom } from "./seeded-random.ts";
import type { GiveWay } from "./turns.ts";
import { ENCODER_FRAMES, ENCODER_RATE, type WhisperSessions } from "./whisper-sessions.ts";
import type { WhisperTokenizer } from "./whisper-tokenizer.ts";
import { alignTokens } from "./word-times.ts";

const RATE = 16_000;
/** Faster than anyone speaks: more tokens in a second of sound were not said. */
const MOST_TOKENS_PER_SECOND = 14;
/** Dutch at a common pace; for the progress only. */
const USUAL_TOKENS_PER_SECOND = 4.5;
/** Whisper's own bounds (transcribe.py of openai/whisper): below it a passage is tried again, or counts as silence. */
const LEAST_LOG_PROBABILITY = -1;
const MOST_NO_SPEECH = 0.6;
/** Tried in turn for a window that failed, each with several texts of which the likeliest counts (OpenAI's and faster-whisper's defaults). */
const TEMPERATURES = [0.2, 0.4, 0.6, 0.8, 1] as const;
const TEXTS = 5;
/** The vocabulary prompt's share of the decoder's room: the more, the slower each window begins. */
const MOST_PROMPT_TOKENS = 96;

export interface RecogniseOptions {
  readonly prompt?: string;
  readonly signal?: AbortSignal;
  /** A passage that fails is not tried again: it will be heard again. */
  readonly isDraft?: boolean;
  /** Texts that grow side by side: 1 takes the likeliest word at each step, which is faster. Left out: 1 for a draft, else 5. */
  readonly beams?: number;
  /** Called between two steps. */
  readonly giveWay?: GiveWay;
  /** The share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Turns windows of sound into Dutch words with their times in the window, in seconds. No window knows of another (HAZARDS.md, 3). */
export class Recogniser {
  readonly #whisper: WhisperSessions;
  readonly #tokenizer: WhisperTokenizer;

  constructor(whisper: WhisperSessions, tokenizer: WhisperTokenizer) {
    this.#whisper = whisper;
    this.#tokenizer = tokenizer;
  }

  /** Windows (at most 30 s each, 16 kHz) are decoded together: the decoder's weights are then read once for all of them. */
  async recognise(windows: readonly Float32Array[], options: RecogniseOptions = {}): Promise<Word[][]> {
    const { signal, onProgress, giveWay, isDraft } = options;
    const size = ENCODER_FRAMES * this.#whisper.settings.width;
    const hidden = new Float32Array(windows.length * size);
    for (const [index, window] of windows.entries()) {
      await giveWay?.();
      signal?.throwIfAborted();
      hidden.set(await this.#whisper.encode(window), index * size);
      onProgress?.((0.2 * (index + 1)) / windows.length);
    }
    const mostTokens = windows.map((window) => this.#boundTokens(window));
    const expected = windows.reduce((sum, window) => sum + (window.length / RATE) * USUAL_TOKENS_PER_SECOND, 1);
    const request: DecodeRequest = {
      ...this.#makeStart(options.prompt),
      hidden,
      mostTokens,
      onTokens: (count) => onProgress?.(Math.min(0.99, 0.2 + (0.8 * count) / expected)),
      ...(giveWay && { giveWay }),
      ...(signal && { signal }),
    };
    await giveWay?.();
    const { beams = isDraft ? 1 : BEAMS } = options;
    const decoded = await (beams === 1 ? decodeGreedily(this.#whisper, request) : this.#searchEach(request));
    if (!isDraft) await this.#retry(decoded, request);
    onProgress?.(1);
    return decoded.map((passage, index) => this.#readWords(passage, windows[index]!.length));
  }

  /** The tokens that every text starts from. Language and task are forced: a Dutch consult is never translated. */
  #makeStart(prompt: string | undefined): Pick<DecodeRequest, "start" | "startAt"> {
    const { tokens } = this.#whisper.settings;
    const said = prompt?.trim() ? this.#tokenizer.encode(prompt).slice(-MOST_PROMPT_TOKENS) : [];
    const before = said.length === 0 ? [] : [tokens.previous, ...said];
    const start = [...before, tokens.start, tokens.dutch, tokens.transcribe, tokens.noTimestamps];
    return { start, startAt: before.length };
  }

  #boundTokens(window: Float32Array): number {
    const room = this.#whisper.settings.maxTokens / 2;
    return Math.min(room, Math.ceil(10 + (window.length / RATE) * MOST_TOKENS_PER_SECOND));
  }

  /** One window after the other: the beams of a window share what was heard in it, which rows of several windows do not. */
  async #searchEach(request: DecodeRequest): Promise<Decoded[]> {
    const decoded: Decoded[] = [];
    for (const index of request.mostTokens.keys()) {
      const before = decoded.reduce((sum, { tokens }) => sum + tokens.length, 0);
      const onTokens = (count: number) => request.onTokens?.(before + count);
      decoded.push(await decodeWithBeams(this.#whisper, { ...onlyWindow(request, index), onTokens }));
    }
    return decoded;
  }

  /** Passages that loop, break off or are hardly trusted are written anew with some chance; the most trusted one that ends stays. */
  async #retry(decoded: Decoded[], request: DecodeRequest): Promise<void> {
    for (const index of decoded.keys()) {
      const { onTokens: _, ...own } = onlyWindow(request, index);
      for (const temperature of TEMPERATURES) {
        if (!hasFailed(decoded[index]!)) break;
        const random = makeRandom(temperature * 1_000);
        const drawn = await decodeGreedily(this.#whisper, { ...own, copies: TEXTS }, temperature, random);
        for (const text of drawn) if (isBetter(text, decoded[index]!)) decoded[index] = text;
      }
    }
  }

  #readWords(decoded: Decoded, samples: number): Word[] {
    const passage = trimLoop(decoded);
    const isTrusted = averageLogProbability(passage) >= LEAST_LOG_PROBABILITY;
    if (!isTrusted && (passage.noSpeech > MOST_NO_SPEECH || !passage.isComplete)) return [];
    const heads = this.#whisper.settings.alignmentHeads.length;
    const frames = Math.max(1, Math.min(ENCODER_FRAMES, Math.ceil((samples / RATE) * ENCODER_RATE)));
    const begins = alignTokens(passage.attentions, heads, passage.attentions[0]!.length / heads, frames);
    let token = 0;
    return this.#tokenizer.splitWords(passage.tokens).map(({ text, tokens }) => {
      const [start, end] = [begins[token]!, begins[token + tokens.length] ?? frames];
      const sum = passage.logProbabilities.slice(token, token + tokens.length).reduce((a, b) => a + b, 0);
      token += tokens.length;
      const confidence = Math.round(Math.exp(sum / tokens.length) * 1_000) / 1_000;
      return { text, start: start / ENCODER_RATE, end: end / ENCODER_RATE, confidence };
    });
  }
}

/** The request for one of its windows. */
function onlyWindow(request: DecodeRequest, index: number): DecodeRequest {
  const size = request.hidden.length / request.mostTokens.length;
  const hidden = request.hidden.subarray(index * size, (index + 1) * size);
  return { ...request, hidden, mostTokens: [request.mostTokens[index]!] };
}

const hasFailed = (passage: Decoded): boolean =>
  !passage.isComplete || averageLogProbability(passage) < LEAST_LOG_PROBABILITY;

function isBetter(retried: Decoded, first: Decoded): boolean {
  if (retried.isComplete !== first.isComplete) return retried.isComplete;
  return averageLogProbability(retried) > averageLogProbability(first);
}
