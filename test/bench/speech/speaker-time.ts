import type { Utterance } from "../../../src/core/transcript/transcript.ts";

/** Shares of the time in which anybody speaks, in percent. Where two speak at once, either is right. */
export interface TimeScore {
  /** Given to somebody who does not speak there. */
  readonly wrong: number;
  /** Heard, but nobody was named. */
  readonly unknown: number;
  /** Not heard as speech at all. */
  readonly missed: number;
}

/**
 * Compares turns with the truth (`speaks`: of each voice at `rate` Hz, 1 where it speaks). `who` gives the number of a turn's voice, or several of
 * which any is right;
 * "voices": the labels are matched to whom they fit best, as without enrolment only words can tell who is who.
 */
export function scoreTime(
  turns: readonly Utterance[],
  speaks: readonly Uint8Array[],
  rate: number,
  who: ((turn: Utterance) => number | readonly number[] | undefined) | "voices",
): TimeScore {
  const toVoice = who === "voices" ? matchVoices(turns, speaks, rate) : who;
  const length = speaks[0]!.length;
  const said = new Array<number | readonly number[] | null | undefined>(length).fill(null);
  for (const turn of turns) {
    const voice = toVoice(turn);
    for (let i = Math.floor(turn.start * rate); i < Math.min(length, turn.end * rate); i++) said[i] = voice;
  }
  let [total, wrong, unknown, missed] = [0, 0, 0, 0];
  for (let i = 0; i < length; i++) {
    if (!speaks.some((own) => own[i] === 1)) continue;
    total++;
    const voice = said[i];
    if (voice === null) missed++;
    else if (voice === undefined) unknown++;
    else if (![voice].flat().some((one) => speaks[one]?.[i] === 1)) wrong++;
  }
  return { wrong: (100 * wrong) / total, unknown: (100 * unknown) / total, missed: (100 * missed) / total };
}

function matchVoices(turns: readonly Utterance[], speaks: readonly Uint8Array[], rate: number) {
  const overlap = new Map<string, number[]>();
  for (const { voice, start, end } of turns) {
    if (voice === undefined) continue;
    const sums = overlap.get(voice) ?? speaks.map(() => 0);
    for (let i = Math.floor(start * rate); i < Math.min(speaks[0]!.length, end * rate); i++)
      for (const [k, own] of speaks.entries()) sums[k]! += own[i]!;
    overlap.set(voice, sums);
  }
  const names = new Map([...overlap].map(([name, sums]) => [name, sums.indexOf(Math.max(...sums))]));
  return ({ voice }: Utterance): number | undefined => (voice === undefined ? undefined : names.get(voice));
}
