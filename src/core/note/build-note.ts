import { findAllergies } from "../checks/allergies.ts";
import { checkLine } from "../checks/check-line.ts";
import type { CheckContext } from "../checks/context.ts";
import type { DrugTable } from "../checks/drugs.ts";
import { findMisheard, findOmissions, type Omission } from "../checks/omitted.ts";
import { findUnnotedValues } from "../checks/unnoted-values.ts";
import type { Consult } from "../consult/consult.ts";
import type { IcpcQuestion } from "../icpc/features.ts";
import type { IcpcProposer } from "../icpc/propose.ts";
import { type FoundMeasurement, readMeasurements } from "../measurements/read-measurements.ts";
import type { KnownWords } from "../text/known-words.ts";
import { readNoteNumbers } from "../text/number-licence.ts";
import { tokenize } from "../text/tokens.ts";
import { isForeign } from "../transcript/language.ts";
import { markQuestions } from "../transcript/questions.ts";
import { offersFor } from "../transcript/second-look.ts";
import type { Transcript, Utterance } from "../transcript/transcript.ts";
import { type Assembled, assembleNote, type Placed } from "./assemble.ts";
import { makeIcpcQuestion } from "./icpc-question.ts";
import { joinPhrases } from "./join-phrases.ts";
import type { LicenceTables } from "./licence/licence-tables.ts";
import { makeLine } from "./line-spans.ts";
import { addMeasured } from "./measured-phrases.ts";
import type { Check, Deelcontact, DraftNote, Line, Measurement, Soep } from "./note.ts";
import type { Reading } from "./ports.ts";
import { withoutTurned } from "./turned-values.ts";

/** What a note is made with beside the talk. */
export interface NoteTables {
  readonly icpc: IcpcProposer;
  readonly drugs: DrugTable;
  readonly licence: LicenceTables;
  readonly words: KnownWords;
}

/** Makes the draft of a reading: deelcontacten and lines by rule, measured values, codes and checks. */
export function buildNote(reading: Reading, heard: Transcript, consult: Consult, tables: NoteTables): DraftNote {
  const transcript = { ...heard, utterances: markQuestions(heard.utterances) };
  const read = assembleNote(reading, transcript, tables.licence, tables.drugs);
  const measured = shareOut(readMeasurements(turnsAsMeant(transcript), consult.patient), read, transcript);
  const assembled = addMeasured(read, measured, transcript.utterances, tables.licence);
  const utterances = new Map(transcript.utterances.map((u) => [u.id, u]));
  const offers = new Map(transcript.utterances.map((u) => [u.id, offersFor(u, tables.drugs.spoken)]));
  const allergies = findAllergies(transcript.utterances, tables.drugs);
  const context: CheckContext = {
    utterances,
    drugs: tables.drugs,
    words: tables.words,
    licence: tables.licence,
    offers,
    allergies,
  };
  const drafts = assembled.problems.map(({ problem, lines }) => {
    const made = lines.map(({ soep, phrases }) => {
      const { text, phrases: joined } = joinPhrases(phrases);
      const line = makeLine(soep, text, joined);
      return { ...line, checks: [...checkLine(line, context), ...correctedChecks(line, phrases)] };
    });
    return { problem, lines: made };
  });
  const noteText = drafts.flatMap(({ lines }) => lines.map((line) => line.text)).join("\n");
  const omissions = [
    ...findOmissions(transcript.utterances, noteText, tables.drugs),
    ...findUnnotedValues(
      transcript.utterances,
      noteText,
      [...measured.values()].flatMap((list) => list.map(({ value }) => value)),
    ),
    ...findMisheard(transcript.utterances, noteText, offers),
  ];
  const allLines = drafts.flatMap(({ lines }) => lines);
  // A part of a name that was misheard may stand in a line as it was heard: there the name is put right.
  const holders = new Map(
    omissions.map((omission) => [omission, allLines.find((line) => spanOfHeard(line, omission))]),
  );
  const deelcontacten = drafts.map(({ problem, lines }): Deelcontact => {
    const withOmissions = lines.map((line) => {
      const near = omissionsFor(omissions, problem, line.soep, assembled, transcript);
      return addOmissions(
        line,
        omissions.filter((o) => (holders.get(o) ?? (near.includes(o) ? line : undefined)) === line),
      );
    });
    const elsewhere = new Set(drafts.flatMap((d) => (d.problem === problem ? [] : d.lines.flatMap((l) => l.evidence))));
    const question = makeIcpcQuestion(withOmissions, utterances, consult.patient, elsewhere);
    return describe(problem, withOmissions, measured.get(problem) ?? [], reading, question, tables);
  });
  const remarks = [...(reading.remarks ?? [])];
  remarks.push(...foreignRemark(transcript.utterances, tables.drugs), ...codelessRemarks(deelcontacten));
  if (deelcontacten.length === 0) {
    remarks.push("In de opname is niets gevonden voor een verslag. Luister terug of schrijf het zelf.");
    // There is no line beside which they could stand.
    remarks.push(...omissions.map(({ message }) => message));
  }
  return {
    schema: 1,
    status: "draft",
    consult: { id: consult.id, setting: consult.setting, startedAt: consult.startedAt },
    deelcontacten,
    ...(remarks.length === 0 ? {} : { remarks }),
  };
}

