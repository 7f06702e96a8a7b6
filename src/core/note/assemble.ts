import type { DrugTable } from "../checks/drugs.ts";
import { findContradictedDenials, isNothingElse } from "../checks/polarity.ts";
import { readNoteNumbers } from "../text/number-licence.ts";
import type { Transcript, Utterance } from "../transcript/transcript.ts";
import { compressUtterance } from "./compress.ts";
import { applyCorrection, type Correction, dateAsNoted, findCorrections } from "./corrections.ts";
import { findWithdrawnDrugs, type WithdrawnDrug, withoutDrug } from "./drugs-withdrawn.ts";
import { isHollow } from "./hollow.ts";
import { licenceFor } from "./licence/licence.ts";
import type { LicenceTables } from "./licence/licence-tables.ts";
import { SOEP, type Soep } from "./note.ts";
import { judgePerson } from "./others.ts";
import type { Addition, Reading } from "./ports.ts";
import { findRepeats } from "./repeats.ts";
import { findRescheduled } from "./rescheduled.ts";
import { sumsUp } from "./summaries.ts";
import { stripUnsaidCodes } from "./unsaid-codes.ts";
import { findWithdrawn } from "./withdrawn.ts";

/** A phrase on its way into the note, and what was done to it. */
export interface Placed {
  readonly soep: Soep;
  readonly problem: number;
  readonly text: string;
  readonly evidence: readonly string[];
  /** The place of its utterance in the talk. */
  readonly at: number;
  readonly correction?: Correction;
  readonly isReplaced?: boolean;
  /** The licence led the writer far from the words that it wanted: what came of it is licensed, and may say nothing. */
  readonly isStrained?: boolean;
}

/** A phrase that the second look took out, and why. */
export interface Dropped {
  readonly phrase: Placed;
  readonly reason:
    | "withdrawn"
    | "hollow"
    | "person"
    | "contradicted"
    | "unsupported"
    | "strained"
    | "retold"
    | "repeated"
    | "length";
}

/** The note's deelcontacten before codes, measured values and checks. */
export interface Assembled {
  readonly problems: readonly {
    readonly problem: number;
    readonly lines: readonly { readonly soep: Soep; readonly phrases: readonly Placed[] }[];
  }[];
  readonly dropped: readonly Dropped[];
  readonly corrections: readonly Correction[];
}

/** From so many nats on a phrase is not what the writer meant ("5 dgn toen woont na scheur"): what was said stands in its place. */
const STRAINED = 8;
/** A line that nobody reads is no line: about twice the longest of the corpus. */
const MOST_WORDS: Readonly<Record<Soep, number>> = { S: 140, O: 110, E: 50, P: 130 };

/**
 * Makes deelcontacten and lines of a reading: what was not said is replaced by what was (or left out), what was corrected is put
 * right, what was taken back or is somebody else's is left out, nothing stands twice. `tables` absent: no licence is looked at.
 */
