import { progress } from "@clack/prompts";

/** Seconds as people read them: "0.8 s", "12 s", "3 min 20 s". */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Says on stderr what is odd about an input that is used all the same. */
export function remarkOn(remark: string): void {
  process.stderr.write(`remark: ${remark}\n`);
}

/**
 * Runs one step with a bar on stderr and its time at the end; where stderr is no terminal, a line at its start and one at its end.
 * `work` is given a function that takes the share done, 0 to 1.
 */
export async function showStep<T>(
  label: string,
  work: (onProgress: (share: number) => void) => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const took = (): string => formatSeconds((performance.now() - started) / 1000);
  if (!process.stderr.isTTY) {
    process.stderr.write(`${label} ...\n`);
    const result = await work(() => {});
    process.stderr.write(`${label}: ${took()}\n`);
    return result;
  }
  const bar = progress({ max: 100, size: 30, output: process.stderr });
  let shown = 0;
  bar.start(label);
  try {
    const result = await work((share) => {
      const now = Math.floor(100 * Math.min(1, share));
      if (now > shown) bar.advance(now - shown, `${label} ${now} %`);
      shown = Math.max(shown, now);
    });
    bar.advance(100 - shown);
    bar.stop(`${label}: ${took()}`);
    return result;
  } catch (error) {
    bar.error(`${label}: stopped after ${took()}`);
    throw error;
  }
}
