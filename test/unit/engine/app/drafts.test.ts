import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { SpeechSegment } from "../../../../src/core/transcript/ports.ts";
import { Drafts } from "../../../../src/engine/app/drafts.ts";
import type { HeardUtterance } from "../../../../src/engine/speech/utterances.ts";

const RATE = 16_000;
const TEXT = "ik heb al drie weken pijn in mijn rug en het wordt niet beter".split(" ");

function say(words: readonly string[]): HeardUtterance | undefined {
  if (words.length === 0) return undefined;
  const timed = words.map((text, i) => ({ text, start: i, end: i + 1, confidence: 0.9 }));
  return { start: 0, end: words.length, speaker: "onbekend", text: words.join(" "), words: timed };
}

/** A recogniser that hears two words a second, each request after `ms`. */
function bench({ ms = 20, mishear = (words: string[]) => words } = {}) {
  const log: string[] = [];
  const asked: SpeechSegment[][] = [];
  let nowMs = 0;
  const drafts = new Drafts(
    {
      async hear(segments, signal) {
        asked.push([...segments]);
        await sleep(ms, undefined, { signal });
        nowMs += ms;
        return segments.map(({ samples }) => say(mishear(TEXT.slice(0, Math.round((2 * samples.length) / RATE)))));
      },
      onGrown: (_, words) => log.push(`… ${words.map(({ text }) => text).join(" ")}`),
      onEnded: (segment, utterance) => log.push(`${segment.start}: ${utterance?.text ?? "-"}`),
      onFailure: (error) => log.push(String(error)),
    },
    () => nowMs,
  );
  return { drafts, log, asked, pass: (by: number) => (nowMs += by) };
}

const segment = (seconds: number, start = 0) => ({ start, samples: new Float32Array(seconds * RATE) });
const open = (seconds: number, hasPaused = false, start = 0) => ({ ...segment(seconds, start), hasPaused });

describe("Drafts", () => {
  it("shows of a growing utterance what two hearings agree on, never takes it back, and tells the whole at its end", async () => {
    let round = 0;
    // The last word of every second hearing is wrong.
    const mishear = (words: string[]) => (round++ % 2 === 0 ? words : [...words.slice(0, -1), "hm"]);
    const { drafts, log, pass } = bench({ mishear });
    for (const seconds of [2, 3, 4, 5]) {
      drafts.follow(open(seconds));
      await sleep(40);
      pass(1_000);
    }
    drafts.end(segment(6));
    await sleep(60);
    const shown = log.filter((line) => line.startsWith("…"));
    expect(shown.length).toBeGreaterThan(2);
    expect(log.join()).not.toContain("hm");
    for (const [i, line] of shown.entries()) expect(line.startsWith(shown[i - 1] ?? "…")).toBe(true);
    expect(log.at(-1)).toBe(`0: ${TEXT.slice(0, 12).join(" ")}`);
  });

  it("hears an utterance that pauses at once; where nobody goes on it is not heard again", async () => {
    const { drafts, log, asked } = bench();
    drafts.follow(open(1.5, true));
    drafts.follow(open(1.5, true));
    await sleep(40);
    expect(log).toEqual([]);
    drafts.end(segment(1.5));
    expect(log).toEqual(["0: ik heb al"]);
    expect(asked).toHaveLength(1);
  });

  it("tells it as soon as it is heard where it ended meanwhile", async () => {
    const { drafts, log, asked } = bench();
    drafts.follow(open(1.5, true));
    drafts.end(segment(1.5));
    await sleep(40);
    expect(log).toEqual(["0: ik heb al"]);
    expect(asked).toHaveLength(1);
  });

  it("gives up the hearing of what grows when something has ended", async () => {
    const { drafts, log, asked } = bench({ ms: 200 });
    drafts.follow(open(3));
    drafts.end(segment(3.5));
    drafts.end(segment(1, 4));
    await sleep(300);
    expect(log).toEqual([`0: ${TEXT.slice(0, 7).join(" ")}`, "4: ik heb"]);
    expect(asked.map((segments) => segments.length)).toEqual([1, 2]);
  });

  it("leaves most of the time to others while somebody talks on", async () => {
    const { drafts, asked, pass } = bench({ ms: 30 });
    for (let i = 0; i < 20; i++) {
      drafts.follow(open(2 + i / 10));
      await sleep(45);
      pass(10);
    }
    // A third of the time: 30 ms of hearing, then 60 ms of rest.
    expect(asked.length).toBeLessThanOrEqual(5);
    expect(asked.length).toBeGreaterThanOrEqual(3);
  });

  it("tells nothing after it was stopped, and a failure once", async () => {
    const stopped = bench();
    stopped.drafts.end(segment(2));
    stopped.drafts.stop();
    await sleep(40);
    stopped.drafts.end(segment(2, 5));
    await sleep(40);
    expect(stopped.log).toEqual([]);
    const failing = bench({
      mishear: () => {
        throw new Error("crashed");
      },
    });
    failing.drafts.end(segment(2));
    await sleep(40);
    failing.drafts.end(segment(2, 5));
    await sleep(40);
    expect(failing.log).toEqual(["Error: crashed"]);
  });
});
