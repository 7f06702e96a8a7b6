import { stem } from "../icpc/terms.ts";
import { readMeasurements } from "../measurements/read-measurements.ts";
import { clausesAboutRelatives } from "../note/others.ts";
import { licenseNumbers } from "../text/number-licence.ts";
import { readNumbers } from "../text/numbers.ts";
import { foldedWords, foldWord, tokenize } from "../text/tokens.ts";
import type { Offer } from "../transcript/second-look.ts";
import type { Utterance } from "../transcript/transcript.ts";
import { type DrugTable, findDrug } from "./drugs.ts";

/** Something said that the note does not hold. `word` is how it was said. */
export interface Omission {
  readonly utterance: string;
  readonly kind: "drug" | "allergy" | "alarm" | "dose" | "value" | "complaint";
  readonly word: string;
  readonly message: string;
  readonly candidates?: readonly string[];
}

const ALLERGY = /(?<!\p{L})(?:allergisch|allergie|overgevoelig|anafyla\p{L}*)(?!\p{L})/iu;
/** Alarm words, and the forms in which a note may hold them. */
const ALARMS: readonly (readonly [RegExp, RegExp, string])[] = [
  [
    /pijn (?:op|in|aan) (?:de|m'n|mijn|zijn|haar|uw|je) borst|druk op (?:de|m'n|mijn) borst/i,
    /pob|borst|thora|stern|angina/i,
    "pijn op de borst",
  ],
  [
    /bloed (?:opgehoest|gespuugd|gebraakt)|bloed (?:bij|in|op) (?:de |het |mijn |m'n )?(?:ontlasting|poep|plas|urine|braaksel|sputum)/i,
    /bloed|hemat|hemopt|melaena|rectaal|rood/i,
    "bloedverlies",
  ],
  [
    /zelfmoord|suïcid|suicid|eind(?:e)? aan (?:m'n|mijn|het|zijn|haar) leven|niet meer (?:willen )?leven|dood wil/i,
    /suïc|suic|doods|zelfmoord|leven/i,
    "gedachten aan de dood",
  ],
  [
    /flauwgevallen|weggeraakt|buiten bewustzijn|bewusteloos/i,
    /collaps|syncop|flauw|bewust|weggeraakt|wegraking/i,
    "wegraking",
  ],
  [
    /(?:heb|hebt|heeft|had|hadden)(?: (?!geen|nooit|niet|nog)\p{L}+){0,3} koorts|koorts gehad|hoge koorts/iu,
    /(?<!geen )(?:koorts|febriel)|temp|(?<!\d)(?:3[89]|4[01])(?:,\d)?(?!\d)/i,
    "koorts",
  ],
  [
    /(?:ben|is|was|werd) (?:(?!niet|nooit|geen|minder)\p{L}+ ){0,3}(?:benauwd|kortademig)|krijg(?:t)? (?:bijna |haast )?geen (?:lucht|adem)/iu,
    /benauwd|kortadem|dyspn|lucht/i,
    "benauwdheid",
  ],
  [
    /scheef gezicht|scheve mond|niet (?:meer )?uit (?:m'n|zijn|haar|mijn) woorden/i,
    /uitval|afas|facial|scheef|scheve|woord|TIA|CVA/i,
    "uitval",
  ],
];
const NO = /(?<!\p{L})(?:geen|niet|nooit|zonder|als|mocht|indien|wordt u|krijgt u|krijg je|zodra|bij)(?!\p{L})/iu;
const UNIT = /^\s*(?:milligram|mg|microgram|eenheden)(?!\p{L})/iu;

/** What must never be left out in silence: drugs, doses, allergies and alarm words that were said and are not in the note. */
export function findOmissions(utterances: readonly Utterance[], noteText: string, drugs: DrugTable): Omission[] {
  const found: Omission[] = [];
  const noted = new Set(foldedWords(noteText).map(stem));
  const notedNumbers = licenseNumbers(noteText);
  const told = new Set<string>();
  const add = (omission: Omission): void => {
    const key = `${omission.kind} ${omission.word}`;
    if (!told.has(key)) found.push(omission);
    told.add(key);
  };
  const about = clausesAboutRelatives(utterances);
  for (const [i, { id, text, speaker }] of utterances.entries()) {
    const isRelatives = (at: number): boolean =>
      about[i]!.some((clause) => at >= text.indexOf(clause) && at < text.indexOf(clause) + clause.length);
    const isQuestion = (at: number): boolean => /^[^.!]*\?/.test(text.slice(at));
    for (const token of tokenize(text)) {
      if (token.kind !== "word" || token.text.length < 6) continue;
      const drug = findDrug(token.text, drugs);
      if (drug === undefined || drug.kind === "groep" || drug.kind === "vaccin" || isQuestion(token.start)) continue;
      if (isRelatives(token.start) || isWithdrawn(text.slice(token.end), drugs)) continue;
      if (noted.has(stem(foldWord(token.text))) || isNotedOtherwise(drug.name, noteText)) continue;
      add({
        utterance: id,
        kind: "drug",
        word: token.text,
        message: `"${token.text}" is genoemd en staat niet in het verslag.`,
      });
    }
    if (ALLERGY.test(text) && !ALLERGY.test(noteText) && speaker !== "zorgverlener") {
      add({
        utterance: id,
        kind: "allergy",
        word: "allergie",
        message: "Over allergie is gesproken; het staat niet in het verslag.",
      });
    }
    for (const [said, form, name] of ALARMS) {
      const match = said.exec(text);
      if (
        match === null ||
        speaker === "zorgverlener" ||
        isQuestion(match.index) ||
        NO.test(text.slice(Math.max(0, match.index - 30), match.index))
      )
        continue;
      if (!form.test(noteText))
        add({
          utterance: id,
          kind: "alarm",
          word: name,
          message: `Gezegd is: ${name}. Het staat niet in het verslag.`,
        });
    }
    for (const number of readNumbers(text)) {
      if (
        !UNIT.test(text.slice(number.end)) ||
        isQuestion(number.start) ||
        isRelatives(number.start) ||
        notedNumbers.has(number.text)
      )
        continue;
      const rest = text.slice(number.end, number.end + 60);
      if (/(?<!\p{L})(?:nee|wacht|sorry|bedoel)(?!\p{L})/iu.test(rest)) continue;
      add({
        utterance: id,
        kind: "dose",
        word: number.text,
        message: `De dosering ${number.text} is genoemd en staat niet in het verslag.`,
      });
    }
  }
  addFever(utterances, noteText, notedNumbers, add);
  addComplaint(utterances, noteText, add);
  return found;
}

/** A fever that was measured is said by its value, or at least by its name. */
function addFever(
  utterances: readonly Utterance[],
  noteText: string,
  notedNumbers: ReadonlySet<string>,
  add: (omission: Omission) => void,
): void {
  for (const { name, value, evidence } of readMeasurements(utterances)) {
    if (name !== "temperatuur" || Number(value.replace(",", ".")) < FEVER_C || notedNumbers.has(value)) continue;
    if (/(?<!geen )(?:koorts|febriel)/i.test(noteText)) continue;
    add({
      utterance: evidence.at(-1)!,
      kind: "alarm",
      word: "koorts",
      message: `Koorts van ${value} is genoemd en staat niet in het verslag.`,
    });
  }
}

/** Nearer in sound than this, a name that the note has not is asked after; what is further off only where the note has it as heard. */
const FURTHEST_UNNOTED = 0.22;

/** Words that may be a drug which was misheard, where the note has neither them nor the drug. */
export function findMisheard(
  utterances: readonly Utterance[],
  noteText: string,
  offers: ReadonlyMap<string, readonly Offer[]>,
): Omission[] {
  const note = ` ${foldedWords(noteText).join(" ")} `;
  const isNoted = (words: string): boolean => note.includes(` ${foldedWords(words).join(" ")} `);
  const told = new Set<string>();
  return utterances.flatMap(({ id }) =>
    (offers.get(id) ?? []).flatMap(({ heard, candidates, distance }): Omission[] => {
      const key = candidates.join();
      if (distance > FURTHEST_UNNOTED || told.has(key) || isNoted(heard) || candidates.some(isNoted)) return [];
      told.add(key);
      const message = `Verstaan is "${heard}"; dat klinkt als: ${candidates.join(", ")}?`;
      return [{ utterance: id, kind: "drug", word: heard, message, candidates }];
    }),
  );
}

/** How many turns a patient may take to say where it is. */
const OPENING_TURNS = 4;

/** The part of the body with its side that the talk opens with, where the note has neither ("rechterschouder"). */
function addComplaint(utterances: readonly Utterance[], noteText: string, add: (omission: Omission) => void): void {
  if (/(?<!\p{L})(?:li|re|links|rechts|linker\p{L}*|rechter\p{L}*|bdz|beide|OD|OS|AD|AS|ODS)(?!\p{L})/iu.test(noteText))
    return;
  for (const { id, text, speaker } of utterances.slice(0, OPENING_TURNS)) {
    if (speaker === "zorgverlener") continue;
    const [word, , part] = [...text.matchAll(/(?<!\p{L})(linker|rechter)[- ]?(\p{L}{3,})/giu)].at(-1) ?? [];
    if (word === undefined || noteText.toLowerCase().includes(part!.toLowerCase())) continue;
    add({ utterance: id, kind: "complaint", word, message: `"${word}" is genoemd en staat niet in het verslag.` });
    return;
  }
}

/** Fever in degrees Celsius: NHG-Standaard Kinderen met koorts. */
const FEVER_C = 38;

/** Was a drug taken back in the same breath, outright or for another one ("ibuprofen. Of nee, liever paracetamol")? */
function isWithdrawn(after: string, drugs: DrugTable): boolean {
  const near = after.slice(0, 90);
  if (/^[^.?!]{0,30}(?<!\p{L})(?:toch (?:maar )?niet|laat maar|doen we niet)(?!\p{L})/iu.test(near)) return true;
  const back =
    /^[^?]{0,45}?(?<!\p{L})(?:of nee|nee,? (?:liever|toch|wacht|doe|ik bedoel)|(?:eh|sorry|wacht|ik bedoel),)(?!\p{L})/iu.exec(
      near,
    );
  return back !== null && tokenize(near.slice(back[0].length)).some(({ text }) => findDrug(text, drugs) !== undefined);
}

const SHORT_NAMES: Readonly<Record<string, RegExp>> = {
  paracetamol: /\bPCM\b/,
  hydrochloorthiazide: /\bHCT\b/,
  acetylsalicylzuur: /\bASA\b|ascal/i,
  levothyroxine: /levothyrox|thyrax|LT4/i,
};
const isNotedOtherwise = (name: string, note: string): boolean => SHORT_NAMES[name.toLowerCase()]?.test(note) ?? false;
