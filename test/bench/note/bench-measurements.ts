/** Recall and precision of the measured values, read by rule, on consults in the corpus' form: bench-measurements.ts FILE... */
import { readFileSync } from "node:fs";
import { parsePatientTraits } from "../../../src/core/consult/consult.ts";
import { readMeasurements } from "../../../src/core/measurements/read-measurements.ts";
import type { Speaker } from "../../../src/core/transcript/transcript.ts";
import { parseCorpus } from "./corpus.ts";

const SPEAKER: Readonly<Record<string, Speaker>> = { Z: "zorgverlener", P: "patiënt", B: "begeleider" };
const isVerbose = process.argv[2] === "--list";
const files = process.argv.slice(isVerbose ? 3 : 2);
const counts = { consults: 0, gold: 0, hit: 0, read: 0, right: 0 };
const byName = new Map<string, { gold: number; hit: number }>();
for (const consult of files.flatMap((file) => parseCorpus(readFileSync(file, "utf8")))) {
  counts.consults++;
  const turns = consult.turns.map((turn, i) => ({
    id: `u${i + 1}`,
    speaker: SPEAKER[turn.speaker] ?? "onbekend",
    text: turn.text,
  }));
  const found = readMeasurements(turns, parsePatientTraits(consult.patient));
  const gold = consult.deelcontacten.flatMap((d) =>
    d.measurements
      .split(";")
      .map((m) => m.trim())
      .filter((m) => m !== ""),
  );
  const free = [...found];
  for (const item of gold) {
    const numbers = valuesOf(item);
    const name = item.split(" ")[0]!;
    const tally = byName.get(name) ?? { gold: 0, hit: 0 };
    for (const number of numbers) {
      counts.gold++;
      tally.gold++;
      const at = free.findIndex((m) => valuesOf(`x ${m.value}`).includes(number));
      if (found.some((m) => valuesOf(`x ${m.value}`).includes(number))) {
        counts.hit++;
        tally.hit++;
        if (at >= 0) free.splice(at, 1);
      } else if (isVerbose) console.log(`MISSED ${consult.id} ${item}`);
    }
    byName.set(name, tally);
  }
  counts.read += found.length;
  counts.right += found.length - free.length;
  if (isVerbose)
    for (const m of free)
      console.log(
        `EXTRA ${consult.id} ${m.name} ${m.value} ${m.unit} | ${turns.find((t) => t.id === m.evidence.at(-1))!.text}`,
      );
}

/** The values of an M item; digits inside its name ("HbA1c", "4DKL") and its unit ("x10^9/l") do not count. */
function valuesOf(item: string): string[] {
  const bare = item.replace(/4DKL|PHQ-9|GAD-7|PCL-5|B12|x10\^9\/l|m2|1,73|(?:na |gem )?\d+ (?:min|dgn)|\d+ Hz/g, "");
  return [...bare.matchAll(/(?<![\p{L}])\d+(?:,\d+)?(?:\/\d+)?/gu)].map((m) => m[0]);
}

const percent = (a: number, b: number): string => ((100 * a) / Math.max(b, 1)).toFixed(1);
console.log(
  `consults ${counts.consults}  values ${counts.gold}  recall ${percent(counts.hit, counts.gold)}  read ${counts.read}  precision ${percent(counts.right, counts.read)}`,
);
for (const [name, { gold, hit }] of [...byName].sort((a, b) => b[1].gold - a[1].gold).slice(0, isVerbose ? 60 : 25)) {
  console.log(`${name.padEnd(20)} ${String(gold).padStart(5)} ${percent(hit, gold).padStart(6)}`);
}
