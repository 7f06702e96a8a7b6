import { foldWord } from "../../text/tokens.ts";

/** Endings of Dutch inflection, the longest first: plurals, verbs, adjectives, diminutives. */
const ENDINGS = [
  "etjes",
  "etje",
  "tjes",
  "pjes",
  "tje",
  "pje",
  "jes",
  "je",
  "den",
  "ten",
  "sen",
  "de",
  "te",
  "en",
  "e",
  "s",
  "t",
  "d",
];
/** What may follow a root while a word is under way. */
const ENDING_BEGUN = new RegExp(
  `^(?:${[...new Set(ENDINGS.flatMap((e) => [...e].map((_, i) => e.slice(0, i + 1))))].join("|")})?$`,
);

/** A word as its letters sound, so that the forms of one word begin alike: folded, "aa" as "a", "pp" as "p", v as f, z as s. */
export function soften(word: string): string {
  return foldWord(word)
    .replace(/['-]/g, "")
    .replace(/(.)\1+/g, "$1")
    .replaceAll("v", "f")
    .replaceAll("z", "s");
}

/**
 * The root that the forms of a Dutch word share: "benen" and "been" are "ben", "gehoest" and "hoesten" "hoes". Coarse on purpose:
 * it only tells whether two words may be forms of each other. models/training/note/align.py has the same rules.
 */
export function rootOf(word: string): string {
  let soft = soften(word);
  if (soft.length < 4) return soft;
  if (soft.length > 5 && /^ge.*(?:t|d|en)$/.test(soft)) soft = soft.slice(2);
  for (const ending of ENDINGS) {
    const rest = soft.length - ending.length;
    if (soft.endsWith(ending) && rest >= (/^[aeiouy]/.test(soft) ? 2 : 3)) return soft.slice(0, rest);
  }
  return soft;
}

/** Can `begun`, the beginning of a word, still become a form of a word with this root? */
export function mayBecome(begun: string, root: string): boolean {
  const soft = soften(begun);
  const bare = soft.startsWith("ge") ? soft.slice(2) : "ge".startsWith(soft) ? "" : undefined;
  for (const form of bare === undefined ? [soft] : [soft, bare]) {
    if (root.startsWith(form) || (form.startsWith(root) && ENDING_BEGUN.test(form.slice(root.length)))) return true;
  }
  return false;
}
