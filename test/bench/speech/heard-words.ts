import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Word } from "../../../src/core/transcript/transcript.ts";
import { readPcm16k } from "../../../src/engine/audio/pcm16k.ts";
import { openWav } from "../../../src/engine/audio/wav-file.ts";
import type { SpeechProcess } from "../../../src/engine/speech/speech-process.ts";

/** Sound with what is said in it; `id` is the same whenever the sound is. */
export interface Spoken {
  readonly id: string;
  readonly said: string;
  sound(): Promise<Float32Array>;
}

export interface HeardWords {
  readonly id: string;
  readonly said: string;
  readonly words: readonly Word[];
  readonly seconds: number;
}

/** Sounds decoded together, as the engine does with a file. */
const AT_ONCE = 4;

/** A WAV file as speech is recognised: 16 kHz mono. */
export async function readSound(path: string): Promise<Float32Array> {
  const wav = await openWav(path);
  try {
    const blocks: Float32Array[] = [];
    for await (const block of readPcm16k(wav)) blocks.push(block);
    const samples = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
    let at = 0;
    for (const block of blocks) {
      samples.set(block, at);
      at += block.length;
    }
    return samples;
  } finally {
    await wav.close();
  }
}

/** What the model hears of every sound, kept in `cache` so that a rule can be tried again in seconds. `promptFor` is asked per batch. */
export async function hearAll(
  all: readonly Spoken[],
  cache: string,
  open: () => Promise<SpeechProcess>,
  promptFor: (batch: readonly Spoken[]) => string | undefined = () => undefined,
): Promise<HeardWords[]> {
  const known = new Map<string, HeardWords>(readCache(cache).map((heard) => [`${heard.id} ${heard.said}`, heard]));
  const missing = all.filter(({ id, said }) => !known.has(`${id} ${said}`));
  if (missing.length > 0) {
    const speech = await open();
    try {
      for (let at = 0; at < missing.length; at += AT_ONCE) {
        const batch = missing.slice(at, at + AT_ONCE);
        const windows: Float32Array[] = [];
        for (const spoken of batch) windows.push(await spoken.sound());
        const prompt = promptFor(batch);
        const answer = await speech.ask({ type: "recognise", windows, ...(prompt !== undefined && { prompt }) });
        for (const [i, { id, said }] of batch.entries())
          known.set(`${id} ${said}`, { id, said, words: answer[i]!, seconds: windows[i]!.length / 16_000 });
        mkdirSync(dirname(cache), { recursive: true });
        writeFileSync(cache, JSON.stringify([...known.values()]));
        process.stderr.write(`\r${cache.split("/").at(-1)} ${at + batch.length} of ${missing.length} `);
      }
      process.stderr.write("\n");
    } finally {
      speech.close();
    }
  }
  return all.map(({ id, said }) => known.get(`${id} ${said}`)!);
}

function readCache(path: string): HeardWords[] {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return [];
  }
}
