import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { KnownWords } from "../../../../src/core/text/known-words.ts";

const words = new KnownWords(
  readFileSync(new URL("../../../../models/tables/known-words.txt", import.meta.url), "utf8"),
);

it.each([
  "rugpijn",
  "Hoesten",
  "drukpijnlijk",
  "beenzwakte",
  "thuismeting",
  "kuitomtrek",
  "opgezwollen",
  "dyspnoe",
  "re",
])("knows %s", (word) => expect(words.has(word)).toBe(true));

it.each(["hipertensie", "duiselig", "rugpijm", "kortadumig", "schouderblat", "Galbaas"])("does not know %s", (word) => {
  expect(words.has(word)).toBe(false);
});
