import { describe, expect, test } from "vitest";
import type { Utterance } from "../../../../src/core/transcript/transcript.ts";
import { scoreTime } from "../../../bench/speech/speaker-time.ts";

const turn = (start: number, end: number, voice?: string): Utterance => ({
  id: `u${start}`,
  start,
  end,
  speaker: "onbekend",
  text: "",
  words: [],
  ...(voice === undefined ? {} : { voice }),
});
/** Two voices, one value a second. */
const SPEAKS = [Uint8Array.from([1, 1, 1, 1, 0, 0, 0, 1, 0, 0]), Uint8Array.from([0, 0, 0, 1, 1, 1, 1, 0, 0, 0])];

describe("scoreTime", () => {
  test("counts wrong, unnamed and unheard time, and takes either where two speak at once", () => {
    const turns = [turn(0, 4, "B"), turn(4, 6, "A"), turn(6, 7)];
    expect(scoreTime(turns, SPEAKS, 1, "voices")).toEqual({ wrong: 0, unknown: 12.5, missed: 12.5 });
    const swapped = scoreTime(turns, SPEAKS, 1, ({ voice }) =>
      voice === undefined ? undefined : voice === "A" ? 0 : 1,
    );
    expect(swapped).toEqual({ wrong: 62.5, unknown: 12.5, missed: 12.5 });
  });

  test("matches a third label to whom it fits: one voice in two labels is no error", () => {
    const turns = [turn(0, 2, "A"), turn(2, 4, "C"), turn(4, 7, "B"), turn(7, 8, "A")];
    expect(scoreTime(turns, SPEAKS, 1, "voices").wrong).toBe(0);
  });

  test("time in which nobody speaks counts for nothing", () => {
    expect(scoreTime([turn(8, 10, "A")], SPEAKS, 1, "voices").missed).toBe(100);
  });
});
