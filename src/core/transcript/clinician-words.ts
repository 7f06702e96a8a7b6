import { foldedWords } from "../text/tokens.ts";

/**
 * Words that clinicians say far more often than patients (above nothing), or patients than clinicians (below): rounded log odds of a
 * turn with the word, in the consults of models/training/corpus.
 */
const WEIGHTS: ReadonlyMap<string, number> = new Map(
  (
    [
      [
        3,
        "uw belt drukpijn gaaf milligram komma daags klieren verwijs meneer mevrouw bent rookt gebruikt slikt temperatuur",
      ],
      [
        2,
        "u je jou kun kunt hebt krijgt neemt drinkt wilt houdt vertel vertelt hoe hoeveel welke wanneer centimeter procent bloeddruk",
      ],
      [
        2,
        "pols longen uitslag assistente praktijkondersteuner waarschijnlijk past stopt huid kans depressie soepel gevoelig",
      ],
      [1, "jouw wordt komt gaat ziet maak kijk even uitleg controle recept afspraak"],
      [-1, "eh ie nou toen weet denk alleen"],
      [-2, "dacht moest dokter was"],
      [-3, "mijn m'n 'm d'r"],
    ] as const
  ).flatMap(([weight, words]) => words.split(" ").map((word) => [word, weight] as const)),
);
/** "Ik ben", "heb ik": of oneself patients tell; clinicians say what they see and do. */
const OF_ONESELF = new Set([
  "ik ben",
  "ben ik",
  "ik heb",
  "heb ik",
  "ik had",
  "ik moet",
  "moet ik",
  "ik kan",
  "ik was",
  "ik word",
]);
const OF_ONESELF_WEIGHT = -2;
/** Words hang together, and speech is misheard: each counts for so much of what it says alone. */
const TRUST = 0.3;

/** Log odds that who says this is the clinician, words alone; 0 where they do not tell. */
export function weighClinicianWords(text: string): number {
  const words = foldedWords(text);
  let sum = 0;
  for (const [i, word] of words.entries()) {
    sum += WEIGHTS.get(word) ?? 0;
    if (OF_ONESELF.has(`${word} ${words[i + 1] ?? ""}`)) sum += OF_ONESELF_WEIGHT;
  }
  return TRUST * sum;
}
