import type { Utterance } from "../transcript/transcript.ts";

const SUMS_UP =
  /(?<!\p{L})(?:samengevat|samenvattend|(?:even |laat me (?:even )?)samenvatten|vat (?:ik |het |dat )*(?:even )?samen|samenvat|even op een rij(?:tje)?)(?!\p{L})/iu;

/**
 * Does a clinician sum up what was said before? Then nothing of it is new, and what is wrong in it is put right in the next turn: of 36 such
 * turns in the training corpus one has a complaint in the note that was not noted before.
 */
export function sumsUp({ text, speaker }: Pick<Utterance, "text" | "speaker">): boolean {
  return speaker !== "patiënt" && speaker !== "begeleider" && SUMS_UP.test(text);
}
