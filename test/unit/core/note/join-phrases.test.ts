import { describe, expect, it } from "vitest";
import { joinPhrases } from "../../../../src/core/note/join-phrases.ts";

describe("joinPhrases", () => {
  it("ends a comma that announced a phrase which was left out", () => {
    const { text, phrases } = joinPhrases([
      { text: "pijn li knie,", evidence: ["u1"] },
      { text: "Geen koorts", evidence: ["u2"] },
    ]);
    expect(text).toBe("Pijn li knie. Geen koorts.");
    expect(phrases.map((p) => p.text)).toEqual(["Pijn li knie.", "Geen koorts."]);
  });
});
