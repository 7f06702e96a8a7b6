import { expect, it } from "vitest";
import { markQuestions } from "../../../../src/core/transcript/questions.ts";
import { talk } from "../note/talk.ts";

const mark = (...turns: string[]): string => markQuestions(talk(...turns).utterances)[0]!.text;

it.each([
  ["Z: straalt de pijn uit naar uw kuit", "straalt de pijn uit naar uw kuit?"],
  ["Z: Goed. Heeft u ook koorts gehad.", "Goed. Heeft u ook koorts gehad?"],
  ["Z: En bent u wel eens flauwgevallen", "En bent u wel eens flauwgevallen?"],
  ["Z: Kunt u de arm boven het hoofd krijgen.", "Kunt u de arm boven het hoofd krijgen?"],
])("%s is asked", (turn, text) => {
  expect(mark(turn)).toBe(text);
});

it.each([
  "Z: Gaat u maar even liggen.",
  "Z: Krijgt u koorts, dan belt u ons.",
  "Z: Heeft u koorts?",
  "Z: De pijn straalt uit naar uw been.",
  "P: Is het erger geworden sinds maandag.",
])("%s stays as it is", (turn) => {
  expect(mark(turn)).toBe(turn.slice(3));
});

it("takes somebody unknown to ask where the next one answers", () => {
  expect(mark("straalt de pijn uit naar uw been", "nee dat niet")).toBe("straalt de pijn uit naar uw been?");
  expect(mark("is het gisteren begonnen met hoesten", "en daarna werd het erger")).not.toContain("?");
});