export function assembleNote(
  reading: Reading,
  transcript: Transcript,
  tables: LicenceTables | undefined,
  drugs?: DrugTable,
): Assembled {
  const { utterances } = transcript;
  const index = new Map(utterances.map((u, i) => [u.id, i]));
  const corrections = [...findCorrections(utterances), ...findRescheduled(utterances)];
  const dropped: Dropped[] = [];
  const drop = (phrase: Placed, reason: Dropped["reason"]): void => void dropped.push({ phrase, reason });

  let placed = reading.additions.flatMap((addition) => splitAddition(addition, index));
  placed = placed.filter((phrase) => {
    const isRetold =
      phrase.soep === "S" && sumsUp(utterances[phrase.at]!) && placed.some((other) => other.at < phrase.at);
    if (isRetold) drop(phrase, "retold");
    return !isRetold;
  });
  placed = placed.flatMap((phrase) => withoutUnsaidCodes(phrase, utterances, index));
  placed = placed.flatMap((phrase) => keepSupported(phrase, utterances, index, tables, drop));
  placed = placed.filter((phrase) => {
    const says = !isHollow(phrase.text);
    if (!says) drop(phrase, "hollow");
    return says;
  });
  placed = placed.flatMap((phrase) => keepOwn(phrase, utterances, index, drop));
  placed = placed.filter((phrase) => {
    const isContradicted = isDeniedInVain(phrase, utterances, index);
    if (isContradicted) drop(phrase, "contradicted");
    return !isContradicted;
  });
  placed = placed.map((phrase) => putRight(phrase, corrections, utterances));
  const withdrawn = findWithdrawn(placed, utterances);
  for (const phrase of withdrawn) drop(phrase, "withdrawn");
  placed = placed.filter((phrase) => !withdrawn.has(phrase));
  for (const drug of drugs === undefined ? [] : findWithdrawnDrugs(utterances, drugs))
    placed = placed.flatMap((phrase) => cutDrug(phrase, drug, drop));
  const repeated = findRepeats(placed);
  for (const phrase of repeated) drop(phrase, "repeated");
  placed = placed.filter((phrase) => !repeated.has(phrase));

  const numbers = [...new Set(placed.map((phrase) => phrase.problem))].sort((a, b) => a - b);
  const problems = numbers.map((problem) => ({
    problem,
    lines: SOEP.map((soep) => ({
      soep,
      phrases: capLength(
        soep,
        placed.filter((phrase) => phrase.problem === problem && phrase.soep === soep),
        drop,
      ),
    })).filter(({ phrases }) => phrases.length > 0),
  }));
  return { problems: problems.filter(({ lines }) => lines.length > 0), dropped, corrections };
}

/** An addition falls into its sentences: each may stand or fall by itself. */
function splitAddition(addition: Addition, index: ReadonlyMap<string, number>): Placed[] {
  const { soep, problem, evidence } = addition;
  const at = index.get(addition.utterance);
  if (at === undefined) return [];
  return addition.text
    .split(/(?<=[.;])\s+(?=\p{Lu})/u)
    .map((text) => text.replace(/\s+/g, " ").trim())
    .filter((text) => /[\p{L}\d]/u.test(text))
    .map((text) => ({
      soep,
      problem,
      text,
      evidence: evidence.filter((id) => index.has(id)),
      at,
      ...((addition.strain ?? 0) >= STRAINED && { isStrained: true }),
    }));
}

function withoutUnsaidCodes(
  phrase: Placed,
  utterances: readonly Utterance[],
  index: ReadonlyMap<string, number>,
): Placed[] {
  const said = phrase.evidence.map((id) => utterances[index.get(id)!]!.text).join("\n");
  const text = stripUnsaidCodes(phrase.text, said);
  return /[\p{L}\d]/u.test(text) ? [{ ...phrase, text }] : [];
}

function keepSupported(
  phrase: Placed,
  utterances: readonly Utterance[],
  index: ReadonlyMap<string, number>,
  tables: LicenceTables | undefined,
  drop: (phrase: Placed, reason: Dropped["reason"]) => void,
): Placed[] {
  if (tables === undefined) return [phrase];
  const before = phrase.evidence
    .map((id) => index.get(id)!)
    .filter((i) => i !== phrase.at)
    .map((i) => utterances[i]!.text)
    .join("\n");
  const licence = licenceFor(utterances[phrase.at]!, before === "" ? undefined : { text: before }, tables);
  const isLicensed = licence.completes(phrase.text);
  if (isLicensed && phrase.isStrained !== true) return [phrase];
  const text = compressUtterance(utterances[phrase.at]!.text);
  if (isLicensed && isHollow(text)) return [phrase];
  drop(phrase, isLicensed ? "strained" : "unsupported");
  return text === "" ? [] : [{ ...phrase, text, evidence: [utterances[phrase.at]!.id], isReplaced: true }];
}

