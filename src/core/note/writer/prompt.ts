import { type Consult, formatPatientTraits } from "../../consult/consult.ts";
import type { Speaker, Utterance } from "../../transcript/transcript.ts";

const MARKS: Readonly<Record<Speaker, string>> = {
  zorgverlener: "Z: ",
  patiënt: "P: ",
  begeleider: "B: ",
  // Somebody who is not the zorgverlener: in the corpus that is the patient far more often than a companion.
  ander: "P: ",
  onbekend: "- ",
};

/** What the writer reads first, `<bos>` apart: the setting and the patient. Without traits it reads the setting alone. */
export function formatHeading({ setting, patient }: Consult): string {
  return patient === undefined ? `${setting}\n` : `${setting}, ${formatPatientTraits(patient)}\n`;
}

/** An utterance as the writer was trained to read it: one line, marked with its speaker. */
export function formatTurn({ speaker, text }: Utterance): string {
  return `${MARKS[speaker]}${flatten(text)}`;
}

/** One line without the signs that mean something to the tokenizer ("<eos>") or to the writer ("= 1 ...", "S1 ... | P1 ..."). */
function flatten(text: string): string {
  return text
    .replace(/[<>=|]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
