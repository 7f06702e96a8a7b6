import { foldWord } from "../../text/tokens.ts";

/** Kinds of words that are never licensed by likeness: only by what was said of their own kind. */
export type ProtectedKind = "negation" | "left" | "right" | "both";

const NOTED: Readonly<Record<string, ProtectedKind>> = {
  geen: "negation",
  niet: "negation",
  neg: "negation",
  negatief: "negation",
  negatieve: "negation",
  nooit: "negation",
  niets: "negation",
  niks: "negation",
  nergens: "negation",
  nee: "negation",
  zonder: "negation",
  ontkent: "negation",
  ontkend: "negation",
  afwezig: "negation",
  li: "left",
  links: "left",
  linker: "left",
  os: "left",
  as: "left",
  re: "right",
  rechts: "right",
  rechter: "right",
  od: "right",
  ad: "right",
  bdz: "both",
  dz: "both",
  beiderzijds: "both",
  dubbelzijdig: "both",
  beide: "both",
  ods: "both",
};

const SAID: Readonly<Record<ProtectedKind, RegExp>> = {
  negation:
    /(?<!\p{L})(?:geen\p{L}*|niet|nee|neen|nooit|niks|niets|nergens|niemand|zonder|noch|ontken\p{L}*|weg|verdwenen|negatief|negatieve|nauwelijks|amper|uitgesloten|schoon|gaaf)(?!\p{L})/u,
  left: /(?<!\p{L})link(?:s|er\p{L}*|se)(?!\p{L})/u,
  right: /(?<!\p{L})recht(?:s|er\p{L}*|se)(?!\p{L})/u,
  both: /(?<!\p{L})(?:beide\p{L}*|allebei|alle ?bei|twee kanten|weerszijden|tweeen)(?!\p{L})/u,
};

/** The parts of the body whose side has a name of its own: only where one was spoken of is "OD" or "AS" licensed. */
const EYE =
  /(?<!\p{L})(?:\p{L}*oog|\p{L}*ogen|oog\p{L}*|ooglid\p{L}*|visus|zicht|zien|ziet|zie|iris|pupil\p{L}*|lens|lenzen)(?!\p{L})/iu;
const EAR = /(?<!\p{L})(?:\p{L}*oor|\p{L}*oren|oor\p{L}*|gehoor\p{L}*|trommelvlie\p{L}+)(?!\p{L})/iu;
const BODY_OF: Readonly<Record<string, RegExp>> = { os: EYE, od: EYE, ods: EYE, as: EAR, ad: EAR };

/** The protected kind of a note's word, undefined for any other. "linkerknie" is a side of the knee: see `splitSide`. */
export function protectedKind(word: string): ProtectedKind | undefined {
  return Object.hasOwn(NOTED, foldWord(word)) ? NOTED[foldWord(word)] : undefined;
}

/** The protected kinds that a text says. Both sides by name say "both". */
export function saidKinds(text: string): Set<ProtectedKind> {
  const folded = foldWord(text);
  const kinds = new Set<ProtectedKind>();
  for (const kind of ["negation", "left", "right", "both"] as const) if (SAID[kind].test(folded)) kinds.add(kind);
  if (kinds.has("left") && kinds.has("right")) kinds.add("both");
  return kinds;
}

/** "linkerknie" -> the side and "knie"; undefined where a word names no side. */
export function splitSide(word: string): { kind: ProtectedKind; rest: string } | undefined {
  const m = /^(linker|rechter)-?(.+)$/.exec(word.toLowerCase());
  return m === null ? undefined : { kind: m[1] === "linker" ? "left" : "right", rest: m[2]! };
}

/** Every noted form of the kinds that `said` says; the names of an eye or an ear only where one is spoken of. */
export function notedForms(kinds: ReadonlySet<ProtectedKind>, said: string): string[] {
  return Object.keys(NOTED).filter((form) => kinds.has(NOTED[form]!) && (BODY_OF[form]?.test(said) ?? true));
}

/** Words beside which a "nee" is still nothing but a no. */
const BESIDE_NO = new Set(
  "nee neen hoor dokter mevrouw meneer nou eigenlijk gelukkig helemaal niet echt dat ook geen niks niets nooit nog heb ik er zo bij mij me is het absoluut zeker totaal gewoon van".split(
    " ",
  ),
);

/** Is an answer nothing but a no ("Nee hoor, helemaal niet")? Then what it adds to a note must be a negation. */
export function isBareNo(words: readonly string[]): boolean {
  return words.some((word) => /^nee(n)?$/.test(word)) && words.every((word) => BESIDE_NO.has(word));
}
