import { LABEL, MOST_PROBLEMS, SEPARATOR } from "../../core/note/writer/additions.ts";
import type { LineRule } from "./line-decoder.ts";

/** What a phrase may say (core's Licence is one). */
export interface PhraseRule {
  allows(phrase: string): boolean;
  completes(phrase: string): boolean;
}

const LABELS = ["S", "O", "E", "P"].flatMap((soep) =>
  Array.from({ length: MOST_PROBLEMS }, (_, i) => `${soep}${i + 1}`),
);

/** The form of a line, " -" or " S1 phrase | P1 phrase"; what its phrases say is `phrase`'s to permit. */
export function ruleAdditions(phrase: PhraseRule): LineRule {
  const split = (line: string): { label: string; text: string | undefined } => {
    const part = line.slice(1).split(SEPARATOR).at(-1)!;
    const space = part.indexOf(" ");
    return space < 0 ? { label: part, text: undefined } : { label: part.slice(0, space), text: part.slice(space + 1) };
  };
  const isDone = (text: string | undefined): boolean =>
    text !== undefined && /[\p{L}\d]/u.test(text) && phrase.completes(text.trimEnd());
  return {
    allows(line) {
      if (line === " " || line === " -") return true;
      if (!line.startsWith(" ")) return false;
      const { label, text } = split(line);
      if (text === undefined) return LABELS.some((l) => l.startsWith(label));
      if (!LABEL.test(label)) return false;
      if (text === "") return true;
      const bar = text.indexOf("|");
      return bar < 0 ? phrase.allows(text) : /^[^|]* \|$/.test(text) && isDone(text.slice(0, bar));
    },
    mayEnd(line) {
      return line === " -" || isDone(split(line).text);
    },
  };
}

/** The writer's own last line of a deelcontact, " 1 Title L03": free. */
export const GUESS_RULE: LineRule = { allows: () => true, mayEnd: () => true };
/** No licence: only the form is kept. */
export const FREE_PHRASES: PhraseRule = { allows: () => true, completes: () => true };
