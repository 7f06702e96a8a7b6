import { describe, expect, it } from "vitest";
import { cutLongTurn, PART_TOKENS, planPart } from "../../../../../src/core/note/writer/parts.ts";

describe("planPart", () => {
  it("reads a consult of usual length in one part", () => {
    expect(planPart([900, 900, 800], 0, [])).toEqual({ carried: [], from: 0, to: 3 });
  });

  it("repeats at the head of a later part where each deelcontact began, and the last turns", () => {
    const sizes = Array.from({ length: 100 }, () => 100);
    const first = planPart(sizes, 0, []);
    expect(first).toEqual({ carried: [], from: 0, to: PART_TOKENS / 100 });
    const lines = sizes.map((_, i) => (i === 2 ? " S1 hoest." : i === 9 ? " S2 moe. | P1 rust." : " -"));
    const second = planPart(sizes, first.to, lines);
    expect(second.carried).toEqual([2, 9, first.to - 4, first.to - 3, first.to - 2, first.to - 1]);
    expect(second.from).toBe(first.to);
    expect(second.to).toBeGreaterThan(second.from);
  });

  it("always goes on, also where one turn is larger than a part", () => {
    expect(planPart([9000, 10], 0, [])).toEqual({ carried: [], from: 0, to: 1 });
  });
});

it("cuts a long turn after sentences, losing no word", () => {
  const text = Array.from({ length: 60 }, (_, i) => `een twee drie vier vijf ${i}.`).join(" ");
  const pieces = cutLongTurn(text);
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.join(" ")).toBe(text);
  for (const piece of pieces) expect(piece).toMatch(/\.$/);
  expect(cutLongTurn("   ")).toEqual([]);
});
