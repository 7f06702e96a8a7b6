import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeWithBeams } from "../../../../src/engine/speech/beam-search.ts";
import { type DecodeRequest, decodeGreedily } from "../../../../src/engine/speech/greedy-search.ts";
import { findSpeechFiles } from "../../../../src/engine/speech/speech-files.ts";
import { barTokens, chooseBests } from "../../../../src/engine/speech/token-choice.ts";
import { WhisperSessions } from "../../../../src/engine/speech/whisper-sessions.ts";
import { readWhisperSettings } from "../../../../src/engine/speech/whisper-settings.ts";
import expected from "../../../fixtures/whisper-layout/expected.json" with { type: "json" };

// Made by the exporter of the public repositories (make.py beside it): 128 mel bins, 2 + 3 layers, 3 heads of 8, external data.
const LAYOUT = fileURLToPath(new URL("../../../fixtures/whisper-layout/", import.meta.url));
const VOICE = fileURLToPath(new URL("../../../../models/silero-vad/", import.meta.url));

const sound = Float32Array.from(
  { length: 48_000 },
  (_, n) => 0.3 * Math.sin((2 * Math.PI * (200 + n / 60) * n) / 16_000),
);

async function load(folder: string): Promise<WhisperSessions> {
  return WhisperSessions.load(await readWhisperSettings(folder), await findSpeechFiles(folder, VOICE), 1);
}

async function makeRequest(whisper: WhisperSessions, mostTokens = 24): Promise<DecodeRequest> {
  const { start, dutch, transcribe, noTimestamps } = whisper.settings.tokens;
  return {
    hidden: await whisper.encode(sound),
    mostTokens: [mostTokens],
    start: [start, dutch, transcribe, noTimestamps],
    startAt: 0,
  };
}

/** Beam search without caches: every text is given to the decoder anew. */
async function searchPlainly(whisper: WhisperSessions, request: DecodeRequest, beams: number): Promise<number[]> {
  let texts: { tokens: number[]; sum: number }[] = [{ tokens: [], sum: 0 }];
  for (let length = 0; length < request.mostTokens[0]!; length++) {
    const grown: typeof texts = [];
    for (const { tokens, sum } of texts) {
      const { step } = await whisper.begin(request.hidden, 1, [...request.start, ...tokens]);
      const logits = step.logits.slice(-step.vocabulary);
      barTokens(logits, whisper.settings, tokens.length === 0);
      for (const { token, logProbability } of chooseBests(logits, beams))
        grown.push({ tokens: [...tokens, token], sum: sum + logProbability });
    }
    texts = grown.sort((a, b) => b.sum - a.sum).slice(0, beams);
  }
  return texts[0]!.tokens;
}

describe("a Whisper of the public layout that is not ours", () => {
  let whisper: WhisperSessions;
  let folder: string;
  beforeAll(async () => {
    whisper = await load(LAYOUT);
    folder = await mkdtemp(join(tmpdir(), "soepel-layout-"));
    await cp(LAYOUT, folder, { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("tells its layers, heads and mel bins by its files", () => {
    expect(whisper.settings).toMatchObject({
      layers: 3,
      heads: 3,
      headSize: 8,
      width: 24,
      melBins: 128,
      maxTokens: 64,
    });
  });

  it("hears what transformers hears in the same sound, as likely and at the same places", async () => {
    const [decoded] = await decodeGreedily(whisper, await makeRequest(whisper));
    expect(decoded!.tokens.length).toBeGreaterThanOrEqual(8);
    for (const [index, token] of decoded!.tokens.entries()) {
      const { loudest, ...step } = expected.steps[index]!;
      expect(token).toBe(step.token);
      expect(decoded!.logProbabilities[index]).toBeCloseTo(step.logProbability, 2);
      const attention = decoded!.attentions[index]!;
      const heads = [0, 1, 2].map((head) => attention.subarray(head * 1_500, (head + 1) * 1_500));
      expect(heads.map((head, at) => head[loudest[at]!]! / Math.max(...head)).every((share) => share > 0.98)).toBe(
        true,
      );
    }
  });

  it("finds with beams what a search without caches finds", async () => {
    const request = await makeRequest(whisper, 8);
    const decoded = await decodeWithBeams(whisper, request);
    expect(decoded.tokens).toEqual(await searchPlainly(whisper, request, 5));
    const [greedy] = await decodeGreedily(whisper, request);
    expect(decoded.tokens).not.toEqual(greedy!.tokens);
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    expect(sum(decoded.logProbabilities)).toBeGreaterThan(sum(greedy!.logProbabilities));
    expect(decoded.attentions).toHaveLength(decoded.tokens.length);
  });

  it("decodes several windows together as it does each alone", async () => {
    const request = await makeRequest(whisper, 8);
    const quiet = await whisper.encode(sound.map((sample) => sample / 10).subarray(0, 16_000));
    const hidden = new Float32Array(2 * request.hidden.length);
    hidden.set(request.hidden);
    hidden.set(quiet, request.hidden.length);
    const both = await decodeGreedily(whisper, { ...request, hidden, mostTokens: [8, 8] });
    const [first] = await decodeGreedily(whisper, request);
    const [second] = await decodeGreedily(whisper, { ...request, hidden: quiet });
    expect(both.map(({ tokens }) => tokens)).toEqual([first!.tokens, second!.tokens]);
  });

  it.each(["_q4", "_fp16", "_int8", "_quantized"])("finds graphs that are named %s", async (suffix) => {
    const graphs = join(folder, "onnx");
    const names = ["encoder_model", "decoder_model_merged"].map((stem) => [`${stem}.onnx`, `${stem}${suffix}.onnx`]);
    for (const [plain, named] of names) await rename(join(graphs, plain!), join(graphs, named!));
    const loaded = await load(folder);
    expect((await loaded.encode(sound)).length).toBe(1_500 * 24);
    for (const [plain, named] of names) await rename(join(graphs, named!), join(graphs, plain!));
  });

  it("refuses graphs that are another model's than the settings beside them", async () => {
    const config = JSON.parse(await readFile(join(LAYOUT, "config.json"), "utf8"));
    await writeFile(join(folder, "config.json"), JSON.stringify({ ...config, decoder_layers: 4 }));
    await expect(load(folder)).rejects.toMatchObject({
      code: "model-damaged",
      detail: expect.stringContaining("layers"),
    });
    await writeFile(join(folder, "config.json"), JSON.stringify(config));
    await writeFile(join(folder, "preprocessor_config.json"), JSON.stringify({ feature_size: 80 }));
    await expect(load(folder)).rejects.toMatchObject({ detail: expect.stringContaining("mel bins") });
  });
});
