import { describe, expect, test } from "vitest";
import { UNHEARD } from "../../../../src/core/transcript/unheard.ts";
import { makeUtterances } from "../../../../src/engine/speech/utterances.ts";

const word = (text: string, start: number, end: number) => ({ text, start, end, confidence: 0.9 });

describe("makeUtterances", () => {
  const placed = [
    { from: 0, to: 2, start: 10 },
    { from: 2.5, to: 5, start: 60 },
  ];

  test("words go to the segment they were heard in, at its place in the recording", () => {
    const words = [
      word("Goedemorgen,", 0.2, 1),
      word("dokter.", 1, 2.1),
      word("Ga", 2.4, 2.9),
      word("zitten.", 2.9, 4),
    ];
    expect(makeUtterances(words, placed)).toMatchObject([
      { start: 10.2, end: 12, speaker: "onbekend", text: "Goedemorgen, dokter." },
      { start: 60, end: 61.5, text: "Ga zitten." },
    ]);
  });

  test("HAZARDS 1: an utterance that is only a phantom line is left out, its neighbour stays", () => {
    const words = [word("Ondertiteld", 0, 0.5), word("door", 0.5, 1), word("Amara.org", 1, 2), word("Ja.", 3, 3.5)];
    expect(makeUtterances(words, placed).map(({ text }) => text)).toEqual([UNHEARD, "Ja."]);
  });

  test("HAZARDS 3: a loop is left out", () => {
    const words = Array.from({ length: 30 }, (_, i) => word(i % 2 === 0 ? "is" : "goed", i * 0.06, i * 0.06 + 0.06));
    expect(makeUtterances(words, placed).map(({ text }) => text)).toEqual([UNHEARD, UNHEARD]);
  });

  test("HAZARDS 4: that nothing was made out of a segment is told at its place, and that nobody spoke in a short one", () => {
    const gap = { start: 60, end: 62.5, speaker: "onbekend", text: UNHEARD, words: [] };
    expect(makeUtterances([word("Ja.", 0.2, 0.8)], placed)).toMatchObject([{ start: 10.2, text: "Ja." }, gap]);
    expect(makeUtterances([], placed)).toHaveLength(2);
    expect(makeUtterances([], [{ from: 0, to: 1.4, start: 10 }])).toEqual([]);
  });

  test("signs without words are no utterance", () => {
    expect(makeUtterances([word("...", 0, 1)], [{ from: 0, to: 1.2, start: 10 }])).toEqual([]);
  });
});
