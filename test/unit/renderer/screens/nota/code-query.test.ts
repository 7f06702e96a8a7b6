import { expect, it } from "vitest";
import { codeQuery } from "../../../../../renderer/screens/nota/code-query.ts";
import type { Deelcontact } from "../../../../../src/core/note/note.ts";

const line = (soep: "S" | "O" | "E" | "P", text: string) => ({ soep, text, evidence: [], checks: [] });
const deelcontact = {
  title: "Rug",
  lines: [
    line("S", "Lage rugpijn. Moe."),
    line("O", "Lasègue neg."),
    line("E", "Aspecifieke rugpijn"),
    line("P", "PCM 3dd 1000 mg"),
  ],
} as unknown as Pick<Deelcontact, "lines" | "title">;
const NOTHING = { text: "" };

it("starts from the piece of S or E that the focus is on", () => {
  expect(codeQuery(deelcontact, { soep: "S", span: [0, 13] }, NOTHING)).toBe("Lage rugpijn.");
  expect(codeQuery(deelcontact, { soep: "E", span: [0, 19] }, NOTHING)).toBe("Aspecifieke rugpijn");
});

it.each(["O", "P"] as const)("starts from E at %s, and from the title where there is no E", (soep) => {
  expect(codeQuery(deelcontact, { soep, span: [0, 8] }, NOTHING)).toBe("Aspecifieke rugpijn");
  const lines = deelcontact.lines.filter((each) => each.soep !== "E");
  expect(codeQuery({ ...deelcontact, lines }, { soep, span: [0, 8] }, NOTHING)).toBe("Rug");
});

it("starts from what is selected, but not in O or P", () => {
  const place = { soep: "P", span: [0, 15] } as const;
  expect(codeQuery(deelcontact, place, { text: "rugpijn", soep: "S" })).toBe("rugpijn");
  expect(codeQuery(deelcontact, place, { text: "pijn in mijn rug" })).toBe("pijn in mijn rug");
  expect(codeQuery(deelcontact, place, { text: "PCM", soep: "P" })).toBe("Aspecifieke rugpijn");
});

it("starts from E where the line is empty, and is never longer than a search takes", () => {
  expect(codeQuery({ ...deelcontact, lines: deelcontact.lines.slice(2) }, { soep: "S", span: [0, 0] }, NOTHING)).toBe(
    "Aspecifieke rugpijn",
  );
  expect(codeQuery(deelcontact, { soep: "S", span: [0, 1] }, { text: "a".repeat(900) })).toHaveLength(200);
});
