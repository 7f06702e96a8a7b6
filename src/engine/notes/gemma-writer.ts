import { join } from "node:path";
import type { Consult } from "../../core/consult/consult.ts";
import { licenceFor } from "../../core/note/licence/licence.ts";
import type { LicenceTables } from "../../core/note/licence/licence-tables.ts";
import type { Addition, NoteWriter, Reading } from "../../core/note/ports.ts";
import { MOST_PROBLEMS, parseAdditions, parseGuess } from "../../core/note/writer/additions.ts";
import { cutLongTurn, planPart } from "../../core/note/writer/parts.ts";
import { formatHeading, formatTurn } from "../../core/note/writer/prompt.ts";
import type { Transcript, Utterance } from "../../core/transcript/transcript.ts";
import { type Strain, writeLine } from "./line-decoder.ts";
import { FREE_PHRASES, GUESS_RULE, ruleAdditions } from "./line-rules.ts";
import { WriterGraph } from "./writer-graph.ts";
import { WriterTokenizer } from "./writer-tokenizer.ts";

/** Tokens that the graph reads in one go. */
const CHUNK = 256;
const NOTHING = " -";

interface Turn {
  readonly utterance: Utterance;
  /** As the writer reads it. */
  readonly ids: readonly number[];
}

/**
 * The note writer: Gemma 3 270M, fine-tuned. It reads the whole transcript, then every turn once more, and says after each what it adds.
 * With tables, a word that nobody said cannot be written; without them it writes freely (for measuring only).
 */
export class GemmaWriter implements NoteWriter {
  readonly #graph: WriterGraph;
  readonly #tokenizer: WriterTokenizer;
  readonly #tables: LicenceTables | undefined;
  /** Tokens fed to the graph with the next ones. */
  #unread: number[] = [];
  /** What the graph has read ahead, where it has read nothing else since. */
  #ahead: readonly number[] = [];

  private constructor(graph: WriterGraph, tokenizer: WriterTokenizer, tables: LicenceTables | undefined) {
    this.#graph = graph;
    this.#tokenizer = tokenizer;
    this.#tables = tables;
  }

  /** `folder` holds model.onnx and tokenizer.json, whose sums the caller has verified. */
  static async load(folder: string, tables: LicenceTables | undefined, threads: number): Promise<GemmaWriter> {
    const tokenizer = await WriterTokenizer.load(join(folder, "tokenizer.json"));
    return new GemmaWriter(await WriterGraph.load(join(folder, "model.onnx"), threads), tokenizer, tables);
  }

  async release(): Promise<void> {
    await this.#graph.release();
  }