/** The turns without the values that they took back themselves. */
const turnsAsMeant = ({ utterances }: Transcript): Utterance[] =>
  utterances.map((said) => ({ ...said, text: withoutTurned(said.text) }));

/** What was said in another language is not written down in Dutch: the clinician must know that it is there. */
function foreignRemark(utterances: readonly Utterance[], { spoken }: DrugTable): string[] {
  const foreign = utterances.filter(({ text }) =>
    isForeign(text, (word) => spoken.isOrdinary(word) || spoken.isName(word)),
  );
  if (foreign.length === 0) return [];
  const what = foreign.length === 1 ? "Eén stuk van het gesprek is" : `${foreign.length} stukken van het gesprek zijn`;
  return [`${what} niet in het Nederlands. Dat is niet vertaald; kijk in het transcript wat er is gezegd.`];
}

const CODELESS = "Zonder code";

/** Why a deelcontact has no code, so that nobody takes it for an oversight. */
function codelessRemarks(deelcontacten: readonly Deelcontact[]): string[] {
  return deelcontacten.flatMap(({ icpc, icpcCandidates, lines }, i) => {
    if (icpc !== undefined) return [];
    const hasProblem = lines.some(({ soep }) => soep === "S" || soep === "E");
    const why =
      icpcCandidates !== undefined && hasProblem
        ? "er staat geen evaluatie, en S lijkt geen klacht"
        : hasProblem
          ? "wat er staat, gaat over een ander of past bij geen code"
          : "er staat geen klacht en geen evaluatie";
    return [`Deelcontact ${i + 1} heeft geen ICPC-code: ${why}. Kies zelf een code.`];
  });
}

function describe(
  problem: number,
  lines: readonly Line[],
  measurements: readonly Measurement[],
  reading: Reading,
  question: IcpcQuestion | undefined,
  tables: NoteTables,
): Deelcontact {
  const proposals = question === undefined ? [] : tables.icpc.propose(question);
  const isCoded = question !== undefined && tables.icpc.isClinical(question);
  const [first, ...alternatives] = isCoded ? proposals : [];
  const guess = reading.guesses.find((g) => g.problem === problem);
  return {
    // The writer's title of what is a relative's, or of no complaint at all, would name an illness that is not there.
    title: first?.title ?? (isCoded ? guess?.title : undefined) ?? CODELESS,
    ...(first === undefined ? {} : { icpc: { ...first, alternatives } }),
    ...(isCoded || proposals.length === 0 ? {} : { icpcCandidates: proposals }),
    lines,
    measurements,
  };
}

