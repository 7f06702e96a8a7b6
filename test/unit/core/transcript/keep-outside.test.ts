import { expect, it } from "vitest";
import { keepOutside } from "../../../../src/core/transcript/keep-outside.ts";

/** A word each second, from `start`. */
const say = (start: number, ...words: string[]) => ({
  id: "u",
  start,
  end: start + words.length,
  text: words.join(" "),
  words: words.map((text, i) => ({ text, start: start + i, end: start + i + 1, confidence: 0.9 })),
});
const cut = { startS: 10, endS: 20 };

it("keeps the words before a piece that was destroyed, and those after it, not those at its edge", () => {
  expect(keepOutside(say(7, "ik", "slik", "metoprolol", "en", "drink"), [cut])).toMatchObject({
    ...{ id: "u", start: 7, end: 9, text: "ik slik" },
    words: [{ text: "ik" }, { text: "slik" }],
  });
  expect(keepOutside(say(18, "geheim", "is", "dat", "de", "knie"), [cut])).toMatchObject({
    ...{ start: 21, end: 23, text: "de knie" },
  });
  const through = Array.from({ length: 16 }, (_, i) => `w${i}`);
  expect(keepOutside(say(8, ...through), [cut])).toMatchObject({ start: 8, end: 9, text: "w0" });
});

it("keeps nothing of what lies in it, or of words whose times are not known", () => {
  expect(keepOutside(say(12, "geheim"), [cut])).toBeUndefined();
  expect(keepOutside({ ...say(7, "a", "b", "c", "d"), words: [] }, [cut])).toBeUndefined();
  expect(keepOutside(say(7, "a", "b", "c", "d"), [cut, { startS: 6, endS: 9 }])).toBeUndefined();
});

it("leaves what touches nothing as it is", () => {
  for (const said of [say(8, "a", "b"), say(20, "c")]) expect(keepOutside(said, [cut])).toBe(said);
});
