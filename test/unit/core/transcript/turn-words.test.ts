import { expect, it } from "vitest";
import type { Speaker } from "../../../../src/core/transcript/transcript.ts";
import { matchTurnWord } from "../../../../src/core/transcript/turn-words.ts";

const word = (id: string, start: number, end: number, speaker: Speaker, at = "1") => ({
  id,
  span: [start, end] as const,
  speaker,
  at,
});
const said = (id: string, start: number, end: number) => ({ id, start, end });
const unsure = { speaker: "onbekend" };

it("holds for the utterance that she saw, under another name and with other ends too", () => {
  const words = [word("u1200", 12, 20, "patiënt")];
  expect(matchTurnWord(said("u1200", 12, 20), words)).toEqual({ speaker: "patiënt", word: words[0] });
  expect(matchTurnWord(said("u1210", 12.1, 19.2), words)?.word).toBe(words[0]);
  expect(matchTurnWord(said("u300", 3, 11.9), words)).toBeUndefined();
  // "Ja" is so short that its ends shift by half of it.
  const short = [word("u500", 5, 5.4, "patiënt")];
  expect(matchTurnWord(said("u500", 5.2, 5.5), short)?.word).toBe(short[0]);
  expect(matchTurnWord(said("u540", 5.3, 5.7), short)).toBeUndefined();
});

it("goes to nobody where what she named was split, its first piece included, or grew together with other words", () => {
  const words = [word("u1200", 12, 20, "patiënt")];
  expect(matchTurnWord(said("u1200", 12, 14), words)).toEqual(unsure);
  expect(matchTurnWord(said("u1400", 14, 17), words)).toEqual(unsure);
  expect(matchTurnWord(said("u1000", 10, 21), words)).toEqual(unsure);
  // A trace of it in a long one says nothing of that.
  expect(matchTurnWord(said("u1800", 18, 40), words)).toBeUndefined();
});

it("holds for utterances that she named alike and that grew together, not where she named them apart", () => {
  const alike = [word("a", 0, 4, "patiënt"), word("b", 4.2, 9, "patiënt")];
  expect(matchTurnWord(said("a", 0, 9), alike)).toMatchObject({ speaker: "patiënt", word: alike[0] });
  const apart = [word("a", 0, 4, "patiënt"), word("b", 4.2, 9, "zorgverlener")];
  expect(matchTurnWord(said("a", 0, 9), apart)).toEqual(unsure);
});

it("is the last that she said; one without its time goes by name", () => {
  const words = [word("u1200", 12, 20, "patiënt", "1"), word("u1400", 14, 20, "begeleider", "2")];
  expect(matchTurnWord(said("u1400", 14, 20), words)?.speaker).toBe("begeleider");
  const old = [{ id: "u1", span: undefined, speaker: "ander" as const, at: "1" }];
  expect(matchTurnWord(said("u1", 0, 2), old)?.word).toBe(old[0]);
  expect(matchTurnWord(said("u2", 0, 2), old)).toBeUndefined();
});
