import { makeRandom } from "../../../../src/engine/speech/seeded-random.ts";

const RATE = 16_000;

/** Noise that is the same every time: white, or pink (a fall of 3 dB an octave, Kellet's filter). */
export function makeNoise(
  seconds: number,
  level: number,
  colour: "white" | "pink",
  random: () => number = makeRandom(1),
): Float32Array {
  const b = [0, 0, 0];
  return Float32Array.from({ length: Math.round(seconds * RATE) }, () => {
    const white = random() * 2 - 1;
    if (colour === "white") return white * level;
    b[0] = 0.99765 * b[0]! + white * 0.099046;
    b[1] = 0.963 * b[1]! + white * 0.2965164;
    b[2] = 0.57 * b[2]! + white * 1.0526913;
    return (b[0] + b[1] + b[2] + white * 0.1848) * level * 0.3;
  });
}

/** Chords with overtones that swell and fade, and a melody above them: an organ in the waiting room. */
export function makeMusic(seconds: number, level = 0.3): Float32Array {
  const chords = [
    [220, 277.18, 329.63],
    [196, 246.94, 293.66],
    [174.61, 220, 261.63],
    [196, 246.94, 392],
  ];
  const melody = [659.25, 587.33, 523.25, 493.88, 440, 493.88, 523.25, 587.33];
  return Float32Array.from({ length: seconds * RATE }, (_, i) => {
    const t = i / RATE;
    const swell = Math.sin((Math.PI * (t % 1.5)) / 1.5);
    const pluck = Math.exp(-4 * (t % 0.4));
    let sum = 0;
    for (const hz of chords[Math.floor(t / 1.5) % chords.length]!) {
      for (let overtone = 1; overtone <= 4; overtone++) sum += Math.sin(2 * Math.PI * hz * overtone * t) / overtone / 6;
    }
    return (
      level * (sum * swell + 0.4 * pluck * Math.sin(2 * Math.PI * melody[Math.floor(t / 0.4) % melody.length]! * t))
    );
  });
}
