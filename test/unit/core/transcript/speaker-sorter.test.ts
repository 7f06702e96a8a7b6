import { describe, expect, test } from "vitest";
import { SpeakerSorter } from "../../../../src/core/transcript/speaker-sorter.ts";
import { makePrinter, makeWindows } from "./make-prints.ts";

describe("SpeakerSorter", () => {
  test("names no voice before two are known, then tells them apart, and keeps their names", () => {
    const print = makePrinter(2);
    const sorter = new SpeakerSorter();
    sorter.add(makeWindows([1, 1, 1], print, 0));
    expect(sorter.choose(0, 3)).toBeUndefined();
    for (let i = 0; i < 8; i++) sorter.add(makeWindows([1 + (i % 2), 1 + (i % 2)], print, 10 + 5 * i));
    const first = sorter.choose(10, 12.4);
    const second = sorter.choose(15, 17.4);
    expect(first?.name).not.toBe(second?.name);
    expect(first?.confidence).toBeGreaterThan(0.9);
    // The second voice becomes the most heard: the names stay.
    for (let i = 0; i < 20; i++) sorter.add(makeWindows([2, 2, 2], print, 100 + 5 * i));
    expect(sorter.voices[0]?.name).toBe(second?.name);
    expect(sorter.choose(10, 12.4)?.name).toBe(first?.name);
    expect(sorter.choose(100, 103)?.name).toBe(second?.name);
  });

  test("finds where the voice changes within a segment", () => {
    const print = makePrinter(3);
    const sorter = new SpeakerSorter();
    for (let i = 0; i < 8; i++) sorter.add(makeWindows([1 + (i % 2), 1 + (i % 2)], print, 5 * i));
    expect(sorter.findChanges(makeWindows([1, 1, 1, 1], print, 100))).toEqual([]);
    const changes = sorter.findChanges(makeWindows([1, 1, 1, 2, 2, 2, 1, 1], print, 100));
    expect(changes).toHaveLength(2);
    expect(changes[0]).toBeCloseTo(100 + 0.8 * 2.5 + 0.8, 5);
    expect(changes[1]).toBeCloseTo(100 + 0.8 * 5.5 + 0.8, 5);
  });
});
