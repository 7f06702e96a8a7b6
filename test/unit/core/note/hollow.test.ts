import { describe, expect, it } from "vitest";
import { isHollow } from "../../../../src/core/note/hollow.ts";

describe("isHollow", () => {
  it.each(["Niet uit te komen.", "Is er nog niet.", "Geen.", "Ook dit.", "...", "Mogelijk."])(
    "%s says nothing",
    (phrase) => {
      expect(isHollow(phrase)).toBe(true);
    },
  );

  it.each(["Geen klachten.", "Sinds 3 wkn.", "Hoest.", "Controle.", "Niet benauwd.", "Uitleg.", "RR 140/80."])(
    "%s says something",
    (phrase) => {
      expect(isHollow(phrase)).toBe(false);
    },
  );
});