/** Gives each measured value to the deelcontact whose O or S line rests on its utterance, best where the line names the value. */
function shareOut(
  found: readonly FoundMeasurement[],
  { problems }: Assembled,
  transcript: Transcript,
): Map<number, Measurement[]> {
  const shared = new Map<number, Measurement[]>();
  if (problems.length === 0) return shared;
  const index = new Map(transcript.utterances.map((u, i) => [u.id, i]));
  const phrases = problems.flatMap(({ lines }) => lines.flatMap(({ phrases: p }) => p));
  for (const { name, value, unit, evidence, byPatient } of found) {
    const at = index.get(evidence.at(-1)!)!;
    const problem = ownerOf(value, evidence, at, phrases);
    const list = shared.get(problem) ?? [];
    list.push({ name, value, unit, evidence, ...(byPatient ? { byPatient } : {}) });
    shared.set(problem, list);
  }
  return shared;
}

function ownerOf(value: string, evidence: readonly string[], at: number, phrases: readonly Placed[]): number {
  const rank = (phrase: Placed): number => {
    const isHere = phrase.evidence.some((id) => evidence.includes(id));
    const isNamed = readNoteNumbers(phrase.text).some((number) => number.text === value);
    const isMeasuring = phrase.soep === "O" || phrase.soep === "S";
    return (isHere ? 4 : 0) + (isNamed ? 3 : 0) + (isMeasuring ? 1 : 0) - Math.abs(phrase.at - at) / 100;
  };
  return phrases.reduce((best, phrase) => (rank(phrase) > rank(best) ? phrase : best)).problem;
}

/** Says where a later word of the talk has replaced an earlier one. */
function correctedChecks(line: Line, placed: readonly Placed[]): Check[] {
  const names: Readonly<Record<string, string>> = { li: "links", re: "rechts" };
  return placed.flatMap(({ correction }, i) => {
    if (correction === undefined) return [];
    const phrase = line.phrases[i]!.text;
    const start = line.phrases.slice(0, i).reduce((sum, p) => sum + p.text.length + 1, 0);
    const [from, to] = [names[correction.from] ?? correction.from, names[correction.to] ?? correction.to];
    return [
      {
        code: "corrected",
        message: `Eerst is ${from} gezegd, later ${to}. Hier staat ${to}. Controleer.`,
        span: [start, start + phrase.length],
      } as const,
    ];
  });
}

/** An omission belongs where its utterance, or the nearest one with a phrase, has its own. */
function omissionsFor(
  omissions: readonly Omission[],
  problem: number,
  soep: Soep,
  { problems }: Assembled,
  transcript: Transcript,
): Omission[] {
  const index = new Map(transcript.utterances.map((u, i) => [u.id, i]));
  const phrases = problems.flatMap(({ lines }) => lines.flatMap(({ phrases: p }) => p));
  return omissions.filter(({ utterance }) => {
    const at = index.get(utterance)!;
    const nearest = phrases.reduce((best, phrase) =>
      Math.abs(phrase.at - at) < Math.abs(best.at - at) ? phrase : best,
    );
    return nearest.problem === problem && nearest.soep === soep;
  });
}

/** Where a line holds the longest word of a name that was misheard. */
function spanOfHeard({ text }: Line, { word, candidates }: Omission): readonly [number, number] | undefined {
  const [longest] = candidates === undefined ? [] : word.split(/\s+/).sort((a, b) => b.length - a.length);
  if (longest === undefined || longest.length < 5) return undefined;
  const found = tokenize(text).find(({ norm }) => norm === longest.toLowerCase());
  return found && [found.start, found.end];
}

const addOmissions = (line: Line, omissions: readonly Omission[]): Line => ({
  ...line,
  checks: [
    ...line.checks,
    ...omissions.map((omission): Check => {
      const { utterance, word, message, candidates } = omission;
      const held = spanOfHeard(line, omission);
      return {
        code: candidates === undefined ? "omitted" : "drug",
        message:
          held === undefined ? `${message} Voeg toe of laat bewust weg.` : `${message} Verbeter het of laat het staan.`,
        span: held ?? [line.text.length, line.text.length],
        utterance,
        heard: word,
        ...(candidates !== undefined && { candidates }),
      };
    }),
  ],
});
