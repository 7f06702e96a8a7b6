import { TIER_NL } from "./nl.ts";

const PART_NL: Readonly<Record<string, string>> = {
  writer: "Verslag: de schrijver van Soepel",
  "icpc-ranker": "ICPC: voorstellen bij het verslag",
};

/** A model of the manifest by what it does; one that is not known here keeps its own name. */
export function sayModel(name: string): string {
  const tier = TIER_NL[name];
  return tier === undefined ? (PART_NL[name] ?? name) : `Spraak: ${tier[0]}`;
}
