import { describe, expect, it } from "vitest";
import { makeIcpcQuestion } from "../../../../src/core/note/icpc-question.ts";
import { makeLine } from "../../../../src/core/note/line-spans.ts";
import { talk } from "./talk.ts";

/** The question for an S line that rests on all turns. */
function ask(complaint: string, ...turns: string[]) {
  const { utterances } = talk(...turns);
  const line = makeLine("S", complaint, [{ text: complaint, evidence: utterances.map((u) => u.id) }]);
  return makeIcpcQuestion([line], new Map(utterances.map((u) => [u.id, u])), { sex: "v", ageYears: 54 });
}

describe("makeIcpcQuestion", () => {
  it("asks nothing where all is a relative's", () => {
    const turn = "P: Ik rook niet, mijn man rookt wel. Mijn moeder had borstkanker.";
    expect(ask("Rookt niet, partner rookt wel. Moeder mammacarcinoom.", turn)).toBeUndefined();
  });

  it("leaves a relative's illness out of the line and of what was said", () => {
    const question = ask("Knie dik. Broer jicht.", "P: Mijn knie is dik. Mijn broer heeft jicht.")!;
    expect(question.complaint).toBe("Knie dik.");
    expect(question.evidence).not.toContain("jicht");
    const other = ask("Geen bloedverdunners.", "P: Nee, mijn vader wel, die had een hartinfarct op zijn vijftigste.")!;
    expect(other.evidence).not.toContain("hartinfarct");
  });

  it("hears all that was said, but for what only another deelcontact rests on and what is a relative's", () => {
    const { utterances } = talk(
      "P: Mijn knie is dik.",
      "P: En ik hoest.",
      "Z: Gehaald bij de sport? Mijn vader heeft jicht.",
    );
    const line = makeLine("S", "Knie dik.", [{ text: "Knie dik.", evidence: [utterances[0]!.id] }]);
    const said = new Map(utterances.map((u) => [u.id, u]));
    const { around, evidence } = makeIcpcQuestion([line], said, undefined, new Set([utterances[1]!.id]))!;
    expect(evidence).toBe("Mijn knie is dik.");
    expect(around).toContain("Gehaald bij de sport?");
    expect(around).not.toMatch(/hoest|jicht/);
  });

  it.each([
    ["Man overleden, slaapt slecht.", "P: Mijn man is overleden, ik slaap slecht."],
    ["Zorgen over moeder.", "P: Ik maak me zorgen over mijn moeder."],
    ["Hoest 3 wkn.", "B: Mijn moeder hoest al drie weken."],
  ])("keeps %s", (complaint, turn) => {
    const question = ask(complaint, turn)!;
    expect(question.complaint).toBe(complaint);
    expect(question.evidence).toBe(turn.slice(3));
  });
});
