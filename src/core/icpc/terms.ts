import { foldedWords } from "../text/tokens.ts";

const STOP = new Set(
  (
    "de het een en van in op te is dat die dit deze er met voor om aan ook als bij of nu nog wel dan maar al zo naar uit over tot door " +
    "ik je jij u uw we wij zij ze hij haar hem hun mijn m'n z'n d'r me mij zich zelf men wat wie waar hoe welke heb heeft hebt hebben had was " +
    "waren ben bent zijn word wordt worden werd kan kunt kunnen wil wilt moet moeten mag ga gaat gaan doe doet doen zou zal zien ja nee " +
    "niet geen dus toch even eens heel erg echt gewoon want omdat iets wat niks alles hier daar toen soms vaak altijd weer meer veel " +
    "wsch mogelijk waarschijnlijk pt vlg sinds jr jaar mnd wkn wk dgn dag dagen weken maanden re li bdz rechts links ca ivm obv mn evt"
  ).split(" "),
);

/** A crude Dutch stem: endings off, doubled consonant single, doubled vowel single, so that "klachten" and "klacht" meet. */
export function stem(word: string): string {
  let w = word;
  if (w.length > 5) w = w.replace(/(?:heden|heid|jes|tjes|pjes|je|tje)$/, "");
  if (w.length > 4) w = w.replace(/(?:ende|end|ing|ingen)$/, "");
  if (w.length > 3) w = w.replace(/(?:en|e|s)$/, "");
  w = w.replace(/([bcdfgklmnprstz])\1$/, "$1").replace(/([aeou])\1(?=[^aeou]*$)/, "$1");
  return w.replace(/v$/, "f").replace(/z$/, "s");
}

/** The content words of a text as stems, in order; function words, sides and units of time are left out. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const word of foldedWords(text)) {
    if (STOP.has(word) || /^\d/.test(word) || word.length < 2) continue;
    terms.push(stem(word));
  }
  return terms;
}

/** Character four-grams of the words of four letters and more, with their edges marked: they bridge spelling and compounds. */
export function gramsOf(text: string): string[] {
  const grams: string[] = [];
  for (const word of foldedWords(text)) {
    if (STOP.has(word) || /^\d/.test(word) || word.length < 3) continue;
    const edged = `^${word}$`;
    for (let i = 0; i + 4 <= edged.length; i++) grams.push(edged.slice(i, i + 4));
  }
  return grams;
}

const NEGATED = /^(?:(?:en|maar|nu|verder)\s+)?(?:geen|niet|nooit|zonder|nog geen|niks)\b/i;
const DOUBT = /^(?:dd|differentiaaldiagnose)\b/i;

/** The clauses of a note's line that affirm something: "Acute bronchitis, geen pneumonie" -> "Acute bronchitis". */
export function affirmedClauses(line: string): string[] {
  const clauses: string[] = [];
  for (const sentence of line.split(/[.;]\s+|[.;]$|\n/)) {
    let negated = false;
    for (const clause of sentence.split(/,\s+|:\s+|\s+(?=\bgeen\b)/)) {
      const text = clause.trim();
      if (text === "") continue;
      // A list after "geen" stays negated ("geen koorts, hoest of dyspnoe") until the sentence ends.
      if (NEGATED.test(text)) negated = true;
      else if (!negated || /^(?:wel|maar wel)\b/i.test(text)) clauses.push(text.replace(DOUBT, "").trim());
    }
  }
  return clauses.filter((clause) => clause !== "");
}
