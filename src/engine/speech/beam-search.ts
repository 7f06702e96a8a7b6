import { type Decoded, measureLoop, pickAttention } from "./decoding.ts";
import { type DecodeRequest, nextTurn } from "./greedy-search.ts";
import { barTokens, chooseBests, readProbability } from "./token-choice.ts";
import type { DecoderStep, WhisperSessions } from "./whisper-sessions.ts";

/** As many as OpenAI's and faster-whisper's default. */
export const BEAMS = 5;

/** A text so far: its last token, and the text before that. Beams share what they have in common. */
interface Text {
  readonly before: Text | undefined;
  readonly token: number;
  readonly logProbability: number;
  readonly attention: Float32Array;
  readonly length: number;
  /** The sum of the log probabilities. */
  readonly sum: number;
}

/** The window's text that is likeliest as a whole: `BEAMS` texts grow side by side, each step keeps the best. One window at a time. */
export async function decodeWithBeams(whisper: WhisperSessions, request: DecodeRequest): Promise<Decoded> {
  const { settings } = whisper;
  const { hidden, start, startAt, signal, giveWay = nextTurn, onTokens } = request;
  const mostTokens = request.mostTokens[0]!;
  const frames = hidden.length / settings.width;
  const begun = await whisper.begin(hidden, 1, start);
  const { state } = begun;
  let step: DecoderStep = begun.step;
  const rowLogits = (row: number) => step.logits.subarray(row * step.vocabulary, (row + 1) * step.vocabulary);
  const noSpeech = readProbability(rowLogits(startAt), settings.tokens.noSpeech);
  let given = start.length;
  let beams: (Text | undefined)[] = [undefined];
  const ended: Text[] = [];
  const dropped: Text[] = [];
  for (;;) {
    signal?.throwIfAborted();
    const grown = beams.flatMap((before, row) => {
      const logits = rowLogits(row + given - 1);
      barTokens(logits, settings, before === undefined);
      const length = (before?.length ?? 0) + 1;
      return chooseBests(logits, BEAMS + 1).map(({ token, logProbability }) => ({
        row,
        before,
        token,
        logProbability,
        length,
        sum: (before?.sum ?? 0) + logProbability,
      }));
    });
    grown.sort((a, b) => b.sum - a.sum);
    const next: { readonly row: number; readonly text: Text }[] = [];
    for (const { row, ...rest } of grown) {
      if (next.length === BEAMS) break;
      const shape = { heads: settings.heads, given, frames };
      const text: Text = { ...rest, attention: pickAttention(step, row, settings.alignmentHeads, shape) };
      if (rest.token === settings.tokens.end) ended.push(text);
      else if (rest.length >= mostTokens || measureLoop(lastTokens(text)) > 0) dropped.push(text);
      else next.push({ row, text });
    }
    if (next.length === 0 || ended.length >= BEAMS) break;
    const slots = placeRows(next, beams.length);
    state.select(slots.map(({ row }) => row));
    beams = slots.map(({ text }) => text);
    step = await state.step(slots.map(({ text }) => text.token));
    given = 1;
    onTokens?.(beams[0]!.length);
    await giveWay();
  }
  return toDecoded(best(ended.length > 0 ? ended : dropped), settings.tokens.end, noSpeech);
}

/** Every beam's place in the batch: the first child of a row stays where its parent was, so that little is copied. */
function placeRows<T extends { readonly row: number }>(next: readonly T[], rows: number): T[] {
  const slots = new Array<T | undefined>(next.length).fill(undefined);
  const homeless: T[] = [];
  for (const beam of next) {
    if (beam.row < Math.min(rows, slots.length) && slots[beam.row] === undefined) slots[beam.row] = beam;
    else homeless.push(beam);
  }
  return slots.map((slot) => slot ?? homeless.shift()!);
}

/** The mean log probability of a text's tokens: long texts are not worse for being long. */
const mean = ({ sum, length }: Text): number => sum / length;

const best = (texts: readonly Text[]): Text => texts.reduce((a, b) => (mean(b) > mean(a) ? b : a));

/** As far back as a loop can be seen. */
function lastTokens(text: Text): number[] {
  const tokens: number[] = [];
  for (let at: Text | undefined = text; at !== undefined && tokens.length < 72; at = at.before) tokens.push(at.token);
  return tokens.reverse();
}

function toDecoded(text: Text, end: number, noSpeech: number): Decoded {
  const path: Text[] = [];
  for (let at: Text | undefined = text; at !== undefined; at = at.before) path.push(at);
  path.reverse();
  return {
    tokens: path.map(({ token }) => token).filter((token) => token !== end),
    logProbabilities: path.map(({ logProbability }) => logProbability),
    attentions: path.map(({ attention }) => attention),
    isComplete: text.token === end,
    noSpeech,
  };
}
