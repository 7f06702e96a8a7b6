import { describe, expect, it, test } from "vitest";
import { foldLog, sayLogObject } from "../../../../renderer/text/log.ts";

test.each([
  ["recording", "opname loopt"],
  ["withdrawn", "toestemming ingetrokken"],
  ["version 3", "versie 3"],
  ["at 59 s", "vanaf 0:59"],
  ["60 s", "60 seconden"],
  ["speech whisper-small", "spraakmodel Klein"],
  ["dictaat", "Dictaat"],
  ["utterance u-12", "één beurt"],
  ["9b2f1c3e-7a10-4d52-8e6b-0c1d2e3f4a5b", ""],
  [null, ""],
])("what a line is about: %s", (object, said) => expect(sayLogObject(object)).toBe(said));

describe("the log", () => {
  it("shows what one person read of one consult on one day in one row, and all else line by line", () => {
    const line = (seq: number, action: string, consultId: string, who = "J. de Vries") => ({
      seq,
      at: `2026-11-25T09:${String(seq).padStart(2, "0")}:00.000Z`,
      who,
      action,
      consultId,
      patient: null,
      object: null,
      outcome: "ok",
    });
    const rows = foldLog([
      line(6, "consult-read", "a"),
      line(5, "consult-changed", "a"),
      line(4, "consult-read", "b"),
      line(3, "consult-read", "a", "A. Visser"),
      line(2, "consult-read", "a"),
      line(1, "consult-changed", "a"),
    ]);
    expect(rows.map(({ seq, times }) => [seq, times])).toEqual([
      [6, 2],
      [5, 1],
      [4, 1],
      [3, 1],
      [1, 1],
    ]);
    expect(rows[0]!.since).toBe("2026-11-25T09:02:00.000Z");
  });
});
