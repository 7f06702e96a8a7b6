import type { PatientTraits } from "../consult/consult.ts";
import type { Speaker } from "../transcript/transcript.ts";
import { MEASUREMENT_KINDS, type MeasurementKind } from "./kinds.ts";
import { readSizes } from "./sizes.ts";
import { readValues, type SpokenValue } from "./spoken-values.ts";

/** A measured value found in the talk: in which utterance, and where in it. */
export interface FoundMeasurement {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly byPatient: boolean;
  /** Ids: the utterance of the value; before it the question, and after it the correction, where there is one. */
  readonly evidence: readonly string[];
  readonly start: number;
  readonly end: number;
  /** Told as how it was before: it gives way to any value of now. */
  readonly isEarlier: boolean;
}

interface SpokenTurn {
  readonly id: string;
  readonly speaker: Speaker;
  readonly text: string;
}

const CORRECTION =
  /(?<!\p{L})(?:nee|ho|wacht|sorry|pardon|correctie|ik bedoel|bedoel ik|verkeerd|zeg ik|of nee|maak daar|moet zijn|herstel|eh+|verspreek|verlees|andersom|toch)(?!\p{L})/iu;
const EARLIER =
  /(?<!\p{L})(?:was|waren|kwam(?:en)? van|vorige? (?:keer|jaar|maand|week|meting|consult|kwartaal)|vorig jaar|eerder|toen|destijds|vroeger|daarvoor|onbehandeld|gedaald van|gestegen van|beste is|komt van)(?!\p{L})/iu;
const TARGET =
  /(?<!\p{L})(?:onder|beneden|tot|streef\p{L}*|doel|hoger dan|lager dan|minder dan|meer dan|niet boven|vanaf|minimaal|maximaal|boven|richting|hooguit|normaal is|normaal|zodra|hoort|wil ik|moet(?:en)? (?:zijn|blijven|onder|boven|naar))(?!\p{L})/iu;
const PAST =
  /(?<!\p{L})(?:toen|destijds|vroeger|eerder|vorig jaar|(?:was|waren) (?:de|het|uw|je|zijn|haar|dat)(?: \p{L}+)?)(?!\p{L})/iu;
const CONDITION_AFTER = /^\s*(?:graden\s*)?(?:of (?:hoger|meer|lager|minder)|halen|,? dan (?:belt|bel|komt|kom))/iu;
const CHANGE_AFTER =
  /^\s*(?:kilo(?:gram)?|kg)?\s*(?:\p{L}+\s){0,2}?(?:afgevallen|erbij|eraf|minder|meer|kwijt|aangekomen|zwaarder|lichter|gezakt|gestegen|tillen|in (?:drie|twee|een) )/iu;
const DOSE =
  /(?<!\p{L})(?:slik\p{L}*|gebruik\p{L}*|neem\p{L}*|milligram|mg|tablet\p{L}*|statine|spuit|eenheden)(?!\p{L})/iu;
const BOUND =
  /^\s*(?:is|was|nu|van|,|\s)*(onder|kleiner dan|lager dan|minder dan|boven|groter dan|hoger dan|meer dan)(?: de)?\s*$/iu;
const AGAIN =
  /(?<!\p{L})(?:herhaald|opnieuw|tweede|nog (?:een|eens)|daarna|en dan|staand|liggend|zittend|en|links|rechts|later|thuis|hier)(?!\p{L})|[,;]/iu;
