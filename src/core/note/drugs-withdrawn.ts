import { type DrugTable, findDrug } from "../checks/drugs.ts";
import { stem } from "../icpc/terms.ts";
import { foldWord, tokenize } from "../text/tokens.ts";
import type { Utterance } from "../transcript/transcript.ts";

/** A drug that was prescribed in so many words and then not: `name` is the stem of how it was said, places are indices of utterances. */
export interface WithdrawnDrug {
  readonly name: string;
  readonly saidAt: number;
  readonly backAt: number;
}

/** So many turns the prescription may have been said before. */
const REACH = 10;
/** "Nee, maak daar clotrimazol van": the drug that was named before it in the turn falls, if what comes instead is one. */
const IN_TURN =
  /(?<!\p{L})(?:nee|ho|wacht|sorry|schrap (?:dat|die))(?!\p{L})[^?]{0,160}?(?<!\p{L})maak (?:er|daar)\s+(\p{L}{5,})/iu;
/** "We kunnen denosumab doen... nee, laat maar": the last drug that the turn named falls, and nothing comes instead. */
const DROPPED =
  /(?<!\p{L})(?:nee|ho|wacht|of nee|sorry)\P{L}+(?:(?:toch|dat|die|daar|maar|we|ik|doe|doen) ){0,3}(?:laat (?:dat |die |het )?maar|streep (?:er|hier|daar)?\s?door|schrap|(?:dat |die |het )?(?:kan|mag|gaat|past) (?:hier |bij u |nu )?niet|(?:toch )?niet doen|vergeet (?:dat|die|het))(?!\p{L})/iu;
/** "Dan wordt het geen naproxen, en ook geen ibuprofen." "Goed, geen metoprolol." */
const DENIED =
  /(?:(?<!\p{L})(?:dan|dus|toch|ook|nee|liever|en|goed|oké|ok|prima)\P{L}+|(?<=^|[.!?…]\s+))(?:(?:wordt|is|doen|geven|geef|nemen|neem) \p{L}+ )?(?:(?:wordt|toch|maar|ook|liever) )?geen\s+(\p{L}{5,})/giu;

/** What a patient says of a drug that does not go: "dan krijg ik galbulten". */
const REACTION =
  /(?<!\p{L})(?:galbult\p{L}*|allerg\p{L}*|niet tegen|zwol\p{L}*|opgezwollen|huiduitslag|overgevoelig\p{L}*|shock|maagbloeding|benauwd van)(?!\p{L})/iu;
/** "Dan wordt het claritromycine.": in its place, not beside it. */
const INSTEAD =
  /(?<!\p{L})(?:dan|dus|daarom)\s(?:wordt|worden|krijg\p{L}*|geef|kies|neem|nemen|schrijf|doen|gaan)(?!\p{L})/iu;
const BESIDE = /(?<!\p{L})(?:ook|erbij|daarnaast|daarbij|bovendien|nog)(?!\p{L})/iu;

/** The drug that was prescribed last before a reaction to it was told, where another is prescribed at once. */
function replacedAfterReaction(
  utterances: readonly Pick<Utterance, "text">[],
  named: readonly (readonly string[])[],
): WithdrawnDrug[] {
  return utterances.flatMap(({ text }, told): WithdrawnDrug[] => {
    if (!REACTION.test(text)) return [];
    const saidAt = [told - 1, told - 2, told - 3].find((i) => (named[i] ?? []).length > 0);
    const backAt = [told + 1, told + 2].find((i) => {
      const answer = utterances[i]?.text ?? "";
      return INSTEAD.test(answer) && !BESIDE.test(answer) && named[i]!.length > 0;
    });
    if (saidAt === undefined || backAt === undefined) return [];
    const name = named[saidAt]!.at(-1)!;
    // A reaction to another drug says nothing of this one.
    if (named[told]!.some((other) => other !== name)) return [];
    return named[backAt]!.includes(name) ? [] : [{ name, saidAt, backAt }];
  });
}

/** Finds drugs that were taken back, in the turn that named them or later. */
export function findWithdrawnDrugs(utterances: readonly Pick<Utterance, "text">[], drugs: DrugTable): WithdrawnDrug[] {
  const named = utterances.map(({ text }) => drugsIn(text, drugs));
  const takenBack = utterances.flatMap(({ text }, at): WithdrawnDrug[] => {
    const found: WithdrawnDrug[] = [];
    const turn = IN_TURN.exec(text);
    if (turn !== null) {
      const [instead] = drugsIn(turn[1]!, drugs);
      const before = drugsIn(text.slice(0, turn.index), drugs).at(-1);
      if (before !== undefined && instead !== undefined && instead !== before)
        found.push({ name: before, saidAt: at, backAt: at });
    }
    const dropped = DROPPED.exec(text);
    const last = dropped === null ? undefined : drugsIn(text.slice(0, dropped.index), drugs).at(-1);
    if (last !== undefined) found.push({ name: last, saidAt: at, backAt: at });
    for (const [, word] of text.matchAll(DENIED)) {
      const name = drugsIn(word!, drugs)[0];
      const from = Math.max(0, at - REACH);
      const saidAt = name === undefined ? -1 : named.slice(from, at).findIndex((names) => names.includes(name));
      if (name !== undefined && saidAt >= 0) found.push({ name, saidAt: from + saidAt, backAt: at });
    }
    return found;
  });
  return [...takenBack, ...replacedAfterReaction(utterances, named)];
}

const drugsIn = (text: string, drugs: DrugTable): string[] =>
  tokenize(text)
    .filter((token) => token.kind === "word" && token.text.length > 4)
    .filter((token) => ["stof", "merk"].includes(findDrug(token.text, drugs)?.kind ?? ""))
    .map((token) => stem(foldWord(token.text)));

/** What lets a clause with the drug stand: it is refused, stopped, or no plan. */
const STANDS =
  /(?<!\p{L})(?:geen|niet|stop\p{L}*|gestopt|staken|allergi\p{L}*|i\.?p\.?v\.?|ipv|contra\p{L}*|vermijd\p{L}*)(?!\p{L})/iu;

/** A phrase without the clauses that prescribe the drug; undefined where it has none. */
export function withoutDrug(phrase: string, { name }: WithdrawnDrug): string | undefined {
  const clauses = phrase.split(/(?<=[.,;])\s+/);
  const holds = (clause: string): boolean =>
    !STANDS.test(clause) &&
    tokenize(clause).some(
      ({ text }) => stem(foldWord(text)) === name || (name.length > 5 && foldWord(text).startsWith(name)),
    );
  return clauses.some(holds) ? clauses.filter((clause) => !holds(clause)).join(" ") : undefined;
}
