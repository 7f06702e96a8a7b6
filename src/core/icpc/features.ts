import type { PatientTraits } from "../consult/consult.ts";
import { type IcpcEntry, mainCode } from "./icpc-table.ts";
import { PhraseIndex, type PhraseScores } from "./phrase-index.ts";
import { affirmedClauses, gramsOf, termsOf } from "./terms.ts";

/** What is known of a deelcontact when a code is sought: its E and S lines, and all that was said about it. */
export interface IcpcQuestion {
  readonly evaluation: string;
  readonly complaint: string;
  readonly evidence: string;
  /** All that was said and that no other deelcontact rests on: where the lines miss the point, the talk has it. */
  readonly around: string;
  readonly patient?: PatientTraits | undefined;
}

/** A coded note of the corpus: the nearest of them speak for their code. */
export interface IcpcExample {
  readonly consult: string;
  readonly code: string;
  readonly evaluation: string;
  readonly complaint: string;
  /** What was said about it. */
  readonly said: string;
}

/** One way of asking: which part of the question, against which phrases, measured how. */
interface Channel {
  readonly query: "E" | "E1" | "S" | "S1" | "V" | "R";
  readonly index: "title" | "clinical" | "lay" | "grams" | "exampleE" | "exampleEGrams" | "exampleS" | "exampleSaid";
  readonly measure: "cosine" | "coverage";
  readonly pool: "max" | "top3";
}

const channel = (
  query: Channel["query"],
  index: Channel["index"],
  measure: Channel["measure"] = "cosine",
  pool: Channel["pool"] = "max",
): Channel => ({ query, index, measure, pool });

export const CHANNELS: readonly Channel[] = [
  channel("E", "title"),
  channel("E", "clinical"),
  channel("E", "clinical", "coverage"),
  channel("E", "lay"),
  channel("E", "grams"),
  channel("E", "exampleE"),
  channel("E", "exampleEGrams"),
  channel("E", "exampleE", "cosine", "top3"),
  channel("E1", "title"),
  channel("E1", "clinical"),
  channel("E1", "grams"),
  channel("E1", "exampleE"),
  channel("S", "clinical", "coverage"),
  channel("S", "lay", "coverage"),
  channel("S", "lay"),
  channel("S", "grams"),
  channel("S", "exampleS"),
  channel("S", "exampleS", "cosine", "top3"),
  channel("S1", "clinical"),
  channel("S1", "lay"),
  channel("S1", "grams"),
  channel("V", "title", "coverage"),
  channel("V", "clinical", "coverage"),
  channel("V", "lay", "coverage"),
  channel("V", "lay"),
  channel("V", "exampleS"),
  channel("R", "title", "coverage"),
  channel("R", "clinical", "coverage"),
  channel("R", "lay", "coverage"),
  channel("R", "lay"),
  channel("R", "exampleE", "coverage"),
  channel("R", "exampleS", "coverage"),
  channel("V", "exampleSaid"),
  channel("V", "exampleSaid", "cosine", "top3"),
  channel("R", "exampleSaid"),
  channel("R", "exampleSaid", "cosine", "top3"),
];

/** The main codes that may be proposed, and what each candidate looks like from every side. */
export interface Candidates {
  /** Places in `IcpcFeatures.codes`. */
  readonly owners: readonly number[];
  readonly features: readonly Float64Array[];
}

export const FEATURE_NAMES: readonly string[] = [
  ...CHANNELS.flatMap((c) => {
    const name = `${c.query}.${c.index}.${c.measure}.${c.pool}`;
    return [name, `${name}/best`];
  }),
  "chapterE",
  "chapterS",
  "chapterV",
  "prior",
  "diagnosis",
  "diagnosisWithE",
  "ageFits",
  "ageNamed",
];

/** Computes candidates and their features. Built once from the table and the examples. */
export class IcpcFeatures {
  readonly codes: readonly string[];
  readonly entries: readonly IcpcEntry[];
  readonly #owner = new Map<string, number>();
  readonly #mainEntry: readonly IcpcEntry[];
  readonly #indexes: Record<Channel["index"], PhraseIndex>;
  readonly #examples: readonly IcpcExample[];
  readonly #prior: Float64Array;
  /** Which entry each phrase of the clinical index is of. */
  readonly #clinicalEntry: readonly IcpcEntry[];

