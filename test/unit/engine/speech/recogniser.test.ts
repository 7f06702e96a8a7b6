import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Word } from "../../../../src/core/transcript/transcript.ts";
import type { SpeechProcess } from "../../../../src/engine/speech/speech-process.ts";
import { startSpeech } from "../../../../src/engine/speech/transcribe-file.ts";
import { makeNoise } from "./make-sounds.ts";

const RATE = 16_000;
const FISH = new URL("../../../fixtures/speech/fish-fillets.wav", import.meta.url);

let speech: SpeechProcess;
let fish: Float32Array;
beforeAll(async () => {
  speech = await startSpeech();
  const bytes = readFileSync(FISH);
  fish = Float32Array.from({ length: 12 * RATE }, (_, i) => bytes.readInt16LE(44 + 2 * i) / 32_768);
}, 120_000);
afterAll(() => speech?.close());

const textOf = (words: readonly Word[]): string => words.map(({ text }) => text).join(" ");
const hear = (windows: readonly Float32Array[], isDraft: boolean) =>
  speech.ask({ type: "recognise", windows, isDraft });

describe("Recogniser", { timeout: 180_000 }, () => {
  test.each([true, false])("HAZARDS 3: a window that fails gives no word to the next (draft: %s)", async (isDraft) => {
    const [alone] = await hear([fish], isDraft);
    expect(alone!.length).toBeGreaterThan(10);
    const after = await hear([makeNoise(12, 0.3, "white"), fish], isDraft);
    expect(textOf(after[1]!)).toBe(textOf(alone!));
  });

  test("a draft that is asked later is there sooner, and what gave way to it is written as if alone", async () => {
    const [alone] = await hear([fish], false);
    const order: string[] = [];
    const rest = hear([fish, fish, fish], false).then((answer) => {
      order.push("rest");
      return answer;
    });
    const draft = hear([fish.subarray(0, 6 * RATE)], true).then((answer) => {
      order.push("draft");
      return answer;
    });
    expect((await draft)[0]!.length).toBeGreaterThan(3);
    for (const words of await rest) expect(textOf(words)).toBe(textOf(alone!));
    expect(order).toEqual(["draft", "rest"]);
  });
});
