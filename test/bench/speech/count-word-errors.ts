/** `node src/cli/node24.mjs test/bench/speech/count-word-errors.ts PAIRS.json...`: the word error rate of [{said, heard}]. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { countWordErrors, wordErrorRate } from "./word-error-rate.ts";

const Pairs = z.array(z.object({ said: z.string(), heard: z.string() }));

for (const path of process.argv.slice(2)) {
  const counts = Pairs.parse(JSON.parse(await readFile(path, "utf8"))).map((pair) =>
    countWordErrors(pair.said, pair.heard),
  );
  const words = counts.reduce((sum, count) => sum + count.words, 0);
  process.stdout.write(`${path}: ${(wordErrorRate(counts) * 100).toFixed(2)} % of ${words} words\n`);
}
