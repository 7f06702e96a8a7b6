import { describe, expect, it } from "vitest";
import { parseNote } from "../../../../src/core/note/note-schema.ts";

const NOTE = {
  schema: 1,
  status: "draft",
  consult: { id: "c1", setting: "consult", startedAt: "2026-03-02T09:00:00+01:00" },
  deelcontacten: [
    {
      title: "Lage rugpijn",
      icpc: { code: "L03", title: "Lage rugpijn", confidence: 0.8, alternatives: [] },
      lines: [
        {
          soep: "S",
          text: "Rugpijn.",
          phrases: [{ text: "Rugpijn.", evidence: ["u1"] }],
          evidence: ["u1"],
          checks: [],
        },
      ],
      measurements: [{ name: "bloeddruk", value: "150/92", unit: "mmHg", evidence: ["u2"], byPatient: true }],
    },
  ],
};

describe("parseNote", () => {
  it("reads a note back as it was", () => {
    expect(parseNote(JSON.stringify(NOTE))).toEqual({ ok: true, note: NOTE });
  });

  it("never takes approval from a file", () => {
    const parsed = parseNote(
      JSON.stringify({ ...NOTE, status: "approved", approval: { by: "x", at: "2026-03-02T09:00:00Z" } }),
    );
    expect(parsed).toMatchObject({ ok: true, note: { status: "draft" } });
    expect(parsed.ok && "approval" in parsed.note).toBe(false);
  });

  it.each([
    ["{", "not valid JSON"],
    ["[]", "at the top"],
    [JSON.stringify({ ...NOTE, schema: 2 }), "at schema"],
    [
      JSON.stringify({ ...NOTE, deelcontacten: [{ ...NOTE.deelcontacten[0], lines: [{ soep: "X" }] }] }),
      "at deelcontacten.0.lines.0.soep",
    ],
    [
      JSON.stringify({ ...NOTE, deelcontacten: [{ ...NOTE.deelcontacten[0], icpc: { code: "rug" } }] }),
      "at deelcontacten.0.icpc.code",
    ],
  ])("says where %j is wrong", (content, detail) => {
    expect(parseNote(content)).toEqual({ ok: false, detail });
  });
});
