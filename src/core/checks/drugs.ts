import { foldWord } from "../text/tokens.ts";

/** A drug of the table: its name, its usual strengths, and ways in which a recogniser writes it wrongly. */
export interface Drug {
  readonly name: string;
  readonly kind: string;
  readonly strengths: readonly string[];
  readonly heard: readonly string[];
}

/** The drug table, ready for looking words up. Names and hearings are folded. */
export interface DrugTable {
  readonly names: ReadonlyMap<string, Drug>;
  readonly heard: ReadonlyMap<string, Drug>;
}

/** Reads drugs.tsv: name, kind, substance, ATC, strengths, heard. A name of several words counts by each word that no other drug shares. */
export function readDrugTable(tsv: string): DrugTable {
  const names = new Map<string, Drug>();
  const heard = new Map<string, Drug>();
  const rows = tsv
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split("\t"))
    .filter((cells) => cells.length >= 3);
  for (const [name, kind, substance, , strengths, mishearings] of rows) {
    const drug: Drug = { name: name!, kind: kind ?? "", strengths: split(strengths), heard: split(mishearings) };
    names.set(foldWord(name!), drug);
    for (const part of (substance ?? "").split(/[,;]/)) {
      const folded = foldWord(part.trim());
      if (folded.length > 4 && !names.has(folded)) names.set(folded, { ...drug, name: part.trim(), heard: [] });
    }
    for (const form of drug.heard) if (form.length > 5) heard.set(foldWord(form), drug);
  }
  for (const name of names.keys()) heard.delete(name);
  return { names, heard };
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
  /^(?:vaccin|vitamine|routine|kantine|machine|alinea|insuline|creatinine|kreatinine|cocaine|morfine|adrenaline|ferritine|prolactine|bilirubine|hemoglobine|albumine|dopamine|histamine|serotonine|cortisol|alcohol|glucose|lactose|histologie|medicatie|controle)$/;

/** The table's drug of that name, undefined where there is none. */
export function findDrug(word: string, { names }: DrugTable): Drug | undefined {
  return names.get(foldWord(word));
}

/** Does a word look like a drug's name? */
export function isDrugLike(word: string): boolean {
  const folded = foldWord(word);
  return folded.length > 5 && DRUG_ENDING.test(folded) && !ORDINARY.test(folded);
}

/** The drug nearest to a misheard word: by the table's own hearings, or by at most one letter in four. */
export function nearestDrug(word: string, table: DrugTable): Drug | undefined {
  const folded = foldWord(word);
  const known = table.heard.get(folded);
  if (known !== undefined) return known;
  let best: Drug | undefined;
  let bestDistance = Math.floor(folded.length / 4) + 1;
  for (const [name, drug] of table.names) {
    if (Math.abs(name.length - folded.length) >= bestDistance || drug.kind === "groep") continue;
    const distance = editDistance(folded, name, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [drug, distance];
  }
  return best;
}

/** Letters to change, add or take away; `limit` where there are so many or more. */
function editDistance(a: string, b: string, limit: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    if (Math.min(...next) >= limit) return limit;
    row = next;
  }
  return row[b.length]!;
}
