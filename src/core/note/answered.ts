import { soundsOf } from "../text/dutch-sounds.ts";
import { SoundIndex } from "../text/sound-index.ts";
import { foldedWords, tokenize } from "../text/tokens.ts";
import type { Span } from "./line-spans.ts";
import type { Check, DraftNote } from "./note.ts";

/** Share of sounds by which words in a line may differ from those that were heard, to be the same. */
const SAME_SOUND = 0.15;
const MOST_WORDS = 4;

/** Where a line holds the words that were heard, as they are, joined, or written by sound ("paraset amol": "Parasetamol"). */
export function findHeard(text: string, heard: string): Span | undefined {
  const sounds = new SoundIndex([[heard, heard]]);
  const squeezed = foldedWords(heard).join("");
  const tokens = tokenize(text).filter(({ kind }) => kind !== "mark");
  const runs = tokens.flatMap((first, from) =>
    tokens.slice(from, from + MOST_WORDS).map((last) => [first.start, last.end] as const),
  );
  const isSame = (run: Span): boolean => foldedWords(text.slice(...run)).join("") === squeezed;
  const isAlike = (run: Span): boolean => sounds.find(soundsOf(text.slice(...run)), () => SAME_SOUND).length > 0;
  return squeezed === "" ? undefined : (runs.find(isSame) ?? runs.find(isAlike));
}

/** The note without the doubts about something that was not noted ("Verstaan is ..."), where some line now names it. */
export function dropAnswered(note: DraftNote): DraftNote {
  const lines = note.deelcontacten.flatMap((deelcontact) => deelcontact.lines);
  if (!lines.some(({ checks }) => checks.some(isAboutAbsent))) return note;
  const words = ` ${lines.flatMap(({ text }) => foldedWords(text)).join(" ")} `;
  const isNamed = (name: string): boolean => words.includes(` ${foldedWords(name).join(" ")} `);
  const isOpen = (check: Check): boolean =>
    !isAboutAbsent(check) || !(check.candidates ?? [check.heard ?? ""]).some((name) => name !== "" && isNamed(name));
  if (lines.every(({ checks }) => checks.every(isOpen))) return note;
  return {
    ...note,
    deelcontacten: note.deelcontacten.map((deelcontact) => ({
      ...deelcontact,
      lines: deelcontact.lines.map((line) => ({ ...line, checks: line.checks.filter(isOpen) })),
    })),
  };
}

/** Does a check stand beside the line, about words that it does not hold? */
const isAboutAbsent = ({ code, span }: Check): boolean =>
  (code === "omitted" || code === "drug") && span[0] === span[1];
