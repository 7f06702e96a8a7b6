import { dropAnswered } from "./answered.ts";
import { editLine } from "./edit-line.ts";
import { cutLine, joinLines, makeLine, type Span } from "./line-spans.ts";
import {
  type Deelcontact,
  type DraftNote,
  type IcpcProposal,
  type Line,
  type Measurement,
  SOEP,
  type Soep,
} from "./note.ts";

/** A line of the note: index of the deelcontact and letter. A deelcontact has at most one line of each letter in the window. */
export interface LineRef {
  readonly deelcontact: number;
  readonly soep: Soep;
}

/** A code as the clinician picks it. */
export interface PickedCode {
  readonly code: string;
  readonly title: string;
}

/** The line at `ref`; undefined where nothing is noted there. Several lines of one letter are read as one. */
export function lineAt(note: DraftNote, ref: LineRef): Line | undefined {
  const deelcontact = note.deelcontacten[ref.deelcontact];
  return deelcontact === undefined ? undefined : lineOf(deelcontact, ref.soep);
}

/** The line of a letter in a deelcontact. */
export function lineOf(deelcontact: Deelcontact, soep: Soep): Line | undefined {
  const lines = deelcontact.lines.filter((line) => line.soep === soep);
  return lines.length === 0 ? undefined : lines.reduce(joinLines);
}

/** Writes the clinician's text in a line; an empty text removes the line. */
export function writeLine(note: DraftNote, ref: LineRef, text: string): DraftNote {
  const line = lineAt(note, ref) ?? makeLine(ref.soep, "", []);
  const next = editLine(line, text);
  return next === line ? note : dropAnswered(putLine(note, ref, next.text === "" ? undefined : next));
}

/** Moves the characters of `span` behind the line at `to`; `to.deelcontact` one past the last makes a deelcontact of its own. */
export function moveText(note: DraftNote, from: LineRef, span: Span, to: LineRef): DraftNote {
  const line = lineAt(note, from);
  if (line === undefined || (from.deelcontact === to.deelcontact && from.soep === to.soep)) return note;
  const { rest, cut } = cutLine(line, span);
  const moved = { ...cut, soep: to.soep };
  const opened = to.deelcontact === note.deelcontacten.length ? addDeelcontact(note) : note;
  const target = lineAt(opened, to);
  const filled = putLine(opened, to, target === undefined ? moved : joinLines(target, moved));
  return dropEmpty(putLine(filled, from, rest), from.deelcontact);
}

/** Makes a deelcontact behind `at` of the lines named by `letters`. */
export function splitDeelcontact(note: DraftNote, at: number, letters: readonly Soep[]): DraftNote {
  const source = note.deelcontacten[at];
  if (source === undefined) return note;
  const goes = source.lines.filter((line) => letters.includes(line.soep));
  if (goes.length === 0 || goes.length === source.lines.length) return note;
  const stays: Deelcontact = { ...source, lines: source.lines.filter((line) => !letters.includes(line.soep)) };
  const made: Deelcontact = { title: "", lines: goes, measurements: [] };
  return { ...note, deelcontacten: splice(note.deelcontacten, at, 1, stays, made) };
}

/** Adds deelcontact `from` to deelcontact `into`. The code of `into` stays; that of `from` becomes one of its alternatives. */
export function mergeDeelcontacten(note: DraftNote, into: number, from: number): DraftNote {
  const a = note.deelcontacten[into];
  const b = note.deelcontacten[from];
  if (a === undefined || b === undefined || into === from) return note;
  const lines = SOEP.flatMap((soep) => {
    const same = [...a.lines, ...b.lines].filter((line) => line.soep === soep);
    return same.length === 0 ? [] : [same.reduce(joinLines)];
  });
  const icpc = a.icpc === undefined ? b.icpc : { ...a.icpc, alternatives: withAlternative(a.icpc, b.icpc) };
  const contactReason = a.contactReason ?? b.contactReason;
  const merged: Deelcontact = {
    title: a.title === "" ? b.title : a.title,
    ...(icpc === undefined ? {} : { icpc }),
    ...(contactReason === undefined ? {} : { contactReason }),
    lines,
    measurements: [...a.measurements, ...b.measurements],
  };
  return { ...note, deelcontacten: splice(splice(note.deelcontacten, into, 1, merged), from, 1) };
}

