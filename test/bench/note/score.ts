import type { Soep } from "../../../src/core/note/note.ts";
import { SOEP } from "../../../src/core/note/note.ts";
import type { GoldConsult, GoldDeelcontact } from "./corpus.ts";

/** What is scored of a note. */
export interface ScoredNote {
  readonly deelcontacten: readonly {
    readonly icpc?: { readonly code: string; readonly alternatives: readonly { readonly code: string }[] } | undefined;
    readonly lines: readonly { readonly soep: Soep; readonly text: string }[];
    readonly measurements?: readonly { readonly value: string }[];
  }[];
}

type Scored = ScoredNote["deelcontacten"][number];

/** Percentages of the corpus' scorer, under its names; `by` holds facts found and asked for per line. */
export interface Score {
  readonly consults: number;
  readonly facts: number;
  readonly fact_recall: number;
  readonly in_right_section: number;
  readonly anywhere: number;
  readonly S: number;
  readonly O: number;
  readonly E: number;
  readonly P: number;
  readonly violations: number;
  readonly consults_with_violation: number;
  readonly icpc_top1: number;
  readonly icpc_top3: number;
  readonly icpc_chapter: number;
  readonly deelcontact_count: number;
  readonly measured_values: number;
  readonly length_ratio: number;
}

/** The word characters of Python's \w that Dutch text may hold; a class of all letters is ten times slower. */
const WORD = "A-Za-z0-9_ªµºÀ-ÖØ-öø-ʯ²³¹¼½¾";
const BOUNDARY = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;
const patterns = new Map<string, RegExp>();

/** A fact's pattern is a Python regular expression: its \b and \w know letters with diacritics. */
function compile(pattern: string): RegExp {
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    let source = "";
    let inClass = false;
    for (let i = 0; i < pattern.length; i++) {
      const c = pattern[i]!;
      if (c === "\\") {
        const next = pattern[++i]!;
        source +=
          next === "b"
            ? BOUNDARY
            : next === "w"
              ? inClass
                ? WORD
                : `[${WORD}]`
              : next === "-" && !inClass
                ? "-"
                : c + next;
        continue;
      }
      if (c === "[") inClass = true;
      else if (c === "]") inClass = false;
      source += c;
    }
    compiled = new RegExp(source, "i");
    patterns.set(pattern, compiled);
  }
  return compiled;
}

/** A side written as a capital alone ("elleboog L") counts as li or re; litres ("1,5 L") and "L4" do not. */
function spellSides(text: string): string {
  const capital = (letter: string): RegExp =>
    new RegExp(`(?<![\\d,.] )(?<!\\d)(?<![${WORD}])${letter}(?![${WORD}])(?![\\d-])`, "g");
  return text.replace(capital("L"), "li").replace(capital("R"), "re");
}

const section = (d: Scored, soep: Soep): string =>
  spellSides(
    d.lines
      .filter((line) => line.soep === soep)
      .map((line) => line.text)
      .join(" "),
  );
const whole = (d: Scored): string => spellSides(d.lines.map((line) => line.text).join(" "));
const numbersOf = (measurements: string): string[] => measurements.match(/\d+(?:,\d+)?(?:\/\d+)?/g) ?? [];
const isFound = (groups: readonly string[], text: string): boolean => groups.every((g) => compile(g).test(text));
const EMPTY: Scored = { lines: [] };

/** Every way to give the gold deelcontacten a predicted one or none. */
function* assign(gold: number, predicted: number): Generator<(number | undefined)[]> {
  const chosen: (number | undefined)[] = [];
  const used = new Set<number>();
  function* step(): Generator<(number | undefined)[]> {
    if (chosen.length === gold) {
      yield [...chosen];
      return;
    }
    for (let j = 0; j <= predicted; j++) {
      if (j < predicted && used.has(j)) continue;
      chosen.push(j < predicted ? j : undefined);
      used.add(j);
      yield* step();
      chosen.pop();
      used.delete(j);
    }
  }
  yield* step();
}

const hits = (gold: GoldDeelcontact, d: Scored): number =>
  gold.facts.filter((fact) => isFound(fact.patterns, section(d, fact.soep))).length;

function bestAssignment(gold: GoldConsult, note: ScoredNote): (number | undefined)[] {
  const table = gold.deelcontacten.map((g) => note.deelcontacten.map((d) => hits(g, d)));
  let best: (number | undefined)[] = [];
  let bestScore = -1;
  for (const choice of assign(gold.deelcontacten.length, note.deelcontacten.length)) {
    const score = choice.reduce<number>((sum, j, i) => sum + (j === undefined ? 0 : table[i]![j]!), 0);
    if (score > bestScore) [best, bestScore] = [choice, score];
  }
  return best;
}

