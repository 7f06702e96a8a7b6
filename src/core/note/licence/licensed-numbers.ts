import { isNumberLicensed } from "../../text/number-licence.ts";

/** "1-0-1", "150/92": no number of a note has more parts. */
const MOST_PARTS = 3;
const countParts = (number: string): number => number.split(/[/:-]/).filter((part) => part !== "").length;

/** Is a number of a note ("150/92", "4", "37,8") among those that were said? */
export function isNumberAllowed(number: string, licensed: ReadonlySet<string>): boolean {
  return countParts(number) <= MOST_PARTS && isNumberLicensed(number.replace(/[.,:/-]$/, ""), licensed);
}

/** Can the beginning of a number ("15", "150/", "37,") still become one that was said? */
export function mayBecomeNumber(begun: string, licensed: ReadonlySet<string>): boolean {
  if (countParts(begun) > MOST_PARTS) return false;
  const cut = Math.max(...["/", "-", ":"].map((mark) => begun.lastIndexOf(mark))) + 1;
  const [done, open] = [begun.slice(0, Math.max(0, cut - 1)), begun.slice(cut)];
  if (cut > 0 && !isNumberLicensed(done, licensed)) return [...licensed].some((number) => number.startsWith(begun));
  for (const number of licensed) {
    if (number.startsWith(begun)) return true;
    for (const part of number.split(/[/:-]/)) if (part.startsWith(open)) return true;
  }
  // "1.000" for 1000: the thousands' mark.
  return /^\d{1,3}\.\d{0,3}$/.test(open) && [...licensed].some((number) => number.startsWith(open.replace(".", "")));
}
