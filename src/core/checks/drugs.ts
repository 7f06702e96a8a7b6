import { soundsOf } from "../text/dutch-sounds.ts";
import { readNumberWord } from "../text/number-words.ts";
import { SoundIndex } from "../text/sound-index.ts";
import { foldedWords, foldWord } from "../text/tokens.ts";
import type { HeardNames } from "../transcript/second-look.ts";

/** A drug of the table: its name, its usual strengths, and ways in which a recogniser writes it wrongly. */
export interface Drug {
  readonly name: string;
  readonly kind: string;
  /** ATC code, of a group its first signs; empty where the table has none. */
  readonly atc: string;
  readonly strengths: readonly string[];
  readonly heard: readonly string[];
}

/** The drug table, ready for looking words up. Names and hearings are folded. */
export interface DrugTable {
  readonly names: ReadonlyMap<string, Drug>;
  readonly heard: ReadonlyMap<string, Drug>;
  /** By sound, for the second look at what was heard. */
  readonly spoken: HeardNames;
}

/** Kinds that are no names of a drug to be misheard: "sartan", "griepprik", "PCM". */
const UNNAMED = new Set(["groep", "vaccin", "afkorting"]);
/** Words of a transcript shorter than this are no name of a drug, even where the table has them. */
const LEAST_NAME = 5;

/**
 * Reads drugs.tsv: name, kind, substance, ATC, strengths, heard. A name of several words counts by each word that no other drug shares.
 * `ordinary`: folded words of everyday talk; what is none of them may be a name that was misheard.
 */
export function readDrugTable(tsv: string, ordinary: ReadonlySet<string> = new Set()): DrugTable {
  const names = new Map<string, Drug>();
  const heard = new Map<string, Drug>();
  const rows = tsv
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split("\t"))
    .filter((cells) => cells.length >= 3);
  for (const [name, kind, substance, atc, strengths, mishearings] of rows) {
    const drug: Drug = {
      name: name!,
      kind: kind ?? "",
      atc: atc ?? "",
      strengths: split(strengths),
      heard: split(mishearings),
    };
    names.set(foldWord(name!), drug);
    for (const part of (substance ?? "").split(/[,;]/)) {
      const folded = foldWord(part.trim());
      if (folded.length > 4 && !names.has(folded)) names.set(folded, { ...drug, name: part.trim(), heard: [] });
    }
    for (const form of drug.heard) if (form.length > 5) heard.set(foldWord(form), drug);
  }
  for (const name of names.keys()) heard.delete(name);
  const spelt = rows.flatMap(([name, kind, , , , mishearings]) =>
    UNNAMED.has(kind!) ? [] : [name!, ...split(mishearings)].map((form) => [form, name!] as const),
  );
  const isName = (word: string): boolean => word.length >= LEAST_NAME && names.has(word);
  const isOrdinary = (word: string): boolean =>
    word.length < 3 || ((ordinary.has(word) || readNumberWord(word) !== undefined) && !isName(word));
  return { names, heard, spoken: { sounds: new SoundIndex(spelt), isName, isOrdinary } };
}

/** Words of models/tables/words.txt and of what the lexicon says in Dutch, folded. */
export function readOrdinaryWords(words: string, lexicon: string): Set<string> {
  const listed = words.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const said = lexicon.split("\n").slice(1);
  return new Set([...listed, ...said.flatMap((line) => foldedWords(line.split("\t").slice(0, 3).join(" ")))]);
}

const split = (cell: string | undefined): string[] =>
  (cell ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** Endings by which generic names are known: a word that ends so and is in no table was probably misheard. */
const DRUG_ENDING =
  /(?:pril|sartan|olol|statine|dipine|prazol|floxacine|mycine|cilline|cycline|azepam|zolam|triptan|gliptine|gliflozine|glutide|xaban|parine|mab|tinib|profen|oxicam|fenac|setron|tidine|thiazide|semide|setine|triptyline|pramine|peridol|apine|azol|conazol|ciclovir|thyroxine|thiazol|formine|terol|sonide|metason|nisolon)$/;
const ORDINARY =
  /^(?:vaccin|vitamine|routine|kantine|machine|alinea|insuline|creatinine|kreatinine|cocaine|morfine|adrenaline|ferritine|prolactine|bilirubine|hemoglobine|albumine|dopamine|histamine|serotonine|cortisol|cholesterol|alcohol|glucose|lactose|histologie|medicatie|controle)$/;

/** The table's drug of that name, undefined where there is none. */
export function findDrug(word: string, { names }: DrugTable): Drug | undefined {
  return names.get(foldWord(word));
}

/** Is it of daily life or of the laboratory, though a drug has it too ("glucose", "alcohol")? */
export const isEverydaySubstance = (word: string): boolean => ORDINARY.test(foldWord(word));

/** Does a word look like a drug's name? */
export function isDrugLike(word: string): boolean {
  const folded = foldWord(word);
  return folded.length > 5 && DRUG_ENDING.test(folded) && !ORDINARY.test(folded);
}

/** How much of its sound may differ from the name that a word that looks like a drug stands for. */
const FURTHEST = 0.3;
const MOST_NEAR = 3;

/** The drugs that a word which is none may stand for, nearest first: by the table's own hearings, then by sound. */
export function nearestDrugs(word: string, { heard, spoken }: DrugTable): string[] {
  const known = heard.get(foldWord(word))?.name;
  const near = spoken.sounds.find(soundsOf(word), () => FURTHEST).map(({ value }) => value);
  return [...new Set([...(known === undefined ? [] : [known]), ...near])].slice(0, MOST_NEAR);
}
