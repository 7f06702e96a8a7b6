/** The attention is smoothed over this many frames (OpenAI's timing.py). */
const MEDIAN_WIDTH = 7;

/**
 * When each token begins, as encoder frames, and then when the last one ends: dynamic time warping through the attention of the alignment heads.
 * `attentions` holds for every token, and last for the end, the heads' rows one after the other, each `stride` long; only the first `frames` of each are the token's sound.
 */
export function alignTokens(
  attentions: readonly Float32Array[],
  headCount: number,
  stride: number,
  frames: number,
): number[] {
  const tokens = attentions.length;
  const cost = new Float64Array(tokens * frames);
  const column = new Float64Array(tokens);
  const normal = new Float32Array(tokens * frames);
  for (let head = 0; head < headCount; head++) {
    for (let frame = 0; frame < frames; frame++) {
      let mean = 0;
      for (let token = 0; token < tokens; token++) {
        column[token] = attentions[token]![head * stride + frame]!;
        mean += column[token]! / tokens;
      }
      let variance = 0;
      for (let token = 0; token < tokens; token++) variance += (column[token]! - mean) ** 2 / tokens;
      const deviation = Math.sqrt(variance) || 1;
      for (let token = 0; token < tokens; token++) normal[token * frames + frame] = (column[token]! - mean) / deviation;
    }
    for (let token = 0; token < tokens; token++) {
      const row = normal.subarray(token * frames, (token + 1) * frames);
      for (let frame = 0; frame < frames; frame++)
        cost[token * frames + frame]! -= medianAround(row, frame) / headCount;
    }
  }
  return warp(cost, tokens, frames);
}

const BOTH = 0;
const SAME_FRAME = 1;
const SAME_TOKEN = 2;

const around = new Float64Array(MEDIAN_WIDTH);

function medianAround(row: Float32Array, centre: number): number {
  const half = MEDIAN_WIDTH >> 1;
  for (let i = -half; i <= half; i++) {
    // Reflected at both ends; a row shorter than that stays where it is.
    let at = Math.abs(centre + i);
    if (at >= row.length) at = Math.max(0, 2 * (row.length - 1) - at);
    const value = row[Math.min(at, row.length - 1)]!;
    let place = i + half;
    for (; place > 0 && around[place - 1]! > value; place--) around[place] = around[place - 1]!;
    around[place] = value;
  }
  return around[half]!;
}

/** The cheapest path from the first token and frame to the last of both; returns the frame at which each token begins. */
function warp(cost: Float64Array, tokens: number, frames: number): number[] {
  const total = new Float64Array((tokens + 1) * (frames + 1)).fill(Number.POSITIVE_INFINITY);
  const came = new Uint8Array((tokens + 1) * (frames + 1));
  const width = frames + 1;
  total[0] = 0;
  for (let token = 1; token <= tokens; token++) {
    for (let frame = 1; frame <= frames; frame++) {
      const at = token * width + frame;
      const both = total[at - width - 1]!;
      const sameFrame = total[at - width]!;
      const sameToken = total[at - 1]!;
      let best = sameToken;
      came[at] = SAME_TOKEN;
      if (sameFrame < best) {
        best = sameFrame;
        came[at] = SAME_FRAME;
      }
      if (both < best) {
        best = both;
        came[at] = BOTH;
      }
      total[at] = cost[(token - 1) * frames + frame - 1]! + best;
    }
  }
  const begins = new Array<number>(tokens).fill(0);
  for (let token = tokens, frame = frames; token > 0 && frame > 0; ) {
    begins[token - 1] = frame - 1;
    const step = came[token * width + frame]!;
    if (step !== SAME_TOKEN) token--;
    if (step !== SAME_FRAME) frame--;
  }
  return begins;
}
