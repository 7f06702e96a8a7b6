import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readIcpcTable } from "../../../../src/core/icpc/icpc-table.ts";
import { IcpcSearch } from "../../../../src/core/icpc/search.ts";

const folder = new URL("../../../../models/tables/icpc/", import.meta.url);
const entries = readdirSync(folder)
  .filter((name) => name.endsWith(".tsv"))
  .flatMap((name) => readIcpcTable(readFileSync(new URL(name, folder), "utf8")));
const search = new IcpcSearch(entries);
const codes = (query: string, patient = {}) => search.search(query, patient).map(({ code }) => code);

it.each([
  ["a title", "hoesten", "R05"],
  ["half a word", "hoes", "R05"],
  ["what a clinician writes", "pneumonie", "R81"],
  ["what a patient says", "pijn op de borst", "K01"],
  ["capitals and accents", "DIARREE", "D11"],
  ["a piece of the S line", "sinds drie weken last van lage rugpijn met uitstraling naar het been", "L86"],
])("finds a code by %s", (_, query, code) => {
  expect(codes(query).slice(0, 3)).toContain(code);
});

it("lists the codes that begin so, in their order", () => {
  expect(codes("l0").slice(0, 3)).toEqual(["L01", "L02", "L03"]);
  expect(search.search("L86")[0]).toMatchObject({ code: "L86", score: 1 });
});

it("leaves out what cannot be of this sex", () => {
  expect(codes("prostaat", { sex: "m" })).toContain("Y85");
  expect(codes("prostaat", { sex: "v" })).not.toContain("Y85");
});

it("does not put first what a denied finding contradicts", () => {
  const denied = codes("lage rugpijn, geen uitstraling");
  expect(denied[0]).toBe("L03");
  expect(codes("geen uitstraling")[0]).not.toBe("L86");
  expect(codes("lage rugpijn met uitstraling")[0]).toBe("L86");
});

it.each([
  ["lage rugpijn", ["L03", "L86", "L02"]],
  ["blaasontsteking", ["U71", "U27", "W71", "U70", "D98"]],
])("finds nothing by a word that stands beside any problem, where more was asked: %s", (query, all) => {
  expect(codes(query).sort()).toEqual([...all].sort());
});

it("finds by such a word where nothing else was asked, or nothing else is found", () => {
  expect(codes("laag")).toContain("B81.02");
  expect(codes("xqzt ontsteking")).toEqual(codes("ontsteking"));
  expect(codes("ontsteking").length).toBeGreaterThan(5);
});

it("takes no piece of a dose for a word", () => {
  expect(codes("3dd")).toEqual([]);
});

it("finds nothing where nothing is asked", () => {
  for (const query of ["", "  ", "de het een", "xqzt"]) expect(codes(query)).toEqual([]);
});

it("answers a long selection while somebody waits", () => {
  const began = performance.now();
  codes("hoest en koorts sinds vrijdag, pijn op de borst bij het zuchten ".repeat(8).slice(0, 500));
  expect(performance.now() - began).toBeLessThan(1_000);
});
