import { findHeard } from "./answered.ts";
import { doubtOfCode } from "./code-doubt.ts";
import { type LineRef, lineAt, pickCode, putLine, writeLine } from "./edit.ts";
import { type Check, type CheckCode, type DraftNote, SOEP } from "./note.ts";

/** A check with its place in the note. */
export interface Doubt extends LineRef {
  readonly check: Check;
  readonly text: string;
}

/** Most harm first. An allergy, whatever check it is under, comes before what is about somebody else. */
const HARM: readonly CheckCode[] = [
  "dose",
  "side",
  "negation",
  "drug",
  "person",
  "unheard",
  "number",
  "corrected",
  "omitted",
  "unsupported",
  "code",
];
const ALLERGY = /allerg|overgevoelig|anafyla/i;
const ALLERGY_RANK = HARM.indexOf("person") - 0.5;

/**
 * What the clinician has to look at, by harm, then in the order of the note. `stale` marks her own edits and asks for nothing.
 */
export function listDoubts(note: DraftNote): Doubt[] {
  const ofLines = note.deelcontacten.flatMap((_, deelcontact) =>
    SOEP.flatMap((soep) => {
      const line = lineAt(note, { deelcontact, soep });
      return (line?.checks ?? [])
        .filter((check) => check.code !== "stale")
        .sort((a, b) => a.span[0] - b.span[0])
        .map((check): Doubt => ({ deelcontact, soep, check, text: line!.text.slice(...check.span) }));
    }),
  );
  const ofCodes = note.deelcontacten.flatMap((each, deelcontact): Doubt[] => {
    const doubt = doubtOfCode(each);
    return doubt === undefined ? [] : [{ deelcontact, ...doubt, text: `${each.icpc!.code} ${each.icpc!.title}` }];
  });
  return [...ofLines, ...ofCodes].sort((a, b) => harm(a) - harm(b));
}

/** Lower is worse. */
function harm({ check, text }: Doubt): number {
  const rank = HARM.indexOf(check.code);
  return rank > ALLERGY_RANK && ALLERGY.test(`${text} ${check.message}`) ? ALLERGY_RANK : rank;
}

/** The clinician has seen it and lets it stand: the check is gone from the draft (the version before still has it); a code is hers now. */
export function acceptDoubt(note: DraftNote, doubt: Doubt): DraftNote {
  if (doubt.check.code === "code")
    return pickCode(note, doubt.deelcontact, note.deelcontacten[doubt.deelcontact]?.icpc);
  const line = lineAt(note, doubt);
  if (line === undefined) return note;
  return putLine(note, doubt, { ...line, checks: line.checks.filter((check) => !isSame(check, doubt.check)) });
}

/** The clinician picks one of a doubt's candidates: it takes the place of the words in doubt, or comes behind the line where they are not noted. */
export function pickCandidate(note: DraftNote, doubt: Doubt, candidate: string): DraftNote {
  if (doubt.check.code === "code") {
    const alternatives = note.deelcontacten[doubt.deelcontact]?.icpc?.alternatives ?? [];
    const picked = alternatives.find(({ code, title }) => `${code} ${title}` === candidate);
    return picked === undefined ? note : pickCode(note, doubt.deelcontact, picked);
  }
  const line = lineAt(note, doubt);
  if (line === undefined) return note;
  const [start, end] = findWords(line.text, doubt.check);
  const before = line.text.slice(0, start);
  const opens = before.trim() === "" || /[.!?]\s*$/.test(before);
  const name = opens ? `${candidate[0]!.toUpperCase()}${candidate.slice(1)}` : candidate;
  const text = end > start ? `${before}${name}${line.text.slice(end)}` : `${line.text} ${name}.`;
  return writeLine(acceptDoubt(note, doubt), doubt, text);
}

/** The words that a doubt is about: its own span, or where the line holds what was heard. */
function findWords(text: string, { span, heard }: Check): Check["span"] {
  return span[1] > span[0] || heard === undefined ? span : (findHeard(text, heard) ?? span);
}

/** The same check in the same place. */
export function isSame(a: Check, b: Check): boolean {
  return a.code === b.code && a.message === b.message && a.span[0] === b.span[0] && a.span[1] === b.span[1];
}
