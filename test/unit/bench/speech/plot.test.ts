import { expect, test } from "vitest";
import { drawBars } from "../../../bench/speech/plot.ts";

test("a bar is as long as its value, and what was not measured says so", () => {
  const bars = [
    { name: "soepel, greedy", values: [0.05, null] },
    { name: "peer <int8>", values: [0.1, 400] },
  ];
  const svg = drawBars("title", ["of real time", "memory, MB"], bars);
  const widths = [...svg.matchAll(/<rect x="190" y="[\d.]+" width="([\d.]+)"/g)].map(([, width]) => Number(width));
  expect(widths).toHaveLength(4);
  expect(widths[1]! / widths[0]!).toBeCloseTo(2, 1);
  expect(widths[2]).toBe(0);
  expect(svg).toContain("not measured");
  expect(svg).toContain("peer &lt;int8>");
});
