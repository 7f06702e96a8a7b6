import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readSound } from "./heard-words.ts";

const MBROLA = fileURLToPath(new URL("../../../.cache/mbrola", import.meta.url));
/** A man's and a woman's voice that were cut from human speech (test/fixtures/fetch-mbrola.mjs). */
export const HUMAN_LIKE = ["mb-nl2", "mb-nl3"] as const;

/** A Dutch text spoken by a voice of espeak-ng: mono, 16 kHz, `pace` in words a minute. The MBROLA voices are fetched where they are not here yet. */
export async function speak(voice: string, text: string, pace = 150): Promise<Float32Array> {
  const isMbrola = voice.startsWith("mb-");
  if (isMbrola && !existsSync(join(MBROLA, "espeak-ng-data"))) {
    execFileSync(process.execPath, [fileURLToPath(new URL("../../fixtures/fetch-mbrola.mjs", import.meta.url))], {
      stdio: "inherit",
    });
  }
  mkdirSync(MBROLA, { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), "soepel-voice-"));
  try {
    const path = join(scratch, "spoken.wav");
    const data = isMbrola ? [`--path=${MBROLA}`] : [];
    execFileSync("espeak-ng", [...data, "-v", voice, "-s", String(pace), "-w", path, "--stdin"], {
      input: text,
      stdio: ["pipe", "ignore", "ignore"],
      env: { ...process.env, PATH: `${join(MBROLA, "unpacked/usr/bin")}${delimiter}${process.env.PATH}` },
    });
    return await readSound(path);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
