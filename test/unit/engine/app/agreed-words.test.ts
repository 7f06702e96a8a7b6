import { expect, test } from "vitest";
import { agreedWords } from "../../../../src/engine/app/agreed-words.ts";

const words = (text: string) =>
  text === "" ? [] : text.split(" ").map((word, i) => ({ text: word, start: i, end: i + 1, confidence: 1 }));
const agreed = (before: string, now: string, sure = "") =>
  agreedWords(words(before), words(now), words(sure))
    .map(({ text }) => text)
    .join(" ");

test.each<[string, string, string, string]>([
  ["Ik heb pijn", "Ik heb veel pijn", "", "Ik heb"],
  // Signs and capitals are no disagreement.
  ["Ik heb pijn.", "ik heb pijn, al", "", "ik heb pijn,"],
  ["", "Ik heb", "", ""],
  // What was sure stays, also where both hearings now say otherwise.
  ["Hij heeft pijn in", "Hij heeft pijn in zijn", "Ik heb", "Ik heb pijn in"],
  ["Hij", "Zij", "Ik heb", "Ik heb"],
])("%s + %s (sure: %s) = %s", (before, now, sure, result) => expect(agreed(before, now, sure)).toBe(result));
