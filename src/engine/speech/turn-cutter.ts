import type { SpeechSegment } from "../../core/transcript/ports.ts";
import type { SpeakerSorter } from "../../core/transcript/speaker-sorter.ts";
import type { VoiceWindow } from "../../core/transcript/voices.ts";
import type { VoicePrints } from "./speaker-model.ts";

const RATE = 16_000;
/** A window of the voice encoder. */
const WINDOW_S = 1.6;
/** Voices are heard in windows: the change itself is at the quietest place this near. */
const NEAR = 0.5 * RATE;
/** Nobody has a shorter turn than "ja". */
const SHORTEST = 0.4 * RATE;
const STEP = 160;
/** Loudness is compared over 40 ms. */
const LISTEN = 4 * STEP;
const PRINT_SIZE = 256;

/** Hears what voices are like (the speech process, or the model itself). */
export type HearVoice = (samples: Float32Array) => Promise<VoicePrints>;

/**
 * Cuts a segment of speech where another voice takes over, as far as the voices of the recording are known by then, and adds its
 * pieces to the sorter.
 */
export async function cutTurns(
  segment: SpeechSegment,
  sorter: SpeakerSorter,
  hear: HearVoice,
): Promise<readonly SpeechSegment[]> {
  const windows = placeWindows(segment, await hear(segment.samples));
  const cuts = placeCuts(segment, sorter.findChanges(windows));
  if (cuts.length === 0) {
    sorter.add(windows);
    return [segment];
  }
  const pieces = [0, ...cuts].map((from, i) => ({
    start: segment.start + from / RATE,
    samples: segment.samples.slice(from, cuts[i] ?? segment.samples.length),
  }));
  // Heard again, each for itself: the windows before had two voices in them.
  for (const piece of pieces) sorter.add(placeWindows(piece, await hear(piece.samples)));
  return pieces;
}

/** Cuts segments as they come. */
export async function* cutAllTurns(
  segments: AsyncIterable<SpeechSegment>,
  sorter: SpeakerSorter,
  hear: HearVoice,
): AsyncGenerator<SpeechSegment> {
  for await (const segment of segments) yield* await cutTurns(segment, sorter, hear);
}

function placeWindows({ start, samples }: SpeechSegment, { starts, prints }: VoicePrints): VoiceWindow[] {
  const seconds = samples.length / RATE;
  return starts.map((at, i) => ({
    start: start + at,
    end: start + Math.min(seconds, at + WINDOW_S),
    print: prints.slice(i * PRINT_SIZE, (i + 1) * PRINT_SIZE),
  }));
}

/** Samples of the segment at which it is cut. */
function placeCuts({ start, samples }: SpeechSegment, changes: readonly number[]): number[] {
  const cuts: number[] = [];
  for (const change of changes) {
    const wanted = (change - start) * RATE;
    const first = Math.max((cuts.at(-1) ?? 0) + SHORTEST, wanted - NEAR);
    const last = Math.min(samples.length - SHORTEST, wanted + NEAR);
    let quietest: number | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (let at = Math.ceil(first / STEP) * STEP; at <= last; at += STEP) {
      const power = measurePower(samples, at - LISTEN / 2);
      if (power < least) [least, quietest] = [power, at];
    }
    if (quietest !== undefined) cuts.push(quietest);
  }
  return cuts;
}

function measurePower(samples: Float32Array, from: number): number {
  let sum = 0;
  for (let i = Math.max(0, from); i < Math.min(samples.length, from + LISTEN); i++) sum += samples[i]! ** 2;
  return sum;
}
