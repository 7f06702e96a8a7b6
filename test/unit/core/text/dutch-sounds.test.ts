import { describe, expect, it } from "vitest";
import { soundDistance, soundsOf } from "../../../../src/core/text/dutch-sounds.ts";

describe("soundsOf", () => {
  it.each([
    ["amitriptyline", "ami tri tie line", false],
    ["fenazopyridine", "phenazopyridine", true],
    ["zithromax", "sitromaks", true],
    ["cetirizine", "setirisine", true],
    ["kwik", "quick", true],
    ["meloxicam", "meloksikam", true],
    ["oxycodon", "oksie ko don", true],
    ["chloor", "ghloor", true],
    ["bijt", "beit", true],
    ["lood", "loot", true],
    ["pil", "bal", false],
  ])("%s and %s sound alike: %s", (a, b, alike) => {
    expect(soundsOf(a) === soundsOf(b)).toBe(alike);
  });
});

describe("soundDistance", () => {
  const between = (a: string, b: string): number => soundDistance(soundsOf(a), soundsOf(b), 99);

  it("is the same both ways, and none for the same sounds", () => {
    expect(between("omeprazol", "omeprasool")).toBe(0);
    expect(between("bisoprolol", "metoprolol")).toBeCloseTo(between("metoprolol", "bisoprolol"));
  });

  it("counts near sounds less than far ones, and vowels less than consonants", () => {
    expect(between("tas", "das")).toBeLessThan(between("tas", "mas"));
    expect(between("pel", "pil")).toBeLessThan(between("pel", "pes"));
    expect(between("amitriptyline", "ami tri tie line")).toBeLessThan(1.6);
  });

  it("stops at its limit", () => {
    expect(soundDistance(soundsOf("amoxicilline"), soundsOf("bril"), 2)).toBe(2);
  });
});
