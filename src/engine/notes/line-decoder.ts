import type { WriterGraph } from "./writer-graph.ts";
import type { WriterTokenizer } from "./writer-tokenizer.ts";

/** What a line may say: `allows` a beginning that can still become a permitted line, `mayEnd` where it is one. */
export interface LineRule {
  allows(line: string): boolean;
  mayEnd(line: string): boolean;
}

/** A line as it was written, and the tokens of it that the graph has not read yet. */
export interface WrittenLine {
  readonly text: string;
  readonly unread: readonly number[];
}

/** The longest line in tokens: what the graph can step back. */
const LONGEST = 110;
/** How many of the likeliest tokens are tried. */
const TRIES = 80;
/** A word whose next piece is less likely than this is not the word that the writer means. */
const WEAK = 0.02;
/** How often a line goes back to a word's beginning before it takes what is permitted. */
const RETURNS = 8;

interface Step {
  readonly text: string;
  readonly count: number;
  readonly logits: Float32Array;
  readonly id: number;
}

/**
 * Writes one line after `logits`, the likeliest permitted token at a time. Where a word that was begun cannot be what
 * the writer means, it goes back to that word's beginning and takes another. `signal` is looked at between steps.
 */
export async function writeLine(
  graph: WriterGraph,
  tokenizer: WriterTokenizer,
  logits: Float32Array,
  rule: LineRule,
  signal?: AbortSignal,
): Promise<WrittenLine> {
  const steps: Step[] = [];
  let returns = 0;
  let text = "";
  while (steps.length < LONGEST) {
    signal?.throwIfAborted();
    const choice = choose(logits, text, tokenizer, rule);
    if (choice !== undefined && tokenizer.isEnd(choice.id)) return { text, unread: [] };
    if ((choice === undefined || choice.probability < WEAK) && returns < RETURNS && /\S$/.test(text)) {
      const word = choice === undefined || !/^\s/.test(tokenizer.pieces[choice.id]!) ? findWord(steps, tokenizer) : -1;
      if (word >= 0) {
        returns++;
        const begun = steps[word]!;
        begun.logits[begun.id] = Number.NEGATIVE_INFINITY;
        graph.rewind(begun.count);
        steps.length = word;
        ({ text, logits } = begun);
        continue;
      }
    }
    if (choice === undefined) break;
    steps.push({ text, count: graph.count, logits, id: choice.id });
    text += tokenizer.pieces[choice.id]!;
    if (text === " -") return { text, unread: [choice.id] };
    logits = await graph.feed([choice.id]);
  }
  // Cut short: back to where the line was last complete.
  for (let i = steps.length; !rule.mayEnd(text); ) {
    const step = steps[--i];
    if (step === undefined) return { text: " -", unread: tokenizer.encode(" -") };
    text = step.text;
    graph.rewind(step.count);
  }
  return { text, unread: [] };
}

/** The step at which the word under way was begun. */
function findWord(steps: readonly Step[], tokenizer: WriterTokenizer): number {
  return steps.findLastIndex(({ id }) => /^[\s(]/.test(tokenizer.pieces[id]!));
}

/** The likeliest token that the rule permits, among the likeliest few, with its share of all the probability. */
function choose(
  logits: Float32Array,
  text: string,
  tokenizer: WriterTokenizer,
  rule: LineRule,
): { id: number; probability: number } | undefined {
  let sum = 0;
  let top = Number.NEGATIVE_INFINITY;
  for (const x of logits) if (x > top) top = x;
  for (const x of logits) sum += Math.exp(x - top);
  const probability = (id: number): number => Math.exp(logits[id]! - top) / sum;
  let bound = Number.POSITIVE_INFINITY;
  let last = -1;
  for (let tries = 0; tries < TRIES; tries++) {
    // The next likeliest after (bound, last), without sorting: nearly always the first one is permitted.
    let best = -1;
    for (let i = 0; i < logits.length; i++) {
      const x = logits[i]!;
      if ((x < bound || (x === bound && i > last)) && (best < 0 || x > logits[best]!)) best = i;
    }
    if (best < 0 || logits[best] === Number.NEGATIVE_INFINITY) return undefined;
    bound = logits[best]!;
    last = best;
    if (
      tokenizer.isEnd(best)
        ? rule.mayEnd(text)
        : isWritable(tokenizer.pieces[best]!) && rule.allows(text + tokenizer.pieces[best]!)
    )
      return { id: best, probability: probability(best) };
  }
  return undefined;
}

const isWritable = (piece: string): boolean => piece !== "" && !/[\n\r\t]/.test(piece);
