import { type Decoded, measureLoop, pickAttention } from "./decoding.ts";
import { barTokens, chooseAtRandom, chooseBest, readProbability } from "./token-choice.ts";
import type { GiveWay } from "./turns.ts";
import type { WhisperSessions } from "./whisper-sessions.ts";

/** Rows to decode together: `hidden` is [rows, frames, width]; `mostTokens` bounds each row's text. */
export interface DecodeRequest {
  readonly hidden: Float32Array;
  readonly mostTokens: readonly number[];
  /** So many texts of the one window that is given, all drawn at random: they share what was heard. */
  readonly copies?: number;
  /** Tokens that every row starts from: the vocabulary prompt, language, task. */
  readonly start: readonly number[];
  /** The place of the start token within `start`, where the probability of no speech is read. */
  readonly startAt: number;
  readonly signal?: AbortSignal;
  /** Called between two steps: lets a message in, so that an abort is heard, and what is more urgent go first. */
  readonly giveWay?: GiveWay;
  /** Told the tokens written so far, all rows together. */
  readonly onTokens?: (count: number) => void;
}

interface Row {
  readonly index: number;
  readonly tokens: number[];
  readonly logProbabilities: number[];
  readonly attentions: Float32Array[];
  readonly noSpeech: number;
}

/** Lets a message in. */
export const nextTurn: GiveWay = () => new Promise(setImmediate);

/** Writes the likeliest token at each step, or draws it at `temperature`; rows that end leave the batch. */
export async function decodeGreedily(
  whisper: WhisperSessions,
  request: DecodeRequest,
  temperature = 0,
  random: () => number = Math.random,
): Promise<Decoded[]> {
  const { settings } = whisper;
  const { hidden, mostTokens, copies, start, startAt, signal, giveWay = nextTurn, onTokens } = request;
  const windows = mostTokens.length;
  const rowCount = copies ?? windows;
  const frames = hidden.length / windows / settings.width;
  let { state, step } = await whisper.begin(hidden, windows, start);
  if (copies !== undefined) state.select(new Array<number>(copies).fill(0));
  const done: Decoded[] = [];
  let written = 0;
  let given = start.length;
  // The first step is one of the windows, not yet of their copies.
  const rowOf = (place: number) => (copies !== undefined && given === start.length ? 0 : place);
  const rowLogits = (place: number, token: number) => {
    const from = (rowOf(place) * given + token) * step.vocabulary;
    return step.logits.subarray(from, from + step.vocabulary);
  };
  let rows: Row[] = Array.from({ length: rowCount }, (_, index) => ({
    index,
    tokens: [],
    logProbabilities: [],
    attentions: [],
    noSpeech: readProbability(rowLogits(index, startAt), settings.tokens.noSpeech),
  }));
  // Where in the batch each row still lives: a row that has ended is dropped only when enough have, since dropping copies the rest.
  let places = rows.map((_, index) => index);
  for (;;) {
    signal?.throwIfAborted();
    const next = new Array<number>(places.length).fill(settings.tokens.end);
    rows = rows.filter((row) => {
      const place = places.indexOf(row.index);
      const logits = rowLogits(place, given - 1);
      barTokens(logits, settings, row.tokens.length === 0);
      const choice = temperature === 0 ? chooseBest(logits) : chooseAtRandom(logits, temperature, random);
      const shape = { heads: settings.heads, given, frames };
      row.logProbabilities.push(choice.logProbability);
      row.attentions.push(pickAttention(step, rowOf(place), settings.alignmentHeads, shape));
      const isComplete = choice.token === settings.tokens.end;
      if (!isComplete) row.tokens.push(choice.token);
      if (
        isComplete ||
        row.tokens.length >= mostTokens[copies === undefined ? row.index : 0]! ||
        measureLoop(row.tokens) > 0
      ) {
        done[row.index] = { ...row, isComplete };
        return false;
      }
      next[place] = choice.token;
      return true;
    });
    if (rows.length === 0) return done;
    if (rows.length <= places.length / 2) {
      const kept = rows.map((row) => places.indexOf(row.index));
      state.select(kept);
      places = rows.map((row) => row.index);
      step = await state.step(kept.map((place) => next[place]!));
    } else {
      step = await state.step(next);
    }
    given = 1;
    written += rows.length;
    onTokens?.(written);
    await giveWay();
  }
}
