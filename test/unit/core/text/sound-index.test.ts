import { expect, it } from "vitest";
import { soundsOf } from "../../../../src/core/text/dutch-sounds.ts";
import { SoundIndex } from "../../../../src/core/text/sound-index.ts";

const index = new SoundIndex([
  ["amlodipine", "amlodipine"],
  ["amitriptyline", "amitriptyline"],
  ["amitriptyline hydrochloride", "amitriptyline"],
  ["nifedipine", "nifedipine"],
  ["Nu", "Nu"],
]);
const find = (heard: string, share: number): string[] =>
  index.find(soundsOf(heard), () => share).map(({ value }) => value);

it("finds names by sound, nearest first, each once", () => {
  expect(find("ammelo die piene", 0.3)[0]).toBe("amlodipine");
  expect(find("amitriptieline", 0.2)).toEqual(["amitriptyline"]);
  expect(find("nifidipine", 0.9)[0]).toBe("nifedipine");
});

it("finds nothing that is further off than asked, and no name of two sounds", () => {
  expect(find("paracetamol", 0.3)).toEqual([]);
  expect(find("nu", 0.3)).toEqual([]);
});

it("answers the same question the same way again", () => {
  expect(find("amlodipiene", 0.2)).toEqual(find("amlodipiene", 0.2));
});
