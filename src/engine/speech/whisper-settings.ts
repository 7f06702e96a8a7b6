import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { SoepelError } from "../../contract/errors.ts";

const Config = z.object({
  decoder_layers: z.int().positive(),
  decoder_attention_heads: z.int().positive(),
  d_model: z.int().positive(),
  max_target_positions: z.int().positive(),
});
const GenerationConfig = z.object({
  alignment_heads: z.array(z.tuple([z.int(), z.int()])).min(1),
  begin_suppress_tokens: z.array(z.int()).default([]),
  suppress_tokens: z.array(z.int()).default([]),
  lang_to_id: z.record(z.string(), z.int()),
  task_to_id: z.record(z.string(), z.int()),
  decoder_start_token_id: z.int(),
  eos_token_id: z.int(),
  no_timestamps_token_id: z.int(),
  prev_sot_token_id: z.int().optional(),
});
const Preprocessor = z.object({ feature_size: z.int() });

/** What a model of Whisper's layout says about itself: sizes of the graph, special tokens, heads that follow the sound. */
export interface WhisperSettings {
  readonly layers: number;
  readonly heads: number;
  readonly headSize: number;
  readonly width: number;
  readonly melBins: number;
  /** Most tokens in one pass, the prompt's included. */
  readonly maxTokens: number;
  /** [layer, head] pairs whose cross-attention gives the words' times. */
  readonly alignmentHeads: readonly (readonly [number, number])[];
  readonly suppressed: readonly number[];
  readonly suppressedAtStart: readonly number[];
  readonly tokens: SpecialTokens;
}

export interface SpecialTokens {
  readonly start: number;
  readonly dutch: number;
  readonly transcribe: number;
  readonly noTimestamps: number;
  readonly end: number;
  readonly previous: number;
  readonly noSpeech: number;
}

/**
 * Reads the settings of the model in `folder` (config.json, generation_config.json, preprocessor_config.json).
 * @throws SoepelError model-missing, model-damaged
 */
export async function readWhisperSettings(folder: string): Promise<WhisperSettings> {
  const [config, generation, preprocessor] = await Promise.all([
    readJson(folder, "config.json", Config),
    readJson(folder, "generation_config.json", GenerationConfig),
    readJson(folder, "preprocessor_config.json", Preprocessor),
  ]);
  const dutch = generation.lang_to_id["<|nl|>"];
  const transcribe = generation.task_to_id.transcribe;
  if (dutch === undefined || transcribe === undefined) {
    throw new SoepelError("model-damaged", "generation_config.json knows no Dutch");
  }
  return {
    layers: config.decoder_layers,
    heads: config.decoder_attention_heads,
    headSize: config.d_model / config.decoder_attention_heads,
    width: config.d_model,
    melBins: preprocessor.feature_size,
    maxTokens: config.max_target_positions,
    alignmentHeads: generation.alignment_heads,
    suppressed: generation.suppress_tokens,
    suppressedAtStart: generation.begin_suppress_tokens,
    tokens: {
      start: generation.decoder_start_token_id,
      dutch,
      transcribe,
      noTimestamps: generation.no_timestamps_token_id,
      end: generation.eos_token_id,
      // In every multilingual Whisper the special tokens stand in this order (tokenizer.py of openai/whisper).
      previous: generation.prev_sot_token_id ?? generation.no_timestamps_token_id - 2,
      noSpeech: generation.no_timestamps_token_id - 1,
    },
  };
}

/** Reads and checks one of a model's JSON files. */
export async function readJson<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T> {
  let text: string;
  try {
    text = await readFile(join(folder, name), "utf8");
  } catch (cause) {
    throw new SoepelError("model-missing", join(folder, name), { cause });
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new SoepelError("model-damaged", join(folder, name), { cause });
  }
}
