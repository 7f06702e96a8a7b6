import type { IcpcProposal } from "../note/note.ts";
import { type IcpcExample, IcpcFeatures, type IcpcQuestion } from "./features.ts";
import type { IcpcEntry } from "./icpc-table.ts";
import { type RankerWeights, rankCandidates } from "./ranker.ts";
import { affirmedClauses, termsOf } from "./terms.ts";

/** Below this share of belief nothing is proposed: too little was said for a code. */
const LEAST = 0.04;
const SUREST = 0.99;
/**
 * The share of an S line's terms that some coded S line has too, below which it is no complaint. Of the 59 held-out S lines of the training
 * corpus the least has 0.67; of 67 pieces of talk about a game 50 have less than this.
 */
const LEAST_KNOWN = 0.6;

/** Proposes ICPC-1-NL codes for a deelcontact. Built once; a proposal takes about ten milliseconds. */
export class IcpcProposer {
  readonly #features: IcpcFeatures;
  readonly #weights: RankerWeights;
  readonly #complaintTerms: ReadonlySet<string>;

  constructor(entries: readonly IcpcEntry[], examples: readonly IcpcExample[], weights: RankerWeights) {
    this.#features = new IcpcFeatures(entries, examples);
    this.#weights = weights;
    this.#complaintTerms = new Set(examples.flatMap(({ complaint }) => termsOf(complaint)));
  }

  /** The likeliest codes, at most three, best first; none where the evidence carries no code. */
  propose(question: IcpcQuestion): IcpcProposal[] {
    const { owners, features } = this.#features.candidates(question);
    if (owners.length === 0) return [];
    const shares = rankCandidates(features, this.#weights);
    return owners
      .map((owner, i) => ({ owner, share: shares[i]! }))
      .sort((a, b) => b.share - a.share)
      .slice(0, 3)
      .filter(({ share }, i) => share >= (i === 0 ? LEAST : 0.01))
      .map(({ owner, share }) => {
        const { code, title } = this.#features.bestEntry(owner, question);
        // Sure is what the clinician picked; a rounded share is not.
        return { code, title, confidence: Math.min(SUREST, Math.round(share * 100) / 100) };
      });
  }

  /** Does a deelcontact say anything that a code could rest on? Without an E line its S line has to read like one of a coded note. */
  isClinical({ evaluation, complaint }: IcpcQuestion): boolean {
    if (evaluation !== "") return true;
    const terms = affirmedClauses(complaint).flatMap(termsOf);
    const known = terms.filter((term) => this.#complaintTerms.has(term));
    return known.length >= LEAST_KNOWN * terms.length;
  }
}

/** Reads examples.tsv (consult, code, evaluation, complaint, said; the first line names the columns). */
export function readIcpcExamples(tsv: string): IcpcExample[] {
  return tsv
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split("\t"))
    .filter((cells) => cells.length === 5)
    .map(([consult, code, evaluation, complaint, said]) => ({
      consult: consult!,
      code: code!,
      evaluation: evaluation!,
      complaint: complaint!,
      said: said!,
    }));
}
