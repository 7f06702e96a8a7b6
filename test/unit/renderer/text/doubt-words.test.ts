import { expect, test } from "vitest";
import { sayAccept, sayPick } from "../../../../renderer/text/doubt-words.ts";
import type { Check, CheckCode } from "../../../../src/core/note/note.ts";

const check = (code: CheckCode, span: Check["span"]): Check => ({ code, message: "?", span });

test("a button of a doubt says what it does: leave out, write, or put in the place of what is there", () => {
  const unnoted = check("drug", [5, 5]);
  expect(sayAccept(unnoted)).toBe("Laat weg");
  expect(sayPick(unnoted, "paracetamol")).toBe("Schrijf: paracetamol");
  const misheard = check("drug", [0, 8]);
  expect(sayAccept(misheard)).toBe("Akkoord");
  expect(sayPick(misheard, "paracetamol")).toBe("Maak ervan: paracetamol");
});

test("accepting a code confirms it, and an alternative is named by its own words", () => {
  const code = check("code", [0, 0]);
  expect(sayAccept(code)).toBe("Akkoord");
  expect(sayPick(code, "L03 Lage rugpijn")).toBe("L03 Lage rugpijn");
});
