import { foldWord } from "./tokens.ts";

/**
 * Spellings and the sound that they stand for, the longest first: one sign a sound. Voiced and unvoiced fricatives are one (v f, z s,
 * g ch), as they are in much of the Netherlands; long and short vowels too, since a recogniser that mishears a name keeps neither.
 */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:auw|ouw|au|ou)/, "W"],
  [/^(?:sch)(?=$|e$|en$)/, "s"],
  [/^(?:eeuw|ieuw)/, "iw"],
  [/^(?:aai|ai(?!r))/, "aj"],
  [/^(?:ooi|oi)/, "oj"],
  [/^(?:oei)/, "uj"],
  [/^(?:ij|ei|ey)/, "Y"],
  [/^(?:ui|uy)/, "U"],
  [/^(?:eu|oeu)/, "Q"],
  [/^(?:oe)/, "u"],
  [/^(?:ie)/, "i"],
  [/^(?:ae|ee|ea)/, "e"],
  [/^(?:aa)/, "a"],
  [/^(?:oo)/, "o"],
  [/^(?:uu)/, "y"],
  [/^(?:ph)/, "f"],
  [/^(?:th)/, "t"],
  [/^(?:rh)/, "r"],
  [/^(?:ch|gh|g)/, "x"],
  [/^(?:ng)(?![aeiouy])/, "N"],
  [/^(?:cc|xc)(?=[eiy])/, "ks"],
  [/^(?:ck|cq|kk|cc)/, "k"],
  [/^(?:qu|kw)/, "kw"],
  [/^(?:sj|sh|tsj)/, "s"],
  [/^(?:c|s|z|ts|tz)(?=[eiy])/, "s"],
  [/^(?:c|k|q)/, "k"],
  [/^(?:s|z)/, "s"],
  [/^(?:f|v)/, "f"],
  [/^x/, "ks"],
  [/^y/, "i"],
  [/^u/, "y"],
];
const VOWELS = "aeiouyYUWQ";

/** How one or more Dutch words sound, one sign a sound, without pauses between them: "ami tri tieline" and "amitriptyline" begin alike. */
export function soundsOf(text: string): string {
  let rest = foldWord(text).replace(/[^a-z]/g, "");
  let sounds = "";
  while (rest !== "") {
    const found = SPELLINGS.find(([spelling]) => spelling.test(rest));
    const sound = found?.[1] ?? rest[0]!;
    rest = rest.slice(found === undefined ? 1 : found[0].exec(rest)![0].length);
    // A doubled letter is one sound.
    for (const sign of sound) if (sign !== sounds.at(-1)) sounds += sign;
  }
  // A final d or b is said as t or p.
  return sounds.replace(/d$/, "t").replace(/b$/, "p");
}

/** Groups within which one sound is easily heard for another. */
const NEAR: readonly (readonly [string, number])[] = [
  ["td", 0.25],
  ["pb", 0.25],
  ["kx", 0.4],
  ["mnN", 0.4],
  ["fw", 0.3],
  ["fs", 0.6],
  ["lr", 0.5],
  ["ptk", 0.6],
  ["bd", 0.6],
  ["xs", 0.7],
  ["ij", 0.2],
  ["uw", 0.3],
  ["ie", 0.3],
  ["iy", 0.3],
  ["eY", 0.35],
  ["aY", 0.4],
  ["eQ", 0.35],
  ["yQ", 0.3],
  ["UQ", 0.3],
  ["UY", 0.35],
  ["uo", 0.3],
  ["oW", 0.3],
  ["aW", 0.4],
  ["ae", 0.45],
  ["ao", 0.4],
];
const SIGNS = 128;
const SWAP = new Float32Array(SIGNS * SIGNS).fill(1);
const ALONE = new Float32Array(SIGNS).fill(0.8);
for (let sign = 0; sign < SIGNS; sign++) SWAP[sign * SIGNS + sign] = 0;
for (const a of VOWELS) for (const b of VOWELS) if (a !== b) SWAP[a.charCodeAt(0) * SIGNS + b.charCodeAt(0)] = 0.5;
for (const [group, cost] of NEAR) {
  for (const a of group) {
    for (const b of group) {
      const at = a.charCodeAt(0) * SIGNS + b.charCodeAt(0);
      if (a !== b) SWAP[at] = Math.min(SWAP[at]!, cost);
    }
  }
}
for (const vowel of VOWELS) ALONE[vowel.charCodeAt(0)] = 0.6;
for (const weak of "ehj") ALONE[weak.charCodeAt(0)] = 0.4;

/** What it takes to hear `a` for `b`, in changed sounds: 0 for the same, near sounds count less than 1. `limit` where it is as much or more. */
export function soundDistance(a: string, b: string, limit: number): number {
  let row = new Float32Array(b.length + 1);
  for (let j = 0; j < b.length; j++) row[j + 1] = row[j]! + ALONE[b.charCodeAt(j)]!;
  let next = new Float32Array(b.length + 1);
  for (let i = 0; i < a.length; i++) {
    const own = a.charCodeAt(i);
    next[0] = row[0]! + ALONE[own]!;
    let least = next[0];
    for (let j = 0; j < b.length; j++) {
      const other = b.charCodeAt(j);
      const cost = Math.min(row[j]! + SWAP[own * SIGNS + other]!, row[j + 1]! + ALONE[own]!, next[j]! + ALONE[other]!);
      next[j + 1] = cost;
      if (cost < least) least = cost;
    }
    if (least >= limit) return limit;
    [row, next] = [next, row];
  }
  return Math.min(limit, row[b.length]!);
}
