import { expect, it } from "vitest";
import { isNamedByCode } from "../../../../renderer/text/code-name.ts";

const icpc = { code: "L03", title: "Lage rugpijn", confidence: 0.6, alternatives: [] };

it("knows the code's own name, however it is written", () => {
  expect(isNamedByCode({ title: "lage rugpijn ", icpc })).toBe(true);
  expect(isNamedByCode({ title: "Rugpijn", icpc })).toBe(false);
  expect(isNamedByCode({ title: "Lage rugpijn" })).toBe(false);
});
