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
  /** Where the writer had to take another token than it wanted: the place in the text, and how much less likely it was (nats). */
  readonly strains: readonly Strain[];
}

export interface Strain {
  readonly at: number;
  readonly nats: number;
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
  readonly next: Next;
  readonly id: number;
}

/** What may come next: logits, of which some are struck out on the way, and their largest and sum as the writer gave them. */
interface Next {
  readonly logits: Float32Array;
  readonly top: number;
  readonly sum: number;
}

function weigh(logits: Float32Array): Next {
  let top = Number.NEGATIVE_INFINITY;
  for (const x of logits) if (x > top) top = x;
  let sum = 0;
  for (const x of logits) sum += Math.exp(x - top);
  return { logits, top, sum };
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
  let next = weigh(logits);
  let returns = 0;
  let text = "";
  const written = (unread: readonly number[] = []): WrittenLine => ({ text, unread, strains: strainsOf(steps) });
  while (steps.length < LONGEST) {
    signal?.throwIfAborted();
    const choice = choose(next, text, tokenizer, rule);
    if (choice !== undefined && tokenizer.isEnd(choice.id)) return written();
    if ((choice === undefined || choice.probability < WEAK) && returns < RETURNS && /\S$/.test(text)) {
      const word = choice === undefined || !/^\s/.test(tokenizer.pieces[choice.id]!) ? findWord(steps, tokenizer) : -1;
      if (word >= 0) {
        returns++;
        const begun = steps[word]!;
        begun.next.logits[begun.id] = Number.NEGATIVE_INFINITY;
        graph.rewind(begun.count);
        steps.length = word;
        ({ text, next } = begun);
        continue;
      }
    }
    if (choice === undefined) break;
    steps.push({ text, count: graph.count, next, id: choice.id });
    text += tokenizer.pieces[choice.id]!;
    if (text === " -") return written([choice.id]);
    next = weigh(await graph.feed([choice.id]));
  }
  // Cut short: back to where the line was last complete.
  while (!rule.mayEnd(text)) {
    const step = steps.pop();
    if (step === undefined) return { text: " -", unread: tokenizer.encode(" -"), strains: [] };
    text = step.text;
    graph.rewind(step.count);
  }
  return written();
}

const strainsOf = (steps: readonly Step[]): Strain[] =>
  steps
    .map(({ text, next, id }) => ({ at: text.length, nats: next.top - next.logits[id]! }))
    .filter(({ nats }) => nats > 0);

/** The step at which the word under way was begun. */
function findWord(steps: readonly Step[], tokenizer: WriterTokenizer): number {
  return steps.findLastIndex(({ id }) => /^[\s(]/.test(tokenizer.pieces[id]!));
}

/** The likeliest token that the rule permits, among the likeliest few, with its share of all the probability. */
function choose(
  { logits, top, sum }: Next,
  text: string,
  tokenizer: WriterTokenizer,
  rule: LineRule,
): { id: number; probability: number } | undefined {
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
      return { id: best, probability: Math.exp(logits[best]! - top) / sum };
  }
  return undefined;
}

const isWritable = (piece: string): boolean => piece !== "" && !/[\n\r\t]/.test(piece);
