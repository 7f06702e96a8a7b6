import type { Span } from "../../../src/core/note/line-spans.ts";
import type { Deelcontact, Soep } from "../../../src/core/note/note.ts";

const LONGEST = 200;

/** Words that are selected, and the letter of the line that they are in; without one where they are elsewhere. */
export interface Selection {
  readonly text: string;
  readonly soep?: string | undefined;
}

/**
 * What the search for a code starts from: the words that are selected, or the piece of S or E that the focus is on. What was found or
 * agreed is no problem ("paracetamol 3dd" would find a poisoning): from O and P it is the E line, else the title.
 */
export function codeQuery(
  { lines, title }: Pick<Deelcontact, "lines" | "title">,
  place: { readonly soep: Soep; readonly span: Span },
  selected: Selection,
): string {
  const textOf = (soep: string) => lines.find((line) => line.soep === soep)?.text ?? "";
  const tellsProblem = ({ soep }: { readonly soep?: string | undefined }) => soep !== "O" && soep !== "P";
  const marked = tellsProblem(selected) ? selected.text : "";
  const here = tellsProblem(place) ? textOf(place.soep).slice(...place.span) : "";
  const texts = [marked, here, textOf("E"), title].map((text) => text.trim());
  return (texts.find((text) => text !== "") ?? "").slice(0, LONGEST);
}
