import { describe, expect, it } from "vitest";
import { isForeign } from "../../../../src/core/transcript/language.ts";

const DUTCH = new Set("hoe gaat het met uw knie pijn doet heeft koorts dokter goed weken hoest".split(" "));
const isKnown = (word: string): boolean => DUTCH.has(word);

describe("isForeign", () => {
  it.each([
    "My knee has been hurting since the accident and I don't know what to do.",
    "عندي ألم في الركبة منذ أسبوع",
    "Dizim çok ağrıyor, iki haftadır yürüyemiyorum, geceleri uyuyamıyorum.",
    "Seit drei Wochen habe ich Schmerzen und der Arzt ist nicht da.",
  ])("%s", (text) => {
    expect(isForeign(text, isKnown)).toBe(true);
  });

  it.each([
    "Hoe gaat het met uw knie, doet het nog pijn?",
    "Ja.",
    "Paracetamol, ibuprofen, diclofenac, naproxen.",
    "Het is een total hip geweest, all-in, dat is goed gegaan.",
    "Okay, well, dank u.",
  ])("is not: %s", (text) => {
    expect(isForeign(text, isKnown)).toBe(false);
  });
});
