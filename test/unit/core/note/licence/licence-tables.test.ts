import { expect, it } from "vitest";
import { readLicenceTables, saidRoots } from "../../../../../src/core/note/licence/licence-tables.ts";

it("reads the tables: what is said by its roots, little words left out", () => {
  const tables = readLicenceTables({
    lexicon: "said\tnote\tplain\tkind\tforbid\npijn in de rug;rugpijn\trugpijn;lumbago\tpijn\tsymptoom\thernia\n",
    alignment: "said\tnote\tphrases\nbloed geprikt\tlab\t12\n",
    telegram: "# remark\nde het\nwkn\n",
  });
  expect(tables.lexicon.get("pijn")).toEqual([{ said: ["pijn", "rug"], note: ["rugpijn", "lumbago"] }]);
  expect(tables.alignment.get(saidRoots("bloed geprikt").join(" "))).toEqual(["lab"]);
  expect(tables.telegram).toEqual(new Set(["de", "het", "wkn"]));
  expect(tables.known.has("lumbago")).toBe(true);
});
