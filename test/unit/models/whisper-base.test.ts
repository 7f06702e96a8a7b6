import { fileURLToPath } from "node:url";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { beforeAll, describe, expect, test } from "vitest";

// The layout of the public exports: what ships must offer just this, or the larger tiers would need other code.
const LAYERS = 6;
const HEADS = 8;
const HEAD_SIZE = 64;
const WINDOW = 1500;
const VOCABULARY = 51_865;
const PROMPT = [50258, 50271, 50359, 50363];
const parts = Array.from({ length: LAYERS }, (_, n) => n).flatMap((n) =>
  ["decoder", "encoder"].flatMap((side) => ["key", "value"].map((part) => `${n}.${side}.${part}`)),
);
const path = (name: string) => fileURLToPath(new URL(`../../../models/${name}`, import.meta.url));
const load = (name: string) => InferenceSession.create(path(name), { intraOpNumThreads: 2, logSeverityLevel: 3 });

describe("whisper-base", () => {
  let encoder: InferenceSession;
  let decoder: InferenceSession;
  let states: Tensor;

  beforeAll(async () => {
    encoder = await load("whisper-base/onnx/encoder_model_quantized.onnx");
    decoder = await load("whisper-base/onnx/decoder_model_merged_quantized.onnx");
    const features = Float32Array.from({ length: 80 * 3000 }, (_, n) => Math.sin(n * 0.37) * 0.3);
    const input_features = new Tensor("float32", features, [1, 80, 3000]);
    states = (await encoder.run({ input_features })).last_hidden_state!;
  });

  const run = (tokens: number[], cached: boolean, past: Record<string, Tensor>) =>
    decoder.run({
      input_ids: new Tensor("int64", BigInt64Array.from(tokens, BigInt), [1, tokens.length]),
      encoder_hidden_states: states,
      use_cache_branch: new Tensor("bool", [cached], [1]),
      ...past,
    });
  const none = Object.fromEntries(
    parts.map((part) => [
      `past_key_values.${part}`,
      new Tensor("float32", new Float32Array(0), [1, HEADS, 0, HEAD_SIZE]),
    ]),
  );

  test("has the names and shapes of the public exports", () => {
    expect(encoder.inputNames).toEqual(["input_features"]);
    expect(encoder.outputNames).toEqual(["last_hidden_state"]);
    expect(states.dims).toEqual([1, WINDOW, HEADS * HEAD_SIZE]);
    const past = parts.map((part) => `past_key_values.${part}`);
    expect([...decoder.inputNames].sort()).toEqual(
      ["input_ids", "encoder_hidden_states", "use_cache_branch", ...past].sort(),
    );
    const cross = Array.from({ length: LAYERS }, (_, n) => `cross_attentions.${n}`);
    const present = parts.map((part) => `present.${part}`);
    expect([...decoder.outputNames].sort()).toEqual(["logits", ...present, ...cross].sort());
  });

  test("goes on from its cache as if it had read all tokens at once", async () => {
    const next = 440;
    const whole = await run([...PROMPT, next], false, none);
    const first = await run(PROMPT, false, none);
    const past = Object.fromEntries(parts.map((part) => [`past_key_values.${part}`, first[`present.${part}`]!]));
    const cached = await run([next], true, past);

    expect(first["present.0.encoder.key"]!.dims).toEqual([1, HEADS, WINDOW, HEAD_SIZE]);
    expect(cached["present.0.encoder.key"]!.dims).toEqual([0, HEADS, 1, HEAD_SIZE]);
    expect(cached["present.0.decoder.key"]!.dims).toEqual([1, HEADS, PROMPT.length + 1, HEAD_SIZE]);
    expect(cached["cross_attentions.5"]!.dims).toEqual([1, HEADS, 1, WINDOW]);
    const expected = (whole.logits!.data as Float32Array).subarray(PROMPT.length * VOCABULARY);
    const actual = cached.logits!.data as Float32Array;
    expect(actual.length).toBe(VOCABULARY);
    // Eight bits round differently for one row and for many: close, not equal.
    expect(cosine(actual, expected)).toBeGreaterThan(0.999);
  });
});

test("silero-vad hears no voice in silence, and says so for each frame", async () => {
  const vad = await load("silero-vad/silero_vad_16k_sequence.onnx");
  const frames = 20;
  const zeros = (...dims: number[]) => new Tensor("float32", new Float32Array(dims.reduce((a, b) => a * b)), dims);
  const { speech_probs } = await vad.run({ input: zeros(frames, 576), h: zeros(1, 1, 128), c: zeros(1, 1, 128) });
  expect(speech_probs!.dims).toEqual([frames]);
  expect(Math.max(...(speech_probs!.data as Float32Array))).toBeLessThan(0.1);
});

function cosine(a: Float32Array, b: Float32Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let n = 0; n < a.length; n++) {
    ab += a[n]! * b[n]!;
    aa += a[n]! ** 2;
    bb += b[n]! ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}