/** Scores notes against gold consults with facts, as the corpus' own scorer does. */
export function scoreNotes(gold: readonly GoldConsult[], notes: readonly ScoredNote[]): Score {
  const t = { facts: 0, strict: 0, section: 0, any: 0, forbidden: 0, violated: 0, bad: 0 };
  const d = { count: 0, right: 0, top1: 0, top3: 0, chapter: 0, values: 0, valuesFound: 0, words: 0, goldWords: 0 };
  const by: Record<Soep, [number, number]> = { S: [0, 0], O: [0, 0], E: [0, 0], P: [0, 0] };
  for (const [i, consult] of gold.entries()) {
    const note = notes[i]!;
    const choice = bestAssignment(consult, note);
    const allText = note.deelcontacten.map(whole).join(" ");
    const sections = Object.fromEntries(SOEP.map((k) => [k, note.deelcontacten.map((x) => section(x, k)).join(" ")]));
    for (const [n, g] of consult.deelcontacten.entries()) {
      const index = choice[n];
      const found = index === undefined ? EMPTY : note.deelcontacten[index]!;
      d.count++;
      for (const fact of g.facts) {
        t.facts++;
        by[fact.soep][1]++;
        if (isFound(fact.patterns, section(found, fact.soep))) {
          t.strict++;
          by[fact.soep][0]++;
        }
        if (isFound(fact.patterns, sections[fact.soep]!)) t.section++;
        if (isFound(fact.patterns, allText)) t.any++;
      }
      const main = g.code.split(".")[0]!;
      const heads = [found.icpc?.code ?? "", ...(found.icpc?.alternatives ?? []).map((a) => a.code)].map(
        (c) => c.split(".")[0]!,
      );
      if (heads[0] === main) d.top1++;
      if (heads.slice(0, 3).includes(main)) d.top3++;
      if (heads[0]!.slice(0, 1) === main.slice(0, 1)) d.chapter++;
    }
    if (note.deelcontacten.length === consult.deelcontacten.length) d.right++;
    const violated = consult.forbidden.filter((f) => compile(f).test(allText)).length;
    t.forbidden += consult.forbidden.length;
    t.violated += violated;
    if (violated > 0) t.bad++;
    const values = note.deelcontacten.flatMap((x) => (x.measurements ?? []).map((m) => m.value.replaceAll(".", ",")));
    const have = `${values.join(" ")} ${allText}`;
    for (const g of consult.deelcontacten) {
      for (const n of numbersOf(g.measurements)) {
        d.values++;
        if (new RegExp(`(?<![\\d,])${n}(?![\\d])`).test(have)) d.valuesFound++;
      }
      d.goldWords += Object.values(g.text).reduce((sum, text) => sum + text.split(/\s+/).filter(Boolean).length, 0);
    }
    d.words += allText.split(/\s+/).filter(Boolean).length;
  }
  const percent = (a: number, b: number): number => round((100 * a) / Math.max(b, 1), 1);
  return {
    consults: gold.length,
    facts: t.facts,
    fact_recall: percent(t.strict, t.facts),
    in_right_section: percent(t.section, t.facts),
    anywhere: percent(t.any, t.facts),
    S: percent(...by.S),
    O: percent(...by.O),
    E: percent(...by.E),
    P: percent(...by.P),
    violations: percent(t.violated, t.forbidden),
    consults_with_violation: percent(t.bad, gold.length),
    icpc_top1: percent(d.top1, d.count),
    icpc_top3: percent(d.top3, d.count),
    icpc_chapter: percent(d.chapter, d.count),
    deelcontact_count: percent(d.right, gold.length),
    measured_values: percent(d.valuesFound, d.values),
    length_ratio: round(d.words / Math.max(d.goldWords, 1), 2),
  };
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** A gold consult as a perfect note, for testing the scorer. */
export function goldAsNote(consult: GoldConsult): ScoredNote {
  return {
    deelcontacten: consult.deelcontacten.map((d) => ({
      icpc: { code: d.code, alternatives: [] },
      lines: Object.entries(d.text).map(([soep, text]) => ({ soep: soep as Soep, text })),
      measurements: numbersOf(d.measurements).map((value) => ({ value })),
    })),
  };
}
