import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startSpeech, transcribeFile } from "../../src/engine/speech/transcribe-file.ts";

const SELF = fileURLToPath(import.meta.url);
const WAV = fileURLToPath(new URL("../fixtures/demo/consult.wav", import.meta.url));
/** Seconds of the demo consult. */
const DEMO_S = 71.6;

/**
 * The product's speech model at work beside a test, as the engine runs it (a child of a process of its own), without a pause: more than
 * a consult asks of it. Resolves when it has heard something; `heardS`: seconds of speech that it has written down so far.
 */
export async function startSpeechLoad(): Promise<{ readonly heardS: () => number; stop(): void }> {
  const child = fork(SELF, ["run"], { execArgv: ["--disable-warning=ExperimentalWarning"] });
  let heardS = 0;
  child.on("message", (seconds) => {
    heardS += Number(seconds);
  });
  const ended = once(child, "exit").then(() => {
    throw new Error("the speech load ended");
  });
  await Promise.race([once(child, "message"), ended]);
  ended.catch(() => {});
  return { heardS: () => heardS, stop: () => void child.kill() };
}

if (process.argv[1] === SELF && process.argv[2] === "run") {
  process.on("disconnect", () => process.exit());
  const speech = await startSpeech();
  for (;;) {
    let share = 0;
    const onProgress = (done: number): void => {
      process.send?.(DEMO_S * (done - share));
      share = done;
    };
    await transcribeFile(WAV, { speech, onProgress });
  }
}
