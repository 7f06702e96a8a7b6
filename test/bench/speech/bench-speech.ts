/**
 * Soepel's speech runtime against its peers: Whisper base on the same recording of human Dutch, voice detection included,
 * two threads each, the sides in turn so that a busy minute hits all of them.
 *
 *   npm run bench:speech [-- --rounds 3] [--only soepel,faster-whisper]
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { joinEvalClips } from "./joined-sound.ts";
import { preparePeers } from "./peers.ts";
import { countWordErrors, wordErrorRate } from "./word-error-rate.ts";

interface Run {
  readonly seconds: number;
  readonly cpuSeconds?: number | null;
  readonly text: string;
}

interface Side {
  readonly name: string;
  readonly what: string;
  readonly command: readonly string[];
}

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, "../../..");
const CACHE = join(ROOT, ".cache/bench");
const FILLETS = join(ROOT, ".cache/fillets");
const RESULTS = join(ROOT, "test/bench/results/speech.json");
/** Three quarters of an hour: an old whisper.cpp on a busy machine. */
const LONGEST_MS = 2_700_000;

const { values } = parseArgs({ options: { rounds: { type: "string", default: "3" }, only: { type: "string" } } });
const only = values.only?.split(",");
const CLIPS = join(HERE, "eval-clips.json");
if (!existsSync(join(FILLETS, "index.json"))) {
  const { levels } = JSON.parse(readFileSync(CLIPS, "utf8")) as { levels: string[] };
  const fetch = [join(ROOT, "test/fixtures/fetch-fillets.mjs"), "--levels", levels.join(",")];
  execFileSync(process.execPath, fetch, { stdio: "inherit" });
}
const sound = await joinEvalClips(FILLETS, CLIPS, join(CACHE, "eval.wav"));
const peers = preparePeers(CACHE, HERE);
for (const [name, reason] of Object.entries(peers.missing)) console.error(`${name}: not here (${reason})`);
const sides = listSides().filter(({ name }) => only === undefined || only.includes(name));
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
  const soepel: Side = {
    name: "soepel",
    what: "onnxruntime-node 1.30, own decode loop, 8 bits",
    command: [...node, join(HERE, "run-soepel.ts"), sound.path],
  };
  if (weights === undefined) return [soepel];
  const ggml = join(weights, "ggml-base-q8_0.bin");
  return [
    soepel,
    ...(python === undefined
      ? []
      : [
          {
            name: "faster-whisper",
            what: "1.2.1, CTranslate2 int8",
            command: [python, join(HERE, "run_faster_whisper.py"), join(weights, "ct2"), sound.path],
          },
        ]),
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
  const rows = sides.map(({ name, what }) => {
    const own = runs.get(name)!;
    return {
      name,
      what,
      failure: failures[name],
      rounds: own.length,
      realTimeFactor: round(factor(name, wall)),
      bestRealTimeFactor: round(Math.min(...own.map(wall)) / sound.seconds),
      processorTimeFactor: round(factor(name, cpu)),
      ratioToFasterWhisper: round(factor(name, wall) / factor("faster-whisper", wall)),
      processorRatioToFasterWhisper: round(factor(name, cpu) / factor("faster-whisper", cpu)),
      wordErrorRate: own[0] === undefined ? null : round(wordErrorRate([countWordErrors(sound.said, own[0].text)])),
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
  writeFileSync(RESULTS, `${JSON.stringify(result, null, 2)}\n`);
  console.table(
    Object.fromEntries(
      rows.map((row) => [
        row.name,
        {
          "of real time": row.realTimeFactor,
          "to faster-whisper": row.ratioToFasterWhisper,
          "processor, to faster-whisper": row.processorRatioToFasterWhisper,
          "word errors": row.wordErrorRate,
          failure: row.failure ?? "",
        },
      ]),
    ),
  );
}
