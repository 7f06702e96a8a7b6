import { expect, it } from "vitest";
import { parseAdditions, parseGuess } from "../../../../../src/core/note/writer/additions.ts";

it("reads what a turn adds", () => {
  expect(parseAdditions(" -")).toEqual([]);
  expect(parseAdditions(" S1 3 wkn hoest. | P2 Controle 4 wkn.")).toEqual([
    { soep: "S", problem: 1, text: "3 wkn hoest." },
    { soep: "P", problem: 2, text: "Controle 4 wkn." },
  ]);
  expect(parseAdditions(" S1 . | Q1 onzin | S9 onzin | S1")).toEqual([]);
});

it("reads the writer's guess of title and code", () => {
  expect(parseGuess(" 1 Lage rugpijn L03")).toEqual({ problem: 1, title: "Lage rugpijn", code: "L03" });
  expect(parseGuess(" 2 Actinische keratose S99.05")).toMatchObject({ code: "S99.05" });
  expect(parseGuess(" onzin")).toBeUndefined();
});
