import { SOEP, type Soep } from "../note.ts";

/** What a line of the writer adds: a phrase for a SOEP line of deelcontact `problem` (1-based). */
export interface AddedPhrase {
  readonly soep: Soep;
  readonly problem: number;
  readonly text: string;
}

/** What stands between two additions of one turn. */
export const SEPARATOR = " | ";
/** The most deelcontacten that a note of the corpus has. */
export const MOST_PROBLEMS = 4;
export const LABEL = /^([SOEP])([1-4])$/;

/** Reads "S1 hoest 3 wkn. | P1 controle" ("-": nothing). What is not in this form is left out. */
export function parseAdditions(line: string): AddedPhrase[] {
  const added: AddedPhrase[] = [];
  for (const part of line.trim().split(SEPARATOR)) {
    const space = part.indexOf(" ");
    const label = LABEL.exec(space < 0 ? part : part.slice(0, space));
    const text = space < 0 ? "" : part.slice(space + 1).trim();
    if (label === null || !/[\p{L}\d]/u.test(text)) continue;
    added.push({ soep: SOEP.find((s) => s === label[1])!, problem: Number(label[2]), text });
  }
  return added;
}

/** Reads the writer's own last lines, "1 Lage rugpijn L03": title and ICPC code per deelcontact. Undefined where it is none. */
export function parseGuess(line: string): { problem: number; title: string; code: string } | undefined {
  const m = /^\s*(\d)\s+(.+)\s+([A-Z]\d\d(?:\.\d\d)?)\s*$/.exec(line);
  return m === null ? undefined : { problem: Number(m[1]), title: m[2]!, code: m[3]! };
}
