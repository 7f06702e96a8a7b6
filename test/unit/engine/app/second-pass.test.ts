import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { SecondPass } from "../../../../src/engine/app/second-pass.ts";
import type { SpeechWindow } from "../../../../src/engine/speech/window-plan.ts";

const windowAt = (start: number): SpeechWindow => ({
  samples: new Float32Array(16),
  placed: [{ from: 0, to: 1, start }],
});
const startOf = ({ placed }: SpeechWindow): number => placed[0]!.start;

function pass(hear: (window: SpeechWindow, signal: AbortSignal) => Promise<void>, patienceMs?: number) {
  const failures: unknown[] = [];
  const abort = new AbortController();
  const second = new SecondPass(
    { hear, onFailure: (error) => failures.push(error), ...(patienceMs !== undefined && { patienceMs }) },
    abort.signal,
  );
  return { second, failures, abort };
}

describe("SecondPass", () => {
  it("hears one window after the other, while more come, and tells how far it is", async () => {
    const heard: number[] = [];
    let atOnce = 0;
    const { second, failures } = pass(async (window) => {
      expect(++atOnce).toBe(1);
      await sleep(5);
      atOnce--;
      heard.push(startOf(window));
    });
    second.push(windowAt(0));
    second.push(windowAt(30));
    await sleep(30);
    second.push(windowAt(60));
    const shares: number[] = [];
    await second.finish((share) => shares.push(share));
    expect(heard).toEqual([0, 30, 60]);
    expect(shares.at(-1)).toBe(1);
    expect(failures).toEqual([]);
  });

  it("a failure ends it, and nothing else", async () => {
    const { second, failures } = pass(() => Promise.reject(new Error("the model crashed")));
    second.push(windowAt(0));
    second.push(windowAt(30));
    await second.finish();
    expect(failures).toHaveLength(1);
  });

  it("waits no longer than its patience after the recording", async () => {
    let aborted = false;
    const hear = (_: SpeechWindow, signal: AbortSignal) =>
      new Promise<void>((_, reject) =>
        signal.addEventListener("abort", () => {
          aborted = true;
          reject(new Error("aborted"));
        }),
      );
    const { second, failures } = pass(hear, 20);
    second.push(windowAt(0));
    await second.finish();
    expect(aborted).toBe(true);
    expect(failures).toEqual([]);
  });

  it("HAZARDS 31: hears nothing more of a consult that was let go", async () => {
    const heard: number[] = [];
    const { second, abort } = pass(async (window) => {
      await sleep(5);
      heard.push(startOf(window));
    });
    second.push(windowAt(0));
    second.push(windowAt(30));
    abort.abort();
    second.push(windowAt(60));
    await second.finish();
    expect(heard).toEqual([0]);
  });
});
