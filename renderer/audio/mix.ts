/**
 * Sample `i` of what is heard, as mono: the channels of an input are averaged, the inputs (the microphone, the caller) added, so that
 * neither becomes softer because the other is there. Where both are loud it is cut off at full scale. A silent input adds nothing.
 */
export function mixSample(inputs: readonly (readonly Float32Array[])[], i: number): number {
  let sum = 0;
  for (const channels of inputs) {
    let own = 0;
    for (const channel of channels) own += channel[i] ?? 0;
    if (channels.length > 0) sum += own / channels.length;
  }
  return Math.max(-1, Math.min(1, sum));
}
