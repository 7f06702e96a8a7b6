import type { WhisperSettings } from "./whisper-settings.ts";

/** A token and the natural logarithm of its probability among those that may be written. */
export interface Choice {
  readonly token: number;
  readonly logProbability: number;
}

/** Below the highest logit by this much a token adds nothing to the sum of 50,000 (e^-18 each): its exponential is not taken. */
const NEGLIGIBLE = 18;

/** Bars what Whisper must not write (non-speech symbols, special tokens, timestamps) by setting its logits to minus infinity. */
export function barTokens(logits: Float32Array, settings: WhisperSettings, isFirst: boolean): void {
  for (const token of settings.suppressed) logits[token] = Number.NEGATIVE_INFINITY;
  if (isFirst) for (const token of settings.suppressedAtStart) logits[token] = Number.NEGATIVE_INFINITY;
  logits.fill(Number.NEGATIVE_INFINITY, settings.tokens.end + 1);
}

/** The likeliest token. */
export function chooseBest(logits: Float32Array): Choice {
  const token = findHighest(logits);
  return { token, logProbability: -Math.log(sumExponentials(logits, logits[token]!)) };
}

/** The `count` likeliest tokens, the best first. */
export function chooseBests(logits: Float32Array, count: number): Choice[] {
  const found: { token: number; logit: number }[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let token = 0; token < logits.length; token++) {
    const logit = logits[token]!;
    if (logit <= least) continue;
    let place = found.length;
    while (place > 0 && found[place - 1]!.logit < logit) place--;
    found.splice(place, 0, { token, logit });
    if (found.length > count) found.pop();
    if (found.length === count) least = found[count - 1]!.logit;
  }
  const highest = found[0]!.logit;
  const rest = Math.log(sumExponentials(logits, highest));
  return found.map(({ token, logit }) => ({ token, logProbability: logit - highest - rest }));
}

/** A token drawn at a temperature above 0; its probability is that at temperature 1, to be compared with others. */
export function chooseAtRandom(logits: Float32Array, temperature: number, random: () => number): Choice {
  const highest = logits[findHighest(logits)]!;
  let left = random() * sumExponentials(logits, highest, temperature);
  let token = 0;
  for (; token < logits.length; token++) {
    left -= Math.exp((logits[token]! - highest) / temperature);
    if (left <= 0) break;
  }
  token = Math.min(token, logits.length - 1);
  return { token, logProbability: logits[token]! - highest - Math.log(sumExponentials(logits, highest)) };
}

/** The probability of one token among all, before any is barred. */
export function readProbability(logits: Float32Array, token: number): number {
  const highest = logits[findHighest(logits)]!;
  return Math.exp(logits[token]! - highest) / sumExponentials(logits, highest);
}

function findHighest(logits: Float32Array): number {
  let token = 0;
  let highest = logits[0]!;
  for (let i = 1; i < logits.length; i++) {
    if (logits[i]! > highest) {
      highest = logits[i]!;
      token = i;
    }
  }
  return token;
}

function sumExponentials(logits: Float32Array, highest: number, temperature = 1): number {
  const least = highest - NEGLIGIBLE * temperature;
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const logit = logits[i]!;
    if (logit > least) sum += Math.exp((logit - highest) / temperature);
  }
  return sum;
}
