import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const HEADER_BYTES = 44;
const RATE = 16_000;
const PAUSE_S = 0.6;

/** The evaluation clips as one recording, and what is said in it. */
export interface JoinedSound {
  readonly path: string;
  readonly seconds: number;
  readonly clips: number;
  readonly said: string;
}

/** Joins the fixed evaluation clips, at most so many, (test/fixtures/fetch-fillets.mjs must have run) with 0.6 s of silence between, as mono 16 kHz WAV. */
export async function joinEvalClips(
  fillets: string,
  clipsFile: string,
  target: string,
  most = Number.POSITIVE_INFINITY,
): Promise<JoinedSound> {
  const all = (JSON.parse(await readFile(clipsFile, "utf8")) as { clips: string[] }).clips;
  const clips = all.slice(0, most);
  const index = JSON.parse(await readFile(join(fillets, "index.json"), "utf8")) as { clip: string; text: string }[];
  const texts = new Map(index.map(({ clip, text }) => [clip, text]));
  const pause = Buffer.alloc(RATE * PAUSE_S * 2);
  const parts = [pause];
  const said: string[] = [];
  for (const clip of clips) {
    const text = texts.get(clip);
    if (text === undefined) throw new Error(`${clip} is not in ${fillets}/index.json`);
    parts.push((await readFile(join(fillets, "wav", `${clip}.wav`))).subarray(HEADER_BYTES), pause);
    said.push(text);
  }
  const pcm = Buffer.concat(parts);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, toWav16k(pcm));
  return { path: target, seconds: pcm.length / 2 / RATE, clips: clips.length, said: said.join(" ") };
}

/** 16-bit mono samples at 16 kHz as a WAV file. */
export function toWav16k(pcm: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write("RIFF", 0);
  header.writeUInt32LE(HEADER_BYTES - 8 + pcm.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(pcm.length, 40);
  return Buffer.concat([header, pcm]);
}