/** An empty deelcontact at the end. */
export function addDeelcontact(note: DraftNote): DraftNote {
  return { ...note, deelcontacten: [...note.deelcontacten, { title: "", lines: [], measurements: [] }] };
}

/** Takes a deelcontact out of the note. */
export function removeDeelcontact(note: DraftNote, at: number): DraftNote {
  return { ...note, deelcontacten: splice(note.deelcontacten, at, 1) };
}

/** The clinician's title of a deelcontact. */
export function writeTitle(note: DraftNote, at: number, title: string): DraftNote {
  return change(note, at, (d) => ({ ...d, title: title.replace(/\s+/g, " ").trim() }));
}

/** The clinician's code (ICPC-E): sure, by her act. What was proposed stays among the alternatives. Undefined takes the code away. */
export function pickCode(note: DraftNote, at: number, picked: PickedCode | undefined): DraftNote {
  return change(note, at, ({ icpc, icpcCandidates = [], ...rest }) => {
    if (picked === undefined) return icpcCandidates.length === 0 ? rest : { ...rest, icpcCandidates };
    const alternatives =
      icpc === undefined
        ? icpcCandidates.filter(({ code }) => code !== picked.code)
        : withAlternative({ ...icpc, code: picked.code }, icpc);
    const title = rest.title === "" || rest.title === icpc?.title ? picked.title : rest.title;
    return { ...rest, title, icpc: { ...picked, confidence: 1, alternatives } };
  });
}

/** The reason for contact (ICPC-S); undefined takes it away. */
export function pickReason(note: DraftNote, at: number, picked: PickedCode | undefined): DraftNote {
  return change(note, at, ({ contactReason: _, ...rest }) =>
    picked === undefined ? rest : { ...rest, contactReason: picked },
  );
}

/** Changes a measured value, or takes it out. */
export function writeMeasurement(note: DraftNote, at: number, index: number, value: string | undefined): DraftNote {
  return change(note, at, (d) => {
    const measurement = d.measurements[index];
    if (measurement === undefined) return d;
    const measurements: readonly Measurement[] =
      value === undefined || value.trim() === ""
        ? splice(d.measurements, index, 1)
        : splice(d.measurements, index, 1, { ...measurement, value: value.trim() });
    return { ...d, measurements };
  });
}

function withAlternative(
  icpc: IcpcProposal & { readonly alternatives: readonly IcpcProposal[] },
  extra: IcpcProposal | undefined,
): readonly IcpcProposal[] {
  const others = icpc.alternatives.filter((each) => each.code !== icpc.code);
  if (extra === undefined || extra.code === icpc.code || others.some((each) => each.code === extra.code)) return others;
  return [{ code: extra.code, title: extra.title, confidence: extra.confidence }, ...others];
}

function change(note: DraftNote, at: number, edit: (deelcontact: Deelcontact) => Deelcontact): DraftNote {
  const deelcontact = note.deelcontacten[at];
  if (deelcontact === undefined) return note;
  return { ...note, deelcontacten: splice(note.deelcontacten, at, 1, edit(deelcontact)) };
}

/** Puts a line in its place (S before O before E before P), or takes it away. */
export function putLine(note: DraftNote, ref: LineRef, line: Line | undefined): DraftNote {
  return change(note, ref.deelcontact, (d) => {
    const others = d.lines.filter((each) => each.soep !== ref.soep);
    const lines = line === undefined ? [...others] : [...others, line];
    return { ...d, lines: lines.sort((a, b) => SOEP.indexOf(a.soep) - SOEP.indexOf(b.soep)) };
  });
}

function dropEmpty(note: DraftNote, at: number): DraftNote {
  const { lines, measurements } = note.deelcontacten[at]!;
  return lines.length === 0 && measurements.length === 0 ? removeDeelcontact(note, at) : note;
}

/** `toSpliced`, which the Chromium of the oldest Electron that we test does not have. */
function splice<T>(list: readonly T[], at: number, count: number, ...items: readonly T[]): T[] {
  return [...list.slice(0, at), ...items, ...list.slice(at + count)];
}
