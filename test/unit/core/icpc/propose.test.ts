import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readIcpcTable } from "../../../../src/core/icpc/icpc-table.ts";
import { IcpcProposer, readIcpcExamples } from "../../../../src/core/icpc/propose.ts";
import { readRanker } from "../../../../src/core/icpc/ranker.ts";
import { affirmedClauses, termsOf } from "../../../../src/core/icpc/terms.ts";

const MODELS = new URL("../../../../models/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, MODELS), "utf8");
const entries = readdirSync(new URL("tables/icpc/", MODELS)).flatMap((name) =>
  readIcpcTable(read(`tables/icpc/${name}`)),
);
const proposer = new IcpcProposer(
  entries,
  readIcpcExamples(read("icpc-ranker/examples.tsv")),
  readRanker(read("icpc-ranker/ranker.json"))!,
);
const propose = (evaluation: string, complaint = "", patient = { sex: "v" as const, ageYears: 54 }) =>
  proposer.propose({ evaluation, complaint, evidence: complaint, around: complaint, patient });

describe("IcpcProposer", () => {
  it("knows the table's 763 codes", () => {
    expect(entries).toHaveLength(763);
  });

  it.each([
    ["Aspecifieke lage rugpijn.", "3 wkn lage rugpijn na tillen.", "L03"],
    ["Ongecompliceerde cystitis.", "Dysurie en pollakisurie.", "U71"],
    ["Hypertensie, boven streefwaarde.", "", "K86"],
    ["Acute bronchitis, geen pneumonie.", "Hoest 1 wk.", "R78"],
  ])("%s is %s", (evaluation, complaint, code) => {
    expect(propose(evaluation, complaint)[0]!.code.slice(0, 3)).toBe(code);
  });

  it("states a confidence and gives at most three, no code of the other sex", () => {
    const proposals = propose("", "Pijn bij plassen, moeilijk plassen, zwakke straal.");
    expect(proposals.length).toBeLessThanOrEqual(3);
    expect(proposals.reduce((sum, p) => sum + p.confidence, 0)).toBeLessThanOrEqual(1.01);
    expect(proposals.every((p) => !p.code.startsWith("Y"))).toBe(true);
  });

  it.each([
    ["Een schip op de zeebodem, schatten en een verroeste kanonskogel gevonden.", false],
    ["2 wkn hoest en koorts, geel sputum.", true],
  ])("tells a complaint from other talk where there is no E line: %s", (complaint, expected) => {
    expect(proposer.isClinical({ evaluation: "", complaint, evidence: complaint, around: complaint })).toBe(expected);
    expect(
      proposer.isClinical({ evaluation: "Acute bronchitis.", complaint, evidence: complaint, around: complaint }),
    ).toBe(true);
  });

  it("is never as sure as the clinician", () => {
    for (const { confidence } of propose("Ongecompliceerde cystitis.", "Dysurie en pollakisurie."))
      expect(confidence).toBeLessThan(1);
  });

  it("proposes nothing of nothing", () => {
    expect(propose("", "")).toEqual([]);
  });
});

describe("readRanker", () => {
  it("refuses weights of other features", () => {
    expect(readRanker("{}")).toBeUndefined();
    expect(readRanker("no json")).toBeUndefined();
    expect(
      readRanker(JSON.stringify({ ...JSON.parse(read("icpc-ranker/ranker.json")), names: ["a"] })),
    ).toBeUndefined();
  });
});

describe("terms", () => {
  it("lets forms of a word meet", () => {
    expect(termsOf("klachten")).toEqual(termsOf("klacht"));
    expect(termsOf("hoesten")).toEqual(termsOf("hoest"));
  });

  it("leaves out what is denied", () => {
    expect(affirmedClauses("Acute bronchitis, geen pneumonie, hoest of koorts. Wel astma.")).toEqual([
      "Acute bronchitis",
      "Wel astma",
    ]);
  });
});
