import type { Placed } from "./assemble.ts";
import type { Phrase } from "./note.ts";

/** Joins phrases as a HIS line reads: a capital at the start of a sentence, a full stop at the end; each phrase's text as it stands in the line. */
export function joinPhrases(placed: readonly Pick<Placed, "text" | "evidence">[]): { text: string; phrases: Phrase[] } {
  const phrases: Phrase[] = [];
  for (const [i, { text, evidence }] of placed.entries()) {
    const before = phrases.at(-1)?.text ?? ".";
    const opens = /[.!?;]$/.test(before);
    let said = text.replace(/\s+([.,;:])/g, "$1").replace(/[,;:]+\./g, ".");
    if (opens && /^\p{Ll}(?!\p{Lu})/u.test(said) && !/^(?:pH|mg|ml|x\d)/.test(said))
      said = `${said[0]!.toUpperCase()}${said.slice(1)}`;
    const next = placed[i + 1]?.text;
    if (next === undefined) said = `${said.replace(/[,;:]+$/, "")}${/[.!?]$/.test(said) ? "" : "."}`;
    else if (!/[.,;:!?]$/.test(said)) said += /^\p{Lu}(?!\p{Lu})/u.test(next) ? "." : ",";
    // A new sentence after a comma: the phrase that the comma announced was left out.
    else if (said.endsWith(",") && /^\p{Lu}\p{Ll}/u.test(next)) said = `${said.slice(0, -1)}.`;
    phrases.push({ text: said, evidence });
  }
  return { text: phrases.map((phrase) => phrase.text).join(" "), phrases };
}
