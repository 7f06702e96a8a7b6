import { cosine, type VoiceCentre, type VoiceWindow } from "./voices.ts";

/** How much more likely a voice is where a print lies nearer to it: log odds for a cosine that is 1 more. */
const SHARPNESS = 25;
/** Log odds against a change of voice from one window to the next: people speak on for seconds. */
const CHANGE = 2.5;

/** One voice of several, and how sure that is (0 to 1). */
export interface VoiceChoice {
  readonly voice: number;
  readonly confidence: number;
}

/** Which of the voices (two or more) speaks in windows of one piece of speech, taken together. */
export function chooseVoice(windows: readonly VoiceWindow[], voices: readonly VoiceCentre[]): VoiceChoice {
  // Windows overlap by half: together they know little more than their mean.
  const fit = voices.map((voice) => windows.reduce((sum, { print }) => sum + cosine(print, voice), 0) / windows.length);
  const voice = fit.indexOf(Math.max(...fit));
  const odds = fit.reduce((sum, value) => sum + Math.exp(SHARPNESS * (value - fit[voice]!)), 0);
  return { voice, confidence: 1 / odds };
}

/**
 * Where one voice takes over from another within a segment of speech, in seconds of the recording: the most likely course (Viterbi)
 * over its windows. `windows` follow each other.
 */
export function findChanges(windows: readonly VoiceWindow[], voices: readonly VoiceCentre[]): number[] {
  if (windows.length < 2 || voices.length < 2) return [];
  let scores = voices.map((voice) => SHARPNESS * cosine(windows[0]!.print, voice));
  const cameFrom: number[][] = [];
  for (const { print } of windows.slice(1)) {
    const best = scores.indexOf(Math.max(...scores));
    const from = scores.map((score, voice) => (score >= scores[best]! - CHANGE ? voice : best));
    cameFrom.push(from);
    scores = voices.map((voice, i) => {
      const before = from[i]!;
      return scores[before]! - (before === i ? 0 : CHANGE) + SHARPNESS * cosine(print, voice);
    });
  }
  let voice = scores.indexOf(Math.max(...scores));
  const changes: number[] = [];
  for (let i = cameFrom.length - 1; i >= 0; i--) {
    const before = cameFrom[i]![voice]!;
    if (before !== voice) changes.unshift((middleOf(windows[i]!) + middleOf(windows[i + 1]!)) / 2);
    voice = before;
  }
  return changes;
}

const middleOf = ({ start, end }: VoiceWindow): number => (start + end) / 2;
