import { describe, expect, it } from "vitest";
import { checkSides } from "../../../../src/core/checks/sides.ts";
import { talk } from "../note/talk.ts";

/** The words of a phrase whose side is doubted. */
function doubted(text: string, ...turns: string[]): string[] {
  const evidence = talk(...turns).utterances;
  const phrase = { text, from: 0, evidence, said: evidence.map((u) => u.text).join("\n") };
  return checkSides(phrase).map(({ span }) => text.slice(...span));
}
const EAR = "Z: Ik kijk even in het oor. Links is het trommelvlies rood en bol, rechts is normaal.";

describe("checkSides", () => {
  it.each([
    ["Re trommelvlies rood en bol, li gb.", [EAR], ["Re"]],
    ["Pijn li knie.", ["P: Pijn in mijn linkerknie. Nee wacht, ik zeg het verkeerd, de rechterknie."], ["li"]],
    ["Hydrops re knie.", ["Z: De linkerknie heeft hydrops, de rechterknie is slank."], ["re"]],
    ["Crepitaties re onder.", ["Z: Crepitaties links onder, rechts schoon."], ["re"]],
  ])("doubts %s", (phrase, turns, expected) => {
    expect(doubted(phrase, ...turns)).toEqual(expected);
  });

  it.each([
    ["Li trommelvlies rood en bol, re gb.", [EAR]],
    ["Drukpijn re schouder, li niet.", ["Z: Drukpijn rechts aan de schouder, links niet pijnlijk."]],
    ["Re pijnlijk.", ["Z: Links is hij niet pijnlijk, rechts wel."]],
    ["Li rood.", ["Z: Links en rechts rood."]],
    ["Kracht li 4, re 5.", ["Z: Kracht rechts vijf, links vier."]],
    ["Heup re beperkt, heup li gb.", ["Z: De heup draait rechts beperkt, links is prima."]],
    ["Pijn re.", ["P: Pijn links. Nee, rechts."]],
    ["Pijn re.", ["Z: Is de pijn links?", "P: Nee, rechts."]],
    ["Opening li nauwer.", ["Z: De rechter opening is wat nauwer... excuus, want ik zat verkeerd, het is links."]],
    [
      "Re oor verstopt.",
      ["Z: Het linkeroor zit dicht, verstopt. Hij zei: nee dokter, links was van vorig jaar, het is nu rechts."],
    ],
    ["Li trommelvlies rood.", ["Z: Rechts is goed. Aan de andere kant, links, is het trommelvlies rood."]],
  ])("lets %s stand", (phrase, turns) => {
    expect(doubted(phrase, ...turns)).toEqual([]);
  });
});
