import { readNumbers } from "../text/numbers.ts";

/** ICPC's chapters with a component for complaints (01-29) or diagnoses (70-99), a sub-code maybe, and how a note may bracket it. */
const CODE =
  /\s*[([]?(?<![\p{L}\d/-])(?:ICPC:?\s*)?([ABDFHKLNPRSTUWXYZ])((?:0[1-9]|[12]\d|[789]\d)(?:\.\d\d)?)(?![\p{L}\d/]|-\p{L}?\d)[)\]]?/gu;

/**
 * A phrase without the ICPC codes that nobody said: the code has its own place. What somebody said stays, in signs ("L90") or in
 * words ("vitamine B twaalf", "P negentig"); so do vertebrae ("L4", "L5-S1").
 */
export function stripUnsaidCodes(phrase: string, said: string): string {
  const stripped = phrase.replace(CODE, (found, letter: string, digits: string) =>
    isSaid(letter, digits, said) ? found : "",
  );
  return stripped === phrase ? phrase : stripped.replace(/^[\s,;:.-]+/u, "").trim();
}

function isSaid(letter: string, digits: string, said: string): boolean {
  if (said.toLowerCase().includes(`${letter}${digits}`.toLowerCase())) return true;
  if (letter === "P" && /percentiel|curve/i.test(said)) return true;
  const name = new RegExp(`(?<!\\p{L})${letter}(?:ee|é|e|a)?[\\s.-]*$`, "iu");
  return readNumbers(said).some(
    (number) => number.text === String(Number(digits)) && name.test(said.slice(0, number.start)),
  );
}
