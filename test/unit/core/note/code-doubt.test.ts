import { describe, expect, it } from "vitest";
import { doubtOfCode, UNSURE_CODE } from "../../../../src/core/note/code-doubt.ts";
import { acceptDoubt, listDoubts, pickCandidate } from "../../../../src/core/note/doubts.ts";
import { makeLine } from "../../../../src/core/note/line-spans.ts";
import type { Check, DraftNote } from "../../../../src/core/note/note.ts";

const DOSE: Check = { code: "dose", message: "?", span: [0, 3] };
const KNEE = { code: "L15", title: "Knieklachten", confidence: 0.3 };
const note = (confidence: number, s = "Pijn re knie na hardlopen.", title = "Kniedistorsie"): DraftNote => ({
  schema: 1,
  status: "draft",
  consult: { id: "c", setting: "consult", startedAt: "2026-11-25T09:00:00+01:00" },
  deelcontacten: [
    {
      title,
      icpc: { code: "L78", title, confidence, alternatives: [KNEE] },
      lines: [makeLine("S", s, [{ text: s, evidence: ["u1"] }], [{ ...DOSE, code: "unsupported" }])],
      measurements: [],
    },
  ],
});

describe("doubtOfCode", () => {
  it("asks after a code of which the ranker is not sure, and after no other", () => {
    expect(doubtOfCode(note(UNSURE_CODE - 0.01).deelcontacten[0]!)!.check.message).toContain("weinig zekerheid");
    expect(doubtOfCode(note(UNSURE_CODE).deelcontacten[0]!)).toBeUndefined();
    expect(doubtOfCode(note(1).deelcontacten[0]!)).toBeUndefined();
  });

  it("asks after a sure code too where the line denies what its title says", () => {
    const [deelcontact] = note(0.97, "Rugpijn, geen uitstraling.", "Lage rugpijn met uitstraling").deelcontacten;
    expect(doubtOfCode(deelcontact!)!.check.message).toContain('"geen uitstraling"');
  });
});

describe("a doubt about a code", () => {
  it("comes last, and one key makes the code hers", () => {
    const unsure = note(0.4);
    const doubts = listDoubts(unsure);
    expect(doubts.map(({ check }) => check.code)).toEqual(["unsupported", "code"]);
    const accepted = acceptDoubt(unsure, doubts[1]!);
    expect(accepted.deelcontacten[0]!.icpc).toMatchObject({ code: "L78", confidence: 1 });
    expect(listDoubts(accepted).map(({ check }) => check.code)).toEqual(["unsupported"]);
  });

  it("gives way to another code by a key", () => {
    const unsure = note(0.4);
    const doubt = listDoubts(unsure)[1]!;
    expect(doubt.check.candidates).toEqual(["L15 Knieklachten"]);
    const picked = pickCandidate(unsure, doubt, "L15 Knieklachten");
    expect(picked.deelcontacten[0]!.icpc).toMatchObject({ code: "L15", confidence: 1 });
    expect(picked.deelcontacten[0]!.icpc!.alternatives.map(({ code }) => code)).toEqual(["L78"]);
  });
});
