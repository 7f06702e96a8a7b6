import { Resampler } from "./resampler.ts";
import type { WavFile } from "./wav-file.ts";

/** The rate at which speech is detected and recognised, in Hz. */
export const SPEECH_RATE = 16_000;

/** A WAV file's samples as speech wants them: mono, 16 kHz, in blocks of a second or so. */
export async function* readPcm16k(wav: WavFile): AsyncGenerator<Float32Array> {
  const resampler = new Resampler(wav.format.sampleRate, SPEECH_RATE);
  for await (const block of wav.blocks()) {
    const pcm = resampler.push(block);
    if (pcm.length > 0) yield pcm;
  }
  const rest = resampler.flush();
  if (rest.length > 0) yield rest;
}
