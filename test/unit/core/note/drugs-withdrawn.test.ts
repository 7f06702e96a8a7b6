import { describe, expect, it } from "vitest";
import { findWithdrawnDrugs, withoutDrug } from "../../../../src/core/note/drugs-withdrawn.ts";
import { loadNoteTables } from "../../../../src/engine/notes/tables.ts";

const { drugs } = await loadNoteTables();
const find = (...texts: string[]) =>
  findWithdrawnDrugs(
    texts.map((text) => ({ text })),
    drugs,
  );

describe("findWithdrawnDrugs", () => {
  it("finds a drug that later turns refuse, from where it was named first", () => {
    const turns = ["En naproxen, twee keer per dag.", "Naproxen? Met één nier?", "Dan wordt het geen naproxen."];
    expect(find(...turns)).toMatchObject([{ saidAt: 0, backAt: 2 }]);
  });

  it("finds a drug that another takes the place of in one breath", () => {
    const [drug] = find("Fluconazol honderdvijftig. Nee, maak daar clotrimazol van, vaginaaltablet.");
    expect(withoutDrug("Fluconazol 150 mg 1x1, clotrimazol vaginaaltablet.", drug!)).toBe(
      "clotrimazol vaginaaltablet.",
    );
  });

  it.each([
    "Voor de nacht dextromethorfan... nee, dat mag niet met sertraline.",
    "Tegen de pijn ibuprofen... nee, laat maar, niet met die ascal erbij.",
    "Ik geef een kuur prednison, nee, streep erdoor, daarna vlamt uw huid op.",
  ])("finds a drug that falls in one breath, with nothing in its place: %s", (text) => {
    expect(find(text)).toMatchObject([{ saidAt: 0, backAt: 0 }]);
  });

  it("finds a drug that a sentence refuses that begins so, or begins with 'goed'", () => {
    expect(find("Metoprolol, vijftig milligram.", "Ik puf salbutamol.", "Goed, geen metoprolol.")).toHaveLength(1);
    expect(find("Is naproxen goed?", "Daar kreeg ik bulten van.", "Geen naproxen meer, nooit meer.")).toHaveLength(1);
  });

  it("finds a drug in whose place another came when a reaction to it was told", () => {
    const turns = [
      "Ik geef flucloxacilline.",
      "Dan krijg ik galbulten.",
      "Dan wordt het claritromycine, twee keer daags.",
    ];
    expect(find(...turns)).toMatchObject([{ saidAt: 0, backAt: 2 }]);
    const other = ["U krijgt paracetamol.", "Van naproxen krijg ik galbulten.", "Dan krijgt u omeprazol."];
    expect(find(...other)).toEqual([]);
    const beside = ["U krijgt paracetamol.", "Ik ben allergisch, hè.", "Dan krijgt u ook omeprazol."];
    expect(find(...beside)).toEqual([]);
    expect(find("U krijgt paracetamol.", "Dank u.", "Dan krijgt u ook ibuprofen.")).toEqual([]);
  });

  it.each([
    ["Omeprazol twintig milligram. Nee, maak daar veertig van."],
    ["Paracetamol mag, maar geen ibuprofen."],
    ["Geeft u geen paracetamol?"],
    ["Metoprolol helpt. Nee, dat kan geen kwaad."],
  ])("takes nothing back: %s", (text) => {
    expect(find(text)).toEqual([]);
  });
});

describe("withoutDrug", () => {
  const [naproxen] = find("Naproxen.", "Dan geen naproxen.");
  it("cuts what prescribes it and leaves what refuses or stops it", () => {
    expect(withoutDrug("Duimbrace, naproxen 2dd 500 mg, rust.", naproxen!)).toBe("Duimbrace, rust.");
    expect(withoutDrug("Naproxenkuur, rust.", naproxen!)).toBe("rust.");
    expect(withoutDrug("Geen naproxen ivm nier.", naproxen!)).toBeUndefined();
    expect(withoutDrug("Naproxen stop.", naproxen!)).toBeUndefined();
  });
});
