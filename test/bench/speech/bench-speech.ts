/**
 * Soepel's speech runtime against its peers: Whisper base on the same recording of human Dutch, voice detection included,
 * two threads each, the sides in turn so that a busy minute hits all of them. Tiers that were fetched come along. Writes a table,
 * results/speech.json and results/speech.svg.
 *
 *   npm run bench:speech [-- --rounds 3] [--only soepel,faster-whisper] [--clips 10]
 *
 * With --clips only the first so many are heard, for a quick look: no results are written.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { costOfBase } from "../../../src/engine/doctor/tiers.ts";
import { listModels } from "../../../src/engine/models/inventory.ts";
import { joinEvalClips } from "./joined-sound.ts";
import { preparePeers } from "./peers.ts";
import { drawBars } from "./plot.ts";
import { countWordErrors, wordErrorRate } from "./word-error-rate.ts";

interface Run {
  readonly seconds: number;
  readonly cpuSeconds?: number | null;
  /** From the start of the file to its first words. */
  readonly firstWordSeconds?: number | null;
  /** The most memory held, all processes of the side together. */
  readonly peakBytes?: number | null;
  readonly text: string;
}

interface Side {
  readonly name: string;
  readonly what: string;
  readonly command: readonly string[];
  /** The side that this one is measured by. */
  readonly peer?: string;
}

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, "../../..");
const CACHE = join(ROOT, ".cache/bench");
const FILLETS = join(ROOT, ".cache/fillets");
const RESULTS = join(ROOT, "test/bench/results/speech.json");
const PLOT = join(ROOT, "test/bench/results/speech.svg");
/** Soepel's speech process works below normal priority: so do the others here. */
const SAME_PRIORITY = process.platform === "win32" ? [] : ["nice", "-n", "10"];
/** Three quarters of an hour: an old whisper.cpp on a busy machine. */
const LONGEST_MS = 2_700_000;

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "3" }, only: { type: "string" }, clips: { type: "string" } },
});
const isWhole = values.clips === undefined;
const only = values.only?.split(",");
const CLIPS = join(HERE, "eval-clips.json");
if (!existsSync(join(FILLETS, "index.json"))) {
  const { levels } = JSON.parse(readFileSync(CLIPS, "utf8")) as { levels: string[] };
  const fetch = [join(ROOT, "test/fixtures/fetch-fillets.mjs"), "--levels", levels.join(",")];
  execFileSync(process.execPath, fetch, { stdio: "inherit" });
}
const sound = await joinEvalClips(
  FILLETS,
  CLIPS,
  join(CACHE, isWhole ? "eval.wav" : "some.wav"),
  Number(values.clips ?? 1e6),
);
const peers = preparePeers(CACHE, HERE);
for (const [name, reason] of Object.entries(peers.missing)) console.error(`${name}: not here (${reason})`);
const fetched = (await listModels()).filter(
  ({ name, where }) => where === "downloaded" && costOfBase(name) !== undefined,
);
const sides = listSides().filter(({ name }) => only === undefined || only.some((part) => name.includes(part)));
const runs = new Map<string, Run[]>(sides.map(({ name }) => [name, []]));
const failures: Record<string, string> = {};
const loads: number[] = [];
for (let round = 0; round < Number(values.rounds); round++) {
  for (const { name, command } of sides) {
    if (failures[name] !== undefined) continue;
    loads.push(loadavg()[0]!);
    console.error(`round ${round + 1}: ${name} ...`);
    try {
      const stdio: ["ignore", "pipe", "ignore"] = ["ignore", "pipe", "ignore"];
      const options = { encoding: "utf8", maxBuffer: 1e8, timeout: LONGEST_MS, stdio } as const;
      const output = execFileSync(command[0]!, command.slice(1), options);
      runs.get(name)!.push(JSON.parse(output.trim().split("\n").at(-1)!) as Run);
    } catch (error) {
      failures[name] = error instanceof Error ? error.message.split("\n")[0]! : "unknown";
    }
  }
}
report();

