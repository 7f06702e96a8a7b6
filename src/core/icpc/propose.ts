import type { IcpcProposal } from "../note/note.ts";
import { type IcpcExample, IcpcFeatures, type IcpcQuestion } from "./features.ts";
import type { IcpcEntry } from "./icpc-table.ts";
import { type RankerWeights, rankCandidates } from "./ranker.ts";

/** Below this share of belief nothing is proposed: too little was said for a code. */
const LEAST = 0.04;

/** Proposes ICPC-1-NL codes for a deelcontact. Built once; a proposal takes about ten milliseconds. */
export class IcpcProposer {
  readonly #features: IcpcFeatures;
  readonly #weights: RankerWeights;

  constructor(entries: readonly IcpcEntry[], examples: readonly IcpcExample[], weights: RankerWeights) {
    this.#features = new IcpcFeatures(entries, examples);
    this.#weights = weights;
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
        return { code, title, confidence: Math.round(share * 100) / 100 };
      });
  }
}

/** Reads examples.tsv (consult, code, evaluation, complaint; the first line names the columns). */
export function readIcpcExamples(tsv: string): IcpcExample[] {
  return tsv
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split("\t"))
    .filter((cells) => cells.length === 4)
    .map(([consult, code, evaluation, complaint]) => ({
      consult: consult!,
      code: code!,
      evaluation: evaluation!,
      complaint: complaint!,
    }));
}
