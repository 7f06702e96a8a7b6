import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isHeldOut, parseCorpus } from "../../../bench/note/corpus.ts";
import { goldAsNote, scoreNotes } from "../../../bench/note/score.ts";

const DEV = new URL("../../../fixtures/dev/", import.meta.url);
const gold = readdirSync(DEV)
  .sort()
  .filter((name) => name.endsWith(".txt"))
  .flatMap((name) => parseCorpus(readFileSync(new URL(name, DEV), "utf8")));

describe("scoreNotes", () => {
  it("finds all of the gold notes in themselves, and nothing that is forbidden", () => {
    const score = scoreNotes(gold, gold.map(goldAsNote));
    expect(score).toMatchObject({
      consults: 40,
      facts: 595,
      fact_recall: 100,
      violations: 0,
      icpc_top1: 100,
      deelcontact_count: 100,
      length_ratio: 1,
    });
  });

  it("finds nothing in empty notes", () => {
    expect(
      scoreNotes(
        gold,
        gold.map(() => ({ deelcontacten: [] })),
      ),
    ).toMatchObject({ fact_recall: 0, anywhere: 0, icpc_top3: 0, measured_values: 0 });
  });

  it("hashes ids as the corpus' split does", () => {
    // zlib's crc32 of the id, modulo 20.
    expect(["B-001", "L-012", "S-011", "X-001"].map(isHeldOut)).toEqual([false, false, false, false]);
  });
});
