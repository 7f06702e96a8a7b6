import { join } from "node:path";
import { expect, it } from "vitest";
import { WriterTokenizer } from "../../../../src/engine/notes/writer-tokenizer.ts";
import { BACK_PAIN, WRITER_FOLDER } from "./writer-model.ts";

const tokenizer = await WriterTokenizer.load(join(WRITER_FOLDER, "tokenizer.json"));
const decode = (ids: readonly number[]): string => ids.map((id) => tokenizer.pieces[id]).join("");

it("keeps Dutch text whole: the pieces joined are the text", () => {
  for (const line of [...BACK_PAIN, "Z: coëfficiënt, één µg à 37,8 °C", "P: Wsch. gb; RR 150/92 (li)"])
    expect(decode(tokenizer.encode(line))).toBe(line);
});

it("falls apart into bytes outside Dutch, and does not fail", () => {
  const ids = tokenizer.encode("P: أهلا 你好 🙂");
  expect(ids.length).toBeGreaterThan(10);
  expect(ids.every((id) => id < tokenizer.pieces.length)).toBe(true);
});

it("writes a word with the pieces that the full tokenizer has for it", () => {
  expect(tokenizer.encode(" -")).toHaveLength(1);
  expect(tokenizer.encode("\n")).toEqual([tokenizer.newline]);
  expect(tokenizer.isEnd(tokenizer.newline)).toBe(true);
});
