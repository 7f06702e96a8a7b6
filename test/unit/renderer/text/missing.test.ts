import { expect, it } from "vitest";
import { sayMissing } from "../../../../renderer/text/missing.ts";

it("names the deelcontact that has no title or no code", () => {
  const icpc = { code: "L03", title: "Lage rugpijn", confidence: 1, alternatives: [] };
  const empty = { lines: [], measurements: [] };
  const deelcontacten = [
    { title: "Rugpijn", icpc, ...empty },
    { title: "", icpc, ...empty },
    { title: " ", ...empty },
    { title: "DM2", ...empty },
  ];
  expect(sayMissing({ deelcontacten })).toEqual([
    "Deelcontact 2 heeft geen titel.",
    "Deelcontact 3 heeft geen titel en geen ICPC-code.",
    "Deelcontact 4 heeft geen ICPC-code.",
  ]);
});