function keepOwn(
  phrase: Placed,
  utterances: readonly Utterance[],
  index: ReadonlyMap<string, number>,
  drop: (phrase: Placed, reason: Dropped["reason"]) => void,
): Placed[] {
  if (phrase.soep !== "S" && phrase.soep !== "E") return [phrase];
  const evidence = phrase.evidence.map((id) => utterances[index.get(id)!]!.text).join(" ");
  const whose = judgePerson(phrase.text, evidence);
  // An evaluation may weigh a relative's illness; that of a stranger has no place in any line.
  if (whose === "own" || whose === "named" || (phrase.soep === "E" && whose === "unnamed")) return [phrase];
  drop(phrase, "person");
  return [];
}

/** Does a phrase only deny what the talk affirms ("Geen koorts." after "Heeft ze koorts?" "Ja.")? Examination may find another thing. */
function isDeniedInVain(phrase: Placed, utterances: readonly Utterance[], index: ReadonlyMap<string, number>): boolean {
  if (phrase.soep !== "S") return false;
  const evidence = phrase.evidence.map((id) => utterances[index.get(id)!]!);
  const denials = findContradictedDenials(phrase.text, evidence, utterances);
  return denials.length > 0 && denials.every(({ isAnswered }) => isAnswered) && isNothingElse(phrase.text, denials);
}

/** A phrase from before a correction gets the later value; one that has it rests on the turn that corrected it too. */
function putRight(phrase: Placed, corrections: readonly Correction[], utterances: readonly Utterance[]): Placed {
  let right = phrase;
  for (const correction of corrections) {
    if (phrase.at < correction.saidAt || phrase.at > correction.correctedAt) continue;
    if (correction.isNoticed === true && phrase.soep === "O") continue;
    const text = applyCorrection(right.text, correction);
    const isHeld = text === undefined && holdsCorrection(right, correction, utterances);
    if (text === undefined && !isHeld) continue;
    const evidence = [...new Set([...right.evidence, utterances[correction.correctedAt]!.id])];
    // What its own turn took back was kept from the writer: that there was something is told.
    const isTold = text !== undefined || correction.saidAt === correction.correctedAt;
    right = { ...right, evidence, ...(text === undefined ? {} : { text }), ...(isTold && { correction }) };
  }
  return right;
}

/** Does a phrase that rests on the first value hold the corrected one already? */
function holdsCorrection(phrase: Placed, { kind, to, saidAt }: Correction, utterances: readonly Utterance[]): boolean {
  if (!phrase.evidence.includes(utterances[saidAt]!.id)) return false;
  if (kind === "number") return readNoteNumbers(phrase.text).some((number) => number.text === to);
  if (kind === "calendar") return dateAsNoted(to).test(phrase.text);
  const named = to === "li" ? "li(?:nk|(?!\\p{L}))" : "re(?:cht|(?!\\p{L}))";
  return new RegExp(`(?<!\\p{L})${named}`, "iu").test(phrase.text);
}

/** What a plan prescribed before the drug was taken back, in P or with its dose in E, is left out; the rest of the phrase stays. */
function cutDrug(
  phrase: Placed,
  drug: WithdrawnDrug,
  drop: (phrase: Placed, reason: Dropped["reason"]) => void,
): Placed[] {
  const prescribes = phrase.soep === "P" || (phrase.soep === "E" && /\d/.test(phrase.text));
  if (!prescribes || phrase.at < drug.saidAt || phrase.at > drug.backAt) return [phrase];
  const text = withoutDrug(phrase.text, drug);
  if (text === undefined) return [phrase];
  drop(phrase, "withdrawn");
  return isHollow(text) ? [] : [{ ...phrase, text }];
}

function capLength(
  soep: Soep,
  phrases: readonly Placed[],
  drop: (phrase: Placed, reason: Dropped["reason"]) => void,
): Placed[] {
  let words = 0;
  return phrases.filter((phrase) => {
    words += phrase.text.split(" ").length;
    if (words <= MOST_WORDS[soep]) return true;
    drop(phrase, "length");
    return false;
  });
}
