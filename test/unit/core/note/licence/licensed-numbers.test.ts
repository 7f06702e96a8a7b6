import { describe, expect, it } from "vitest";
import { isNumberAllowed, mayBecomeNumber } from "../../../../../src/core/note/licence/licensed-numbers.ts";

const licensed = new Set(["150/92", "150", "92", "37,8", "1000"]);

describe("licensed numbers", () => {
  it.each(["1", "15", "150", "150/", "150/9", "150/92", "37", "37,", "37,8", "1000", "1.0"])(
    "%s may still become one",
    (begun) => {
      expect(mayBecomeNumber(begun, licensed)).toBe(true);
    },
  );

  it.each(["2", "160", "150/8", "38", "37,9", "92-92-92-92"])("%s cannot", (begun) => {
    expect(mayBecomeNumber(begun, licensed)).toBe(false);
  });

  it("knows whole numbers from begun ones", () => {
    expect(isNumberAllowed("150/92", licensed)).toBe(true);
    expect(isNumberAllowed("15", licensed)).toBe(false);
    expect(isNumberAllowed("1.000", licensed)).toBe(true);
  });
});
