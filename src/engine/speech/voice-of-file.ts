import { meanDirection } from "../../core/transcript/voices.ts";
import { readPcm16k } from "../audio/pcm16k.ts";
import { openWav } from "../audio/wav-file.ts";
import type { SpeechProcess } from "./speech-process.ts";
import { SileroDetector } from "./whisper-transcriber.ts";

const PRINT_SIZE = 256;

/** The voice print of a WAV file in which one person speaks (half a minute is enough); undefined where nobody does. Fails: as `openWav`. */
export async function printVoiceOf(
  path: string,
  speech: SpeechProcess,
  signal?: AbortSignal,
): Promise<Float32Array | undefined> {
  const wav = await openWav(path);
  const windows: Float32Array[] = [];
  try {
    for await (const { samples } of new SileroDetector(speech).detect(readPcm16k(wav), signal)) {
      const { starts, prints } = await speech.ask({ type: "print", samples }, { signal });
      windows.push(...starts.map((_, i) => prints.slice(i * PRINT_SIZE, (i + 1) * PRINT_SIZE)));
    }
  } finally {
    await wav.close();
  }
  return windows.length === 0 ? undefined : meanDirection(windows);
}