  constructor(entries: readonly IcpcEntry[], examples: readonly IcpcExample[]) {
    this.entries = entries;
    this.codes = [...new Set(entries.map((entry) => mainCode(entry.code)))];
    for (const [i, code] of this.codes.entries()) this.#owner.set(code, i);
    const byCode = new Map(entries.map((entry) => [entry.code, entry]));
    this.#mainEntry = this.codes.map(
      (code) => byCode.get(code) ?? entries.find((entry) => mainCode(entry.code) === code)!,
    );
    this.#examples = examples.filter((example) => this.#owner.has(mainCode(example.code)));
    this.#prior = new Float64Array(this.codes.length);
    for (const example of this.#examples) this.#prior[this.ownerOf(example.code)!]!++;
    const phrases = (pick: (entry: IcpcEntry) => readonly string[]) =>
      entries.flatMap((entry) => pick(entry).map((text) => ({ owner: this.ownerOf(entry.code)!, text })));
    this.#clinicalEntry = entries.flatMap((entry) => [entry.title, ...entry.clinical].map(() => entry));
    const exampleTexts = (pick: (example: IcpcExample) => string) =>
      this.#examples.map((example) => ({
        owner: this.ownerOf(example.code)!,
        text: affirmedClauses(pick(example)).join(", "),
      }));
    const all = phrases((entry) => [entry.title, ...entry.clinical, ...entry.lay]);
    const rarity = new PhraseIndex(
      [...all, ...exampleTexts((e) => e.evaluation), ...exampleTexts((e) => e.complaint)],
      termsOf,
    ).rarity;
    this.#indexes = {
      title: new PhraseIndex(
        phrases((entry) => [entry.title]),
        termsOf,
        rarity,
      ),
      clinical: new PhraseIndex(
        phrases((entry) => [entry.title, ...entry.clinical]),
        termsOf,
        rarity,
      ),
      lay: new PhraseIndex(
        phrases((entry) => entry.lay),
        termsOf,
        rarity,
      ),
      grams: new PhraseIndex(all, gramsOf),
      exampleE: new PhraseIndex(
        exampleTexts((e) => e.evaluation),
        termsOf,
        rarity,
      ),
      exampleEGrams: new PhraseIndex(
        exampleTexts((e) => e.evaluation),
        gramsOf,
      ),
      exampleS: new PhraseIndex(
        exampleTexts((e) => e.complaint),
        termsOf,
        rarity,
      ),
      exampleSaid: new PhraseIndex(
        exampleTexts((e) => e.said),
        termsOf,
      ),
    };
  }

  ownerOf(code: string): number | undefined {
    return this.#owner.get(mainCode(code));
  }

  /** Of a main code and its sub-codes, the one that the E line (or else the S line) names best; the main code unless a sub-code is nearer. */
  bestEntry(owner: number, question: IcpcQuestion): IcpcEntry {
    const main = this.#mainEntry[owner]!;
    const said = affirmedClauses(question.evaluation === "" ? question.complaint : question.evaluation).join(", ");
    const { cosine } = this.#indexes.clinical.score(said);
    const best = new Map<IcpcEntry, number>();
    for (const [i, phrase] of this.#indexes.clinical.phrases.entries()) {
      const entry = this.#clinicalEntry[i]!;
      if (phrase.owner === owner) best.set(entry, Math.max(best.get(entry) ?? 0, cosine[i]!));
    }
    const ranked = [...best].filter(([entry]) => entry !== main).sort((a, b) => b[1] - a[1]);
    const [sub, score] = ranked[0] ?? [main, 0];
    return score > 0.5 && score > (best.get(main) ?? 0) + 0.1 ? sub : main;
  }

  /** `leaveOut` names a consult whose own notes must not speak (training). At most `limit` candidates. */
  candidates(question: IcpcQuestion, limit = 40, leaveOut?: string): Candidates {
    const e = affirmedClauses(question.evaluation);
    const s = affirmedClauses(question.complaint);
    const queries: Record<Channel["query"], string> = {
      E: e.join(", "),
      E1: e[0] ?? "",
      S: s.join(", "),
      S1: s.slice(0, 2).join(", "),
      V: question.evidence,
      R: question.around,
    };
    const scored = new Map<string, PhraseScores>();
    const pooled = CHANNELS.map((c) => {
      const key = `${c.query} ${c.index}`;
      let scores = scored.get(key);
      if (scores === undefined) {
        scores = this.#indexes[c.index].score(queries[c.query]);
        scored.set(key, scores);
      }
      return this.#pool(scores[c.measure], c, leaveOut);
    });
    const best = pooled.map((values) => values.reduce((a, b) => Math.max(a, b), 1e-6));
    const rough = new Float64Array(this.codes.length);
    for (let o = 0; o < rough.length; o++) {
      if (!this.#isPossible(o, question.patient)) rough[o] = -1;
      else for (const [c, values] of pooled.entries()) rough[o]! += values[o]! / best[c]!;
    }
    const owners = [...rough.keys()]
      .filter((o) => rough[o]! > 0)
      .sort((a, b) => rough[b]! - rough[a]!)
      .slice(0, limit);
    const chapters = this.#chapters(pooled);
    return { owners, features: owners.map((o) => this.#describe(o, pooled, best, chapters, question, leaveOut)) };
  }

  #pool(values: Float32Array, { index, pool }: Channel, leaveOut: string | undefined): Float64Array {
    const pooled = new Float64Array(this.codes.length);
    const phrases = this.#indexes[index].phrases;
    const isExample = index.startsWith("example");
    const top = pool === "top3" ? new Map<number, number[]>() : undefined;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value === 0 || (isExample && leaveOut !== undefined && this.#examples[i]!.consult === leaveOut)) continue;
      const owner = phrases[i]!.owner;
      if (top === undefined) {
        if (value > pooled[owner]!) pooled[owner] = value;
      } else {
        const list = top.get(owner) ?? [];
        list.push(value);
        top.set(owner, list);
      }
    }
    for (const [owner, list] of top ?? []) {
      pooled[owner] = list
        .sort((a, b) => b - a)
        .slice(0, 3)
        .reduce((sum, value) => sum + value * value, 0);
    }
    return pooled;
  }

  #isPossible(owner: number, patient: PatientTraits | undefined): boolean {
    const entry = this.#mainEntry[owner]!;
    return patient === undefined || entry.sex === undefined || entry.sex === patient.sex;
  }

  /** How much of the evidence points at each chapter, per part of the question. */
  #chapters(pooled: readonly Float64Array[]): Record<"E" | "S" | "V", Map<string, number>> {
    const sum = (part: string): Map<string, number> => {
      const total = new Map<string, number>();
      for (const [c, values] of pooled.entries()) {
        if (CHANNELS[c]!.query[0] !== part) continue;
        const ranked = [...values.keys()].filter((o) => values[o]! > 0).sort((a, b) => values[b]! - values[a]!);
        for (const o of ranked.slice(0, 8)) {
          const chapter = this.codes[o]![0]!;
          total.set(chapter, (total.get(chapter) ?? 0) + values[o]!);
        }
      }
      const all = [...total.values()].reduce((a, b) => a + b, 1e-6);
      return new Map([...total].map(([chapter, value]) => [chapter, value / all]));
    };
    return { E: sum("E"), S: sum("S"), V: sum("V") };
  }

  #describe(
    owner: number,
    pooled: readonly Float64Array[],
    best: readonly number[],
    chapters: Record<"E" | "S" | "V", Map<string, number>>,
    { patient, evaluation }: IcpcQuestion,
    leaveOut: string | undefined,
  ): Float64Array {
    const entry = this.#mainEntry[owner]!;
    const chapter = entry.code[0]!;
    const own =
      leaveOut === undefined
        ? 0
        : this.#examples.filter((x) => x.consult === leaveOut && this.ownerOf(x.code) === owner).length;
    const isDiagnosis = entry.kind === "diagnose" ? 1 : 0;
    const ageFits =
      entry.ages === undefined ||
      patient === undefined ||
      (patient.ageYears >= entry.ages[0] && patient.ageYears <= entry.ages[1]);
    return Float64Array.from([
      ...pooled.flatMap((values, c) => [values[owner]!, values[owner]! / best[c]!]),
      chapters.E.get(chapter) ?? 0,
      chapters.S.get(chapter) ?? 0,
      chapters.V.get(chapter) ?? 0,
      Math.log(1 + this.#prior[owner]! - own),
      isDiagnosis,
      isDiagnosis * (evaluation === "" ? 0 : 1),
      ageFits ? 1 : 0,
      entry.ages === undefined ? 0 : 1,
    ]);
  }
}
