import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { averageLogProbability } from "../../../../src/engine/speech/decoding.ts";
import { type DecodeRequest, decodeGreedily } from "../../../../src/engine/speech/greedy-search.ts";
import { makeRandom } from "../../../../src/engine/speech/seeded-random.ts";
import { findSpeechFiles } from "../../../../src/engine/speech/speech-files.ts";
import { WhisperSessions } from "../../../../src/engine/speech/whisper-sessions.ts";
import { readWhisperSettings } from "../../../../src/engine/speech/whisper-settings.ts";

// Random weights: any text is as good as another, so that drawing gives many.
const LAYOUT = fileURLToPath(new URL("../../../fixtures/whisper-layout/", import.meta.url));
const VOICE = fileURLToPath(new URL("../../../../models/silero-vad/", import.meta.url));

describe("texts drawn at random", () => {
  let whisper: WhisperSessions;
  let request: DecodeRequest;
  beforeAll(async () => {
    whisper = await WhisperSessions.load(await readWhisperSettings(LAYOUT), await findSpeechFiles(LAYOUT, VOICE), 1);
    const { start, dutch, transcribe, noTimestamps } = whisper.settings.tokens;
    const hidden = await whisper.encode(Float32Array.from({ length: 16_000 }, (_, n) => Math.sin(n / 9) / 4));
    request = { hidden, mostTokens: [10], start: [start, dutch, transcribe, noTimestamps], startAt: 0 };
  });

  it("of one window differ, share what was heard in it, and are as likely as when each is alone", async () => {
    const drawn = await decodeGreedily(whisper, { ...request, copies: 4 }, 1, makeRandom(1));
    expect(drawn).toHaveLength(4);
    expect(new Set(drawn.map(({ tokens }) => tokens.join(" "))).size).toBe(4);
    expect(new Set(drawn.map(({ noSpeech }) => noSpeech)).size).toBe(1);
    for (const { tokens, logProbabilities } of drawn) {
      // Given to the decoder at once, without a cache, every token of it is as likely.
      const { step } = await whisper.begin(request.hidden, 1, [...request.start, ...tokens]);
      const logits = step.logits.slice((request.start.length - 1) * step.vocabulary);
      for (const [index, token] of tokens.entries()) {
        const own = logits.subarray(index * step.vocabulary, index * step.vocabulary + whisper.settings.tokens.end);
        const highest = Math.max(...own);
        const sum = own.reduce((total, logit) => total + Math.exp(logit - highest), 0);
        expect(logProbabilities[index]).toBeCloseTo(own[token]! - highest - Math.log(sum), 3);
      }
    }
  });

  it("hardly differ from the likeliest where it is cold", async () => {
    const [likeliest] = await decodeGreedily(whisper, request);
    const drawn = await decodeGreedily(whisper, { ...request, copies: 2 }, 0.01, makeRandom(2));
    for (const text of drawn) expect(text.tokens).toEqual(likeliest!.tokens);
    expect(averageLogProbability(drawn[0]!)).toBeCloseTo(averageLogProbability(likeliest!), 3);
  });
});
