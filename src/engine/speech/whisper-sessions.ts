import { InferenceSession, Tensor } from "onnxruntime-node";
import { MelSpectrogram, WINDOW_FRAMES } from "./mel-spectrogram.ts";
import type { WhisperSettings } from "./whisper-settings.ts";

/** Encoder frames of a window: one for 20 ms. */
export const ENCODER_FRAMES = WINDOW_FRAMES / 2;
export const ENCODER_RATE = 50;

/** What one pass of the decoder tells about each row: the next token's logits, and where the alignment heads listened. */
export interface DecoderStep {
  /** [rows, vocabulary] for the last token given; [rows, tokens, vocabulary] after `begin`. */
  readonly logits: Float32Array;
  readonly vocabulary: number;
  /** Per alignment layer: [rows, heads, tokens given, frames]. */
  readonly attentions: ReadonlyMap<number, Float32Array>;
}

type Side = "decoder" | "encoder";
const SIDES: readonly Side[] = ["decoder", "encoder"];

type Feeds = Record<string, Tensor>;

/** The two graphs of Whisper (layout of the public ONNX exports), run step by step. */
export class WhisperSessions {
  readonly settings: WhisperSettings;
  readonly #encoder: InferenceSession;
  readonly #decoder: InferenceSession;
  readonly #mel: MelSpectrogram;

  private constructor(settings: WhisperSettings, encoder: InferenceSession, decoder: InferenceSession) {
    this.settings = settings;
    this.#encoder = encoder;
    this.#decoder = decoder;
    this.#mel = new MelSpectrogram(settings.melBins);
  }

  static async load(
    settings: WhisperSettings,
    files: { readonly encoder: string; readonly decoder: string },
    threads: number,
  ): Promise<WhisperSessions> {
    const options: InferenceSession.SessionOptions = {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: "all",
      executionMode: "sequential",
      // Threads that spin while they wait took 40 % more processor time on a busy machine: others than Whisper need it too.
      extra: { session: { intra_op: { allow_spinning: "0" } } },
      logSeverityLevel: 3,
    };
    const encoder = await InferenceSession.create(files.encoder, options);
    const decoder = await InferenceSession.create(files.decoder, options);
    return new WhisperSessions(settings, encoder, decoder);
  }

  /** Listens to at most 30 s of 16 kHz sound; returns [1500, width]. */
  async encode(samples: Float32Array): Promise<Float32Array> {
    const features = new Tensor("float32", this.#mel.compute(samples), [1, this.settings.melBins, WINDOW_FRAMES]);
    const { last_hidden_state: hidden } = await this.#encoder.run({ input_features: features });
    return hidden!.data as Float32Array;
  }

  /** Starts decoding rows that heard `frames` encoder frames each (`hidden`: [rows, frames, width]) and were given the same tokens. */
  async begin(
    hidden: Float32Array,
    rows: number,
    tokens: readonly number[],
  ): Promise<{ state: DecoderState; step: DecoderStep }> {
    const { layers, heads, headSize, width } = this.settings;
    const frames = hidden.length / rows / width;
    const feeds: Feeds = {
      encoder_hidden_states: new Tensor("float32", hidden, [rows, frames, width]),
      use_cache_branch: new Tensor("bool", [false], [1]),
    };
    const empty = new Tensor("float32", new Float32Array(0), [rows, heads, 0, headSize]);
    for (const name of cacheNames(layers, SIDES)) feeds[`past_key_values.${name}`] = empty;
    const state = new DecoderState(this.settings, this.#decoder, feeds, rows);
    const given = Array.from({ length: rows }, () => tokens).flat();
    const step = await state.feed(given, cacheNames(layers, SIDES));
    feeds.use_cache_branch = new Tensor("bool", [true], [1]);
    return { state, step };
  }
}

/** Rows that are being decoded: their keys and values, of what was heard (computed once) and of what was written. */
export class DecoderState {
  readonly #settings: WhisperSettings;
  readonly #session: InferenceSession;
  readonly #feeds: Feeds;
  #rows: number;

  constructor(settings: WhisperSettings, session: InferenceSession, feeds: Feeds, rows: number) {
    this.#settings = settings;
    this.#session = session;
    this.#feeds = feeds;
    this.#rows = rows;
  }

  /** Gives every row its next token. */
  step(tokens: readonly number[]): Promise<DecoderStep> {
    return this.feed(tokens, cacheNames(this.#settings.layers, ["decoder"]));
  }

  /** Gives tokens ([rows, n]) and keeps the named caches for the next step. Only what is used is fetched: the rest would be copied for nothing. */
  async feed(tokens: readonly number[], caches: readonly string[]): Promise<DecoderStep> {
    const ids = new Tensor("int64", BigInt64Array.from(tokens, BigInt), [this.#rows, tokens.length / this.#rows]);
    const layers = new Set(this.#settings.alignmentHeads.map(([layer]) => layer));
    const fetches = [
      "logits",
      ...[...layers].map((layer) => `cross_attentions.${layer}`),
      ...caches.map((name) => `present.${name}`),
    ];
    this.#feeds.input_ids = ids;
    const outputs = await this.#session.run(this.#feeds, fetches);
    for (const name of caches) this.#feeds[`past_key_values.${name}`] = outputs[`present.${name}`] as Tensor;
    const logits = outputs.logits as Tensor;
    return {
      logits: logits.data as Float32Array,
      vocabulary: logits.dims.at(-1)!,
      attentions: new Map(
        [...layers].map((layer) => [layer, outputs[`cross_attentions.${layer}`]!.data as Float32Array]),
      ),
    };
  }

  /** Keeps the given rows, in that order: the others are done. */
  select(rows: readonly number[]): void {
    if (rows.length === this.#rows && rows.every((row, index) => row === index)) return;
    for (const name of cacheNames(this.#settings.layers, SIDES)) {
      const tensor = this.#feeds[`past_key_values.${name}`]!;
      const size = tensor.size / this.#rows;
      const data = tensor.data as Float32Array;
      const kept = new Float32Array(size * rows.length);
      rows.forEach((row, index) => {
        kept.set(data.subarray(row * size, (row + 1) * size), index * size);
      });
      this.#feeds[`past_key_values.${name}`] = new Tensor("float32", kept, [rows.length, ...tensor.dims.slice(1)]);
    }
    // The encoder's output is still a named input, but the branch with a cache does not look at it.
    const width = this.#settings.width;
    this.#feeds.encoder_hidden_states = new Tensor("float32", new Float32Array(rows.length * width), [
      rows.length,
      1,
      width,
    ]);
    this.#rows = rows.length;
  }
}

function cacheNames(layers: number, sides: readonly Side[]): string[] {
  return Array.from({ length: layers }, (_, layer) => layer).flatMap((layer) =>
    sides.flatMap((side) => [`${layer}.${side}.key`, `${layer}.${side}.value`]),
  );
}