  async read(
    transcript: Transcript,
    consult: Consult,
    { signal, onProgress }: { signal?: AbortSignal; onProgress?: (share: number) => void } = {},
  ): Promise<Reading> {
    const turns = this.#makeTurns(transcript);
    const sizes = turns.map(({ ids }) => ids.length);
    const total = 2 * sizes.reduce((a, b) => a + b, 0);
    const lines: string[] = [];
    const strains: (readonly Strain[])[] = [];
    const guesses = new Map<number, { problem: number; title: string; code: string }>();
    let done = 0;
    let parts = 0;
    const tell = (size: number): void => {
      done += size;
      onProgress?.(Math.min(1, done / total));
    };
    for (let from = 0; from < turns.length; parts++) {
      const part = planPart(sizes, from, lines);
      const fresh = Array.from({ length: part.to - from }, (_, i) => from + i);
      const read = [...part.carried, ...fresh].flatMap((i) => [...turns[i]!.ids, this.#tokenizer.newline]);
      await this.#begin([...this.#encodeHeading(consult), ...read, ...this.#tokenizer.encode("=\n")], signal);
      tell(fresh.reduce((sum, i) => sum + sizes[i]!, 0));
      for (const i of part.carried) this.#restate(turns[i]!, lines[i]!);
      for (const i of fresh) {
        const line = await this.#write(turns, i, signal);
        lines[i] = line.text;
        strains[i] = line.strains;
        tell(sizes[i]!);
      }
      for (const guess of await this.#guess(signal)) if (!guesses.has(guess.problem)) guesses.set(guess.problem, guess);
      from = part.to;
    }
    return {
      additions: turns.flatMap((_, i) => this.#addedBy(turns, i, lines[i]!, strains[i]!)),
      guesses: [...guesses.values()],
      ...(parts > 1 && {
        remarks: [`Dit gesprek is lang; het is in ${parts} delen gelezen. Kijk het verslag extra goed na.`],
      }),
    };
  }

  /** Reads whole chunks only, so that nothing changes by it: the graph reads the same tokens together either way. */
  async prepare(transcript: Transcript, consult: Consult): Promise<void> {
    const turns = this.#makeTurns(transcript);
    const { to } = planPart(
      turns.map(({ ids }) => ids.length),
      0,
      [],
    );
    const read = turns.slice(0, to).flatMap(({ ids }) => [...ids, this.#tokenizer.newline]);
    const all = [...this.#encodeHeading(consult), ...read];
    const ahead = all.slice(0, all.length - (all.length % CHUNK));
    if (ahead.length <= this.#ahead.length && startsWith(this.#ahead, ahead)) return;
    await this.#begin(ahead);
    this.#ahead = ahead;
  }

  /** Starts a part that begins with `ids`; what was read ahead of it is not read again. */
  async #begin(ids: readonly number[], signal?: AbortSignal): Promise<void> {
    const known = startsWith(ids, this.#ahead) ? this.#ahead.length : 0;
    this.#ahead = [];
    this.#unread = [];
    if (known === 0) this.#graph.reset();
    await this.#feed(ids.slice(known), signal);
  }

  #encodeHeading(consult: Consult): number[] {
    return [this.#tokenizer.bos, ...this.#tokenizer.encode(formatHeading(consult))];
  }

  #makeTurns({ utterances }: Transcript): Turn[] {
    return utterances.flatMap((utterance) =>
      cutLongTurn(utterance.text).map((text) => {
        const piece = { ...utterance, text };
        return { utterance: piece, ids: this.#tokenizer.encode(formatTurn(piece)) };
      }),
    );
  }

  #restate(turn: Turn, line: string): void {
    this.#unread.push(...turn.ids, ...this.#tokenizer.encode(` >`), ...this.#tokenizer.encode(`${line}\n`));
  }

  async #write(turns: readonly Turn[], i: number, signal: AbortSignal | undefined) {
    const { ids } = turns[i]!;
    const logits = await this.#feed([...ids, ...this.#tokenizer.encode(" >")], signal);
    const rule = ruleAdditions(this.#licence(turns, i) ?? FREE_PHRASES);
    const line = await writeLine(this.#graph, this.#tokenizer, logits, rule, signal);
    this.#unread = [...line.unread, this.#tokenizer.newline];
    return line.text === "" ? { ...line, text: NOTHING } : line;
  }

  #licence(turns: readonly Turn[], i: number, alone = false) {
    const previous = alone ? undefined : turns[i - 1]?.utterance;
    return this.#tables && licenceFor(turns[i]!.utterance, previous, this.#tables);
  }

  async #guess(signal: AbortSignal | undefined): Promise<{ problem: number; title: string; code: string }[]> {
    const guesses: { problem: number; title: string; code: string }[] = [];
    for (let n = 0; n < MOST_PROBLEMS; n++) {
      const logits = await this.#feed(this.#tokenizer.encode("="), signal);
      const line = await writeLine(this.#graph, this.#tokenizer, logits, GUESS_RULE, signal);
      this.#unread = [...line.unread, this.#tokenizer.newline];
      const guess = parseGuess(line.text);
      if (guess === undefined || guesses.some(({ problem }) => problem === guess.problem)) break;
      guesses.push(guess);
    }
    return guesses;
  }

  #addedBy(turns: readonly Turn[], i: number, line: string, strains: readonly Strain[]): Addition[] {
    const utterance = turns[i]!.utterance.id;
    const previous = turns[i - 1]?.utterance.id;
    const own = this.#licence(turns, i, true);
    return parseAdditions(line).map((added) => {
      const isOwn = previous === undefined || previous === utterance || own?.completes(added.text) === true;
      const strain = strainWithin(strains, line, added.text);
      return { utterance, ...added, strain, evidence: isOwn ? [utterance] : [previous, utterance] };
    });
  }

  /** Reads what is unread and then `ids`; returns the logits after the last. */
  async #feed(ids: readonly number[], signal: AbortSignal | undefined): Promise<Float32Array> {
    const all = [...this.#unread, ...ids];
    this.#unread = [];
    let logits = new Float32Array();
    for (let at = 0; at < all.length; at += CHUNK) {
      signal?.throwIfAborted();
      logits = new Float32Array(await this.#graph.feed(all.slice(at, at + CHUNK)));
    }
    return logits;
  }
}

/** How far the writer was led away from its own words in a phrase of `line`, in nats. */
function strainWithin(strains: readonly Strain[], line: string, phrase: string): number {
  const from = line.indexOf(phrase);
  return strains.reduce((sum, { at, nats }) => (at >= from && at < from + phrase.length ? sum + nats : sum), 0);
}

const startsWith = (ids: readonly number[], start: readonly number[]): boolean =>
  start.length <= ids.length && start.every((id, i) => id === ids[i]);
