import { describe, expect, it } from "vitest";
import { isBareNo, protectedKind, saidKinds, splitSide } from "../../../../../src/core/note/licence/protected-words.ts";

describe("protected words", () => {
  it.each([
    ["Links, nee rechts.", ["negation", "left", "right", "both"]],
    ["Aan beide kanten.", ["both"]],
    ["M'n linkerarm.", ["left"]],
    ["Recht vooruit kijken.", []],
    ["Geen koorts gehad.", ["negation"]],
    ["Dat is goed.", []],
  ])("%s says %j", (text, kinds) => {
    expect([...saidKinds(text)]).toEqual(kinds);
  });

  it("knows a note's own forms", () => {
    expect(protectedKind("bdz")).toBe("both");
    expect(protectedKind("Geen")).toBe("negation");
    expect(protectedKind("constructor")).toBeUndefined();
    expect(splitSide("Linkerknie")).toEqual({ kind: "left", rest: "knie" });
  });

  it("tells a bare no from a no with news", () => {
    expect(isBareNo(["nee", "hoor"])).toBe(true);
    expect(isBareNo(["nee", "links"])).toBe(false);
    expect(isBareNo(["niet"])).toBe(false);
  });
});
