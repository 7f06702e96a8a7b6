import { describe, expect, it } from "vitest";
import type { Placed } from "../../../../src/core/note/assemble.ts";
import { findWithdrawn } from "../../../../src/core/note/withdrawn.ts";

/** P phrases as [turn, text]; the ones that fall. */
function fallen(turns: readonly string[], ...phrases: readonly (readonly [number, string])[]): string[] {
  const placed = phrases.map(([at, text]): Placed => ({ soep: "P", problem: 1, text, evidence: [`u${at}`], at }));
  const taken = findWithdrawn(
    placed,
    turns.map((text) => ({ text })),
  );
  return placed.filter((phrase) => taken.has(phrase)).map(({ text }) => text);
}

describe("findWithdrawn", () => {
  it("lets go of the plan just before a bare laat maar", () => {
    const turns = ["Ik geef u een verband mee.", "En een foto van de pols.", "Nee, laat maar."];
    expect(fallen(turns, [0, "Verband."], [1, "X-pols."])).toEqual(["X-pols."]);
    expect(fallen(["Zal ik u een folder geven? Laat maar.", "Rust houden."], [0, "Folder."], [1, "Rust."])).toEqual([
      "Folder.",
    ]);
  });

  it("knows laat maar weten, and leaves what came long before", () => {
    expect(fallen(["We maken een foto.", "Laat maar weten hoe het gaat."], [0, "Foto."])).toEqual([]);
    expect(fallen(["We maken een foto.", "Goed.", "Fijn.", "Laat maar."], [0, "Foto."])).toEqual([]);
    expect(fallen(["Nee, laat maar. We maken een foto."], [0, "Foto."])).toEqual([]);
  });

  it("keeps a drug that was said to stop by mistake", () => {
    const turns = ["U stopt met de enalapril. Nee, die blijft, u stopt met de hydrochloorthiazide."];
    expect(fallen(turns, [0, "Stop enalapril."], [0, "Stop hydrochloorthiazide."])).toEqual(["Stop enalapril."]);
    expect(
      fallen(
        ["Stop maar met de naproxen.", "Nee wacht, die houdt u, de diclofenac gaat eraf."],
        [0, "Naproxen stop."],
        [1, "Diclofenac stop."],
      ),
    ).toEqual(["Naproxen stop."]);
  });

  it("stops what is stopped", () => {
    expect(fallen(["U stopt met de enalapril.", "De metformine, die blijft."], [0, "Stop enalapril."])).toEqual([]);
  });
});
