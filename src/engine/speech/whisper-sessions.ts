import { InferenceSession, Tensor } from "onnxruntime-node";
import type { Device, SpeechDevice } from "./device-names.ts";
import { assertFits } from "./graph-shape.ts";
import { MelSpectrogram, WINDOW_FRAMES } from "./mel-spectrogram.ts";
import { openEncoder } from "./open-encoder.ts";
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
  /** What computes. */
  readonly device: SpeechDevice;
  readonly #encoder: InferenceSession;
  readonly #decoder: InferenceSession;
  readonly #mel: MelSpectrogram;

  private constructor(
    settings: WhisperSettings,
    encoder: InferenceSession,
    decoder: InferenceSession,
    device: SpeechDevice,
  ) {
    this.settings = settings;
    this.device = device;
    this.#encoder = encoder;
    this.#decoder = decoder;
    this.#mel = new MelSpectrogram(settings.melBins);
  }

  static async load(
    settings: WhisperSettings,
    files: { readonly encoder: string; readonly decoder: string },
    threads: number,
    device: Device = "cpu",
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
    // Its own arena kept 70 MB more of base's window, and was no faster.
    const forEncoder = { ...options, enableCpuMemArena: false };
    const { encoder, ...used } = await openEncoder(files.encoder, forEncoder, device, [
      1,
      settings.melBins,
      WINDOW_FRAMES,
    ]);
    const decoder = await InferenceSession.create(files.decoder, options);
    assertFits(settings, encoder, decoder);
    return new WhisperSessions(settings, encoder, decoder, used);
  }

  /** Listens to at most 30 s of 16 kHz sound; returns [1500, width]. */
  async encode(samples: Float32Array): Promise<Float32Array> {
    const features = new Tensor("float32", this.#mel.compute(samples), [1, this.settings.melBins, WINDOW_FRAMES]);
    // Some exports give every layer's attention too: gigabytes that nobody reads.
    const { last_hidden_state: hidden } = await this.#encoder.run({ input_features: features }, ["last_hidden_state"]);
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
  /** All rows heard the same window: its keys and values are there once. */
  #isShared: boolean;
  #rows: number;
  /** Tokens that every row was given. */
  #length = 0;

  constructor(settings: WhisperSettings, session: InferenceSession, feeds: Feeds, rows: number) {
    this.#settings = settings;
    this.#session = session;
    this.#feeds = feeds;
    this.#isShared = rows === 1;
    this.#rows = rows;
  }

  /** Gives every row its next token. */
  async step(tokens: readonly number[]): Promise<DecoderStep> {
    const caches = cacheNames(this.#settings.layers, ["decoder"]);
    try {
      return await this.feed(tokens, caches);
    } catch (error) {
      if (!this.#isShared || this.#rows === 1) throw error;
      // Exports of an older kind want a window's keys and values for every row of their own.
      this.#isShared = false;
      this.#pick(["encoder"], new Array<number>(this.#rows).fill(0), 1);
      return this.feed(tokens, caches);
    }
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
    // Newer exports ask where the tokens stand.
    if (this.#session.inputNames.includes("cache_position")) {
      const places = BigInt64Array.from({ length: ids.dims[1]! }, (_, index) => BigInt(this.#length + index));
      this.#feeds.cache_position = new Tensor("int64", places, [places.length]);
    }
    const outputs = await this.#session.run(this.#feeds, fetches);
    this.#length += ids.dims[1]!;
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

  /** Row i goes on from where row `rows[i]` is: rows that are done are left out, and a row may have several successors where all heard one window. */
  select(rows: readonly number[]): void {
    if (rows.length === this.#rows && rows.every((row, index) => row === index)) return;
    this.#pick(this.#isShared ? ["decoder"] : SIDES, rows, this.#rows);
    // The encoder's output is still a named input, but the branch with a cache does not look at it.
    const { width } = this.#settings;
    const unread = new Float32Array(rows.length * width);
    this.#feeds.encoder_hidden_states = new Tensor("float32", unread, [rows.length, 1, width]);
    this.#rows = rows.length;
  }

  #pick(sides: readonly Side[], rows: readonly number[], before: number): void {
    // Where no row that is still needed is overwritten, only what changes is copied.
    const isInPlace = rows.length === before && rows.every((row) => rows[row] === row);
    for (const name of cacheNames(this.#settings.layers, sides)) {
      const tensor = this.#feeds[`past_key_values.${name}`]!;
      const size = tensor.size / before;
      const data = tensor.data as Float32Array;
      const target = isInPlace ? data : new Float32Array(size * rows.length);
      rows.forEach((row, index) => {
        if (!isInPlace || row !== index) target.set(data.subarray(row * size, (row + 1) * size), index * size);
      });
      if (isInPlace) continue;
      this.#feeds[`past_key_values.${name}`] = new Tensor("float32", target, [rows.length, ...tensor.dims.slice(1)]);
    }
  }
}

function cacheNames(layers: number, sides: readonly Side[]): string[] {
  return Array.from({ length: layers }, (_, layer) => layer).flatMap((layer) =>
    sides.flatMap((side) => [`${layer}.${side}.key`, `${layer}.${side}.value`]),
  );
}