function listSides(): Side[] {
  const node = [process.execPath, "--disable-warning=ExperimentalWarning"];
  const cpp = [...node, join(HERE, "run-whisper-cpp.ts")];
  const { python, weights, nodeModules, whisperNodeMain } = peers;
  const run = (beams: number, model?: string): Side => ({
    name: `soepel${model === undefined ? "" : ` ${model}`}, ${beams === 1 ? "greedy" : `${beams} beams`}`,
    what: "onnxruntime-node 1.30, own decode loop, 8 bits",
    command: [...node, join(HERE, "run-soepel.ts"), sound.path, String(beams), ...(model === undefined ? [] : [model])],
    peer: beams === 1 ? "faster-whisper, greedy" : "faster-whisper, 5 beams",
  });
  const soepel = [run(1), run(5), ...fetched.map(({ name }) => run(5, name))];
  if (weights === undefined) return soepel;
  const ggml = join(weights, "ggml-base-q8_0.bin");
  return [
    ...soepel,
    ...(python === undefined
      ? []
      : [1, 5].map((beams) => ({
          name: `faster-whisper, ${beams === 1 ? "greedy" : `${beams} beams`}`,
          what: "1.2.1, CTranslate2 int8, with beams its temperature fall-back",
          command: [
            ...SAME_PRIORITY,
            python,
            join(HERE, "run_faster_whisper.py"),
            join(weights, "ct2"),
            sound.path,
            String(beams),
          ],
        }))),
    ...(nodeModules === undefined
      ? []
      : [
          {
            name: "whisper.node",
            what: "@fugood/whisper.node 1.1.3, whisper.cpp in the process, q8_0",
            command: [...cpp, "binding", nodeModules, ggml, sound.path],
          },
        ]),
    ...(whisperNodeMain === undefined
      ? []
      : [
          {
            name: "whisper-node",
            what: "whisper-node 1.1.1's own whisper.cpp (early 2024), a program per call, q8_0",
            command: [...cpp, "main", whisperNodeMain, ggml, sound.path],
          },
        ]),
  ];
}

function report(): void {
  const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
  const factor = (name: string, pick: (run: Run) => number): number =>
    median((runs.get(name) ?? []).map(pick)) / sound.seconds;
  const round = (value: number): number | null => (Number.isFinite(value) ? Math.round(value * 1e4) / 1e4 : null);
  const wall = (run: Run): number => run.seconds;
  const cpu = (run: Run): number => run.cpuSeconds ?? Number.NaN;
  const memory = (name: string): number => Math.max(...runs.get(name)!.map((run) => run.peakBytes ?? Number.NaN));
  const rows = sides.map(({ name, what, peer }) => {
    const own = runs.get(name)!;
    const hasPeer = peer !== undefined && (runs.get(peer)?.length ?? 0) > 0;
    return {
      name,
      what,
      failure: failures[name],
      rounds: own.length,
      realTimeFactor: round(factor(name, wall)),
      bestRealTimeFactor: round(Math.min(...own.map(wall)) / sound.seconds),
      processorTimeFactor: round(factor(name, cpu)),
      firstWordSeconds: round(median(own.map((run) => run.firstWordSeconds ?? Number.NaN))),
      peakMegabytes: round(memory(name) / 1e6),
      wordErrorRate: own[0] === undefined ? null : round(wordErrorRate([countWordErrors(sound.said, own[0].text)])),
      toPeer: hasPeer
        ? {
            peer,
            time: round(factor(name, wall) / factor(peer, wall)),
            processorTime: round(factor(name, cpu) / factor(peer, cpu)),
            memory: round(memory(name) / memory(peer)),
          }
        : undefined,
    };
  });
  const result = {
    date: new Date().toISOString(),
    machine: {
      processor: cpus()[0]?.model,
      cores: availableParallelism(),
      node: process.version,
      meanLoadBefore: round(loads.reduce((a, b) => a + b, 0) / loads.length),
    },
    sound: { clips: sound.clips, seconds: round(sound.seconds) },
    sides: rows,
    notHere: peers.missing,
  };
  mkdirSync(dirname(RESULTS), { recursive: true });
  if (isWhole) writeFileSync(RESULTS, `${JSON.stringify(result, null, 2)}\n`);
  const measures = ["of real time", "word error rate", "first words, s", "peak memory, MB"];
  const bars = rows.map((row) => ({
    name: row.name,
    values: [row.realTimeFactor, row.wordErrorRate, row.firstWordSeconds, row.peakMegabytes],
  }));
  const title = `Whisper base on ${Math.round(sound.seconds)} s of human Dutch, 2 threads: less is better`;
  if (isWhole) writeFileSync(PLOT, drawBars(title, measures, bars));
  console.table(
    Object.fromEntries(
      rows.map(({ name, toPeer, failure, ...row }) => [
        name,
        {
          "of real time": row.realTimeFactor,
          "time to peer": toPeer?.time ?? "",
          "processor to peer": toPeer?.processorTime ?? "",
          "word errors": row.wordErrorRate,
          "first words, s": row.firstWordSeconds,
          "peak, MB": row.peakMegabytes,
          "memory to peer": toPeer?.memory ?? "",
          failure: failure ?? "",
        },
      ]),
    ),
  );
}
