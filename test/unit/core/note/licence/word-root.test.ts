import { describe, expect, it } from "vitest";
import { mayBecome, rootOf } from "../../../../../src/core/note/licence/word-root.ts";

describe("rootOf", () => {
  it.each([
    ["benen", "been"],
    ["gehoest", "hoesten"],
    ["brieven", "brief"],
    ["ogen", "oog"],
    ["dagje", "dagen"],
    ["huizen", "huis"],
    ["rode", "rood"],
    ["geprikt", "prikken"],
  ])("%s and %s share a root", (a, b) => {
    expect(rootOf(a)).toBe(rootOf(b));
  });

  it.each([
    ["hoe", "hoest"],
    ["rug", "rugpijn"],
    ["hand", "voet"],
    ["misselijk", "mis"],
  ])("%s and %s do not", (a, b) => {
    expect(rootOf(a)).not.toBe(rootOf(b));
  });

  it("lets a word under way become any form of its root", () => {
    for (let i = 1; i <= "gehoest".length; i++) expect(mayBecome("gehoest".slice(0, i), rootOf("hoesten"))).toBe(true);
    for (let i = 1; i <= "benen".length; i++) expect(mayBecome("benen".slice(0, i), rootOf("been"))).toBe(true);
    expect(mayBecome("hart", rootOf("hoesten"))).toBe(false);
  });
});