const RELATIVE =
  /(?<!\p{L})(?:mijn|m'n|zijn|z'n|haar|onze|d'r) (?:man|vrouw|vader|moeder|broer\p{L}*|zus\p{L}*|zoon|dochter|buur\p{L}*|collega|vriend\p{L}*|oma|opa|tante|oom|schoon\p{L}+|kind\p{L}*|partner|nicht|neef)(?!\p{L})/iu;
const AT_HOME =
  /(?<!\p{L})(?:thuis|zelf|eigen meter|thuiszorg|thuismeting\p{L}*|bij de apotheek|apotheek|horloge|kraamhulp|sporthorloge)(?!\p{L})/iu;
const SENTENCE_END = /[.?!](?=\s|$)(?<!\.\.\.)(?<!\.\.)/;

/** Reads what was measured, in the order of the talk; a later correction has replaced the value it corrects. */
export function readMeasurements(turns: readonly SpokenTurn[], patient?: PatientTraits): FoundMeasurement[] {
  const found: FoundMeasurement[] = [];
  for (const [i, turn] of turns.entries()) {
    const before = turns[i - 1];
    const fresh = [
      ...readAnchored(turn, before),
      ...readBare(turn, before, patient),
      ...readVisus(turn, before),
    ].filter((one) => isAdultFit(one, patient));
    if (fresh.length === 0 && before !== undefined) fresh.push(...readAnswer(turn, before));
    const sorted = dropOverlaps(fresh).sort((a, b) => a.start - b.start);
    if (sorted.length === 0) replaceLast(found, turn, turns.slice(Math.max(0, i - 2), i));
    for (const one of sorted) {
      const old = findCorrected(found, one, turn, turns.slice(Math.max(0, i - 2), i));
      if (old < 0) found.push(one);
      else found[old] = { ...one, evidence: [...found[old]!.evidence, ...one.evidence] };
    }
    found.push(...readSizes(turn).filter((size) => !sorted.some((other) => overlaps(size, other))));
  }
  return dropRepeats(found);
}

const overlaps = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start < b.end && b.start < a.end;

function dropOverlaps(found: readonly FoundMeasurement[]): FoundMeasurement[] {
  const kept: FoundMeasurement[] = [];
  for (const one of found) if (!kept.some((other) => overlaps(other, one))) kept.push(one);
  return kept;
}

interface Anchor {
  readonly kind: MeasurementKind;
  readonly start: number;
  readonly end: number;
}

function findAnchors(text: string, context = text): Anchor[] {
  const anchors: Anchor[] = [];
  for (const kind of MEASUREMENT_KINDS) {
    if (kind.within !== undefined && !kind.within.test(context)) continue;
    for (const match of text.matchAll(kind.said)) {
      const anchor = { kind, start: match.index, end: match.index + match[0].length };
      if (!anchors.some((other) => overlaps(other, anchor))) anchors.push(anchor);
    }
  }
  return anchors.sort((a, b) => a.start - b.start);
}

function readAnchored(turn: SpokenTurn, before: SpokenTurn | undefined): FoundMeasurement[] {
  const { text } = turn;
  const anchors = findAnchors(text, `${before?.text ?? ""} ${text}`);
  const found: FoundMeasurement[] = [];
  for (const [i, anchor] of anchors.entries()) {
    const until = anchors.slice(i + 1).find((next) => next.kind !== anchor.kind)?.start ?? text.length;
    for (const form of formsOf(anchor.kind)) {
      const values = readValues(text, form).filter((value) => value.start >= anchor.end && value.end <= until);
      const taken = takeValues(text, { ...anchor, kind: form }, values).filter((value) => !isOthers(turn, value));
      for (const value of taken) {
        if (!found.some((other) => overlaps(other, value))) found.push(make(turn, form, value, anchor.start));
      }
      if (taken.length > 0) break;
    }
  }
  return found;
}

const formsOf = (kind: MeasurementKind): MeasurementKind[] =>
  kind.or === undefined ? [kind] : [kind, { ...kind, ...kind.or }];

/** A weight under 30 kg is no adult's: it is a change, a child's or a load. */
const isAdultFit = (one: FoundMeasurement, patient: PatientTraits | undefined): boolean =>
  one.name !== "gewicht" || patient === undefined || patient.ageYears < 14 || Number(one.value.replace(",", ".")) >= 30;

/** Does a patient tell somebody else's value ("m'n moeder had honderdtachtig")? */
function isOthers(turn: SpokenTurn, value: { start: number; end: number }): boolean {
  if (turn.speaker === "zorgverlener") return false;
  const sentence = turn.text.slice(sentenceStart(turn.text, value.start), value.end + 30);
  return (
    RELATIVE.test(sentence) && !/gemeten|meting|opgeschreven|rekent?|gemiddeld|meter|apparaat|knijper/i.test(sentence)
  );
}

const sentenceStart = (text: string, at: number): number =>
  Math.max(0, ...[...text.slice(0, at).matchAll(/[.?!]\s/g)].map((m) => m.index + 2));

/** From an anchor on: the first value, a correction in its place, and further ones that were measured again. */
function takeValues(text: string, anchor: Anchor, values: readonly SpokenValue[]): SpokenValue[] {
  const taken: SpokenValue[] = [];
  let from = anchor.end;
  for (const value of values) {
    const gap = text.slice(from, value.start);
    if (taken.length === 0) {
      const bound = anchor.kind.bounded === true ? BOUND.exec(gap) : null;
      if (bound !== null) {
        taken.push({ ...value, value: `${/onder|kleiner|lager|minder/i.test(bound[1]!) ? "<" : ">"}${value.value}` });
        return taken;
      }
      if (
        gap.length > (anchor.kind.near ?? 70) ||
        isTarget(gap, anchor.kind) ||
        CONDITION_AFTER.test(text.slice(value.end))
      )
        break;
      // A value may open the sentence after the one that names it: "Weegt u zich eens? Negenenzestig."
      const end = SENTENCE_END.exec(gap.replace(/\.\.+/g, (dots) => " ".repeat(dots.length)));
      if (
        end !== null &&
        gap.slice(end.index + 1).trim() !== "" &&
        !/^\s*(?:dat is|ja|zo|nou)?,?\s*$/i.test(gap.slice(end.index + 1))
      )
        break;
      if (anchor.kind.form !== "pair" && DOSE.test(gap)) break;
      if (anchor.kind.form === "weight" && CHANGE_AFTER.test(text.slice(value.end))) continue;
      taken.push(value);
    } else {
      const isPair = anchor.kind.form === "pair";
      if (gap.length > (isPair ? 110 : 45)) break;
      if (isTarget(gap, anchor.kind)) break;
      const before = text.slice(anchor.end, taken[0]!.start);
      if (CORRECTION.test(gap)) taken[taken.length - 1] = value;
      else if (
        /(?<!\p{L})(?:nu|inmiddels|vandaag|naar)(?!\p{L})/iu.test(gap) &&
        /(?<!\p{L})(?:was|van|eerst)(?!\p{L})/iu.test(before)
      )
        taken[taken.length - 1] = value;
      else if (EARLIER.test(gap)) continue;
      else if (AGAIN.test(gap) && (isPair || /pufjes?|salbutamol|herhaald|kwartier later|opnieuw/i.test(gap)))
        taken.push(value);
      else break;
    }
    from = value.end;
  }
  return taken;
}

const isTarget = (gap: string, kind: MeasurementKind): boolean =>
  TARGET.test(gap.replace(/^\s*(?:niet )?boven (?=de arm)/i, "")) && kind.form !== "score";

/** Values that say by themselves what they are: a pressure ("148 over 86"), and what carries its unit ("84 kilo"). */
function readBare(
  turn: SpokenTurn,
  before: SpokenTurn | undefined,
  patient: PatientTraits | undefined,
): FoundMeasurement[] {
  const { text } = turn;
  const found: FoundMeasurement[] = [];
  const anchored = readAnchored(turn, before);
  for (const kind of MEASUREMENT_KINDS) {
    if (kind.form !== "pair" && kind.form !== "length" && kind.form !== "temperature" && kind.unitSaid === undefined)
      continue;
    if (kind.near !== undefined) continue;
    const values = readValues(text, kind);
    for (const [i, value] of values.entries()) {
      if (
        anchored.some((other) => overlaps(other, value)) ||
        isOthers(turn, value) ||
        CONDITION_AFTER.test(text.slice(value.end))
      )
        continue;
      const gap = text.slice(Math.max(0, value.start - 40), value.start);
      const lead = gap.split(/[.?!;]\s/).at(-1) ?? gap;
      if (isTarget(lead, kind) || EARLIER.test(lead)) continue;
      const next = values[i + 1];
      if (next !== undefined && CORRECTION.test(text.slice(value.end, next.start)) && next.start - value.end < 60)
        continue;
      if (isBareFit(kind, value, turn, before, patient)) found.push(make(turn, kind, value, value.start));
    }
  }
  return found;
}

function isBareFit(
  kind: MeasurementKind,
  value: SpokenValue,
  turn: SpokenTurn,
  before: SpokenTurn | undefined,
  patient: PatientTraits | undefined,
): boolean {
  const after = turn.text.slice(value.end);
  if (kind.form === "pair") return !/^\s*(?:of|dat was)/i.test(after) || turn.speaker === "zorgverlener";
  if (kind.form === "length")
    return (
      /meter/i.test(turn.text.slice(value.start, value.end)) &&
      Number(value.value) >= 100 &&
      (patient?.ageYears ?? 30) > 3
    );
  if (kind.form === "temperature") {
    const number = Number(value.value.replace(",", "."));
    const asked = /koorts|temperatuur|gemeten|verhoging|thermometer/i.test(`${before?.text ?? ""} ${turn.text}`);
    if (kind.unitSaid!.test(after)) return number >= 35 && number <= 42 && asked;
    if (!value.value.includes(",")) return false;
    return number >= 35 && number <= 42 && (turn.speaker === "zorgverlener" || turn.speaker === "onbekend" || asked);
  }
  if (kind.form === "weight" && !kind.unitSaid!.test(after)) {
    return (
      /weegschaal|op de (?:schaal|onze)|stap er|schoenen uit|weeg/i.test(
        `${before?.text ?? ""} ${turn.text.slice(0, value.start)}`,
      ) &&
      /[.?!]\s*$|^$/.test(turn.text.slice(0, value.start).trimEnd()) &&
      value.value.includes(",")
    );
  }
  if (kind.form === "weight") {
    // "vijf kilo afgevallen" is a change, "vijf kilo tillen" a load; a doctor's bare "84 kilo" is a weight.
    return (
      kind.unitSaid!.test(after) &&
      Number(value.value.replace(",", ".")) >= ((patient?.ageYears ?? 30) < 14 ? 3 : 30) &&
      (turn.speaker === "zorgverlener" || turn.speaker === "onbekend" || (patient?.ageYears ?? 30) < 14) &&
      !CHANGE_AFTER.test(after)
    );
  }
  return kind.unitSaid!.test(after);
}

/** "Temperatuur?" "Ja, achtendertig twee." The value stands in the answer, its name in the question. */
function readAnswer(turn: SpokenTurn, before: SpokenTurn): FoundMeasurement[] {
  const anchors = findAnchors(before.text);
  const anchor = anchors.at(-1);
  if (anchor === undefined) return [];
  const tail = before.text.slice(anchor.end);
  if (tail.length > 60 && !/\?\s*$|\.\.\.\s*$/.test(before.text)) return [];
  const value = readValues(turn.text, anchor.kind)[0];
  if (value === undefined || value.start > 45) return [];
  const lead = turn.text.slice(0, value.start);
  if (isTarget(lead, anchor.kind) || RELATIVE.test(lead)) return [];
  const isLastSentence = !SENTENCE_END.test(tail.replace(/\.\.\.?\s*$/, "").replace(/[?.!]\s*$/, ""));
  const isSure =
    anchor.kind.form === "temperature" ||
    anchor.kind.form === "weight" ||
    anchor.kind.form === "length" ||
    anchor.kind.form === "pair";
  if (!isSure && (value.start > 20 || !isLastSentence || !/\?\s*$|\.\.\.?\s*$/.test(before.text))) return [];
  if (anchor.kind.form === "weight" && CHANGE_AFTER.test(turn.text.slice(value.end))) return [];
  return [{ ...make(turn, anchor.kind, value, value.start), evidence: [before.id, turn.id] }];
}

/** A turn without a name that opens with a correction: "Nee, honderdveertig over tachtig." */
function replaceLast(found: FoundMeasurement[], turn: SpokenTurn, recent: readonly SpokenTurn[]): void {
  const last = found.at(-1);
  if (
    last === undefined ||
    !CORRECTION.test(turn.text.slice(0, 40)) ||
    !recent.some((r) => r.id === last.evidence.at(-1))
  )
    return;
  const kind = MEASUREMENT_KINDS.find((k) => k.name === last.name);
  const value = kind === undefined ? undefined : readValues(turn.text, kind)[0];
  if (value === undefined || value.start > 40 || !CORRECTION.test(turn.text.slice(0, value.start))) return;
  found[found.length - 1] = {
    ...last,
    value: value.value,
    evidence: [...last.evidence, turn.id],
    start: value.start,
    end: value.end,
  };
}

/** What says outright that the value before was wrong; a bare "nee" says so only of the turn directly before it, and of nothing asked. */
const WITHDRAWN =
  /(?<!\p{L})(?:correctie|sorry|pardon|wacht|verkeerd|fout|ik bedoel|bedoel ik|moet zijn|herstel|verspreek|verlees)(?!\p{L})/iu;
const MEASURED_AGAIN =
  /(?<!\p{L})(?:herhaald|opnieuw|nog (?:een|eens|één)|(?:zelfde|andere) arm|tweede|staand|liggend|zittend|thuis)(?!\p{L})/iu;

/** The place of the value which this one takes back: the last of the same name in the turns just before; -1 where it takes none back. */
function findCorrected(
  found: readonly FoundMeasurement[],
  one: FoundMeasurement,
  turn: SpokenTurn,
  recent: readonly SpokenTurn[],
): number {
  const lead = turn.text.slice(0, one.start);
  if (
    one.start > 70 ||
    !/^\W*(?:\p{L}+\W+)?(?:nee|neen|correctie|sorry|pardon|ho|wacht|verkeerd|fout|ik bedoel|moet zijn|herstel)(?!\p{L})/iu.test(
      lead,
    )
  )
    return -1;
  const isOutright = WITHDRAWN.test(lead);
  if (!isOutright && (MEASURED_AGAIN.test(turn.text) || /\?\s*$/.test(recent.at(-1)?.text ?? ""))) return -1;
  const within = isOutright ? recent : recent.slice(-1);
  return found.findLastIndex((old) => old.name === one.name && within.some(({ id }) => id === old.evidence.at(-1)));
}

function make(turn: SpokenTurn, kind: MeasurementKind, value: SpokenValue, from: number): FoundMeasurement {
  const clause = turn.text.slice(sentenceStart(turn.text, from), value.end + 25);
  const isPatient = turn.speaker === "patiënt" || turn.speaker === "begeleider" || turn.speaker === "ander";
  return {
    name: kind.name,
    value: value.value,
    unit: kind.unit,
    byPatient: kind.atHome === true && (isPatient || AT_HOME.test(clause)),
    evidence: [turn.id],
    start: value.start,
    end: value.end,
    isEarlier: PAST.test(turn.text.slice(Math.max(sentenceStart(turn.text, from), from - 60), value.start)),
  };
}

/** Sight per eye: "Rechts nul komma zes, links nul komma acht" where letters are read. */
function readVisus(turn: SpokenTurn, before: SpokenTurn | undefined): FoundMeasurement[] {
  if (
    !/visus|oogkaart|kaart|zicht|letters|regel|gaatje|stenope|lees|dichtbij/i.test(`${before?.text ?? ""} ${turn.text}`)
  )
    return [];
  const found: FoundMeasurement[] = [];
  for (const value of readValues(turn.text, VISUS)) {
    const lead = turn.text.slice(Math.max(0, value.start - 45), value.start);
    const said = /.*(?<!\p{L})(rechts|links|rechteroog|linkeroog|beide(?:rzijds)?|allebei)(?!\p{L})(?<gap>.*)$/isu.exec(
      lead,
    );
    const isBefore = said !== null && !/[.?!]\s|\d|komma/.test(said.groups!.gap!);
    // "Eén komma nul aan beide kanten": the side may follow.
    const after = /^[,\s]*(?:aan |met )?(?:de |het )?(rechts|links|beide|allebei)(?!\p{L})/iu.exec(
      turn.text.slice(value.end),
    );
    const side = isBefore ? said[1]! : after?.[1];
    if (side === undefined) continue;
    const eyes = /rechts|rechter/i.test(side) ? ["OD"] : /links|linker/i.test(side) ? ["OS"] : ["OD", "OS"];
    const isPinhole = /gaatje|stenope/i.test(
      turn.text
        .slice(0, value.start)
        .split(/[.?!]\s/)
        .at(-1)!,
    );
    for (const eye of eyes) {
      found.push({ ...make(turn, VISUS, value, value.start), name: `visus ${isPinhole ? "stenopeïsch " : ""}${eye}` });
    }
  }
  return found;
}

const VISUS: MeasurementKind = { name: "visus", unit: "", said: /visus/giu, range: [0, 2] };

function dropRepeats(found: readonly FoundMeasurement[]): FoundMeasurement[] {
  const kept = new Map<string, FoundMeasurement>();
  for (const one of found) {
    if (one.isEarlier && found.some((other) => other.name === one.name && !other.isEarlier)) continue;
    const key = `${one.name} ${one.value}`;
    if (!kept.has(key)) kept.set(key, one);
  }
  return [...kept.values()];
}
