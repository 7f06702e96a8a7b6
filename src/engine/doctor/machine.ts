import { mkdir, rm, writeFile } from "node:fs/promises";
import { arch, availableParallelism, cpus, freemem, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import { freeDisk } from "../free-disk.ts";
import { type Finding, formatBytes } from "./finding.ts";

const GB = 1e9;
// Choices, not measurements: the embedded models with their work space, and the system beside them.
const LEAST_MEMORY = 3 * GB;
const GOOD_MEMORY = 6 * GB;
// An hour of recording at 48 kHz, 16 bits, mono is 0.35 GB.
const LEAST_DISK = 0.5 * GB;
const GOOD_DISK = 5 * GB;

/** What the estimates rest on. */
export interface Machine {
  /** Processors that this process may use: a container may have fewer than the machine. */
  readonly cores: number;
  /** Bytes; the container's limit where there is one. */
  readonly memory: number;
}

export function readMachine(): Machine {
  const limit = process.constrainedMemory();
  const memory = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return { cores: availableParallelism(), memory };
}

/** The system and its processors. */
export function checkSystem({ cores }: Machine): Finding {
  const model = cpus()[0]?.model.trim() ?? "onbekend";
  const facts = { platform: platform(), release: release(), arch: arch(), cores, processor: model };
  const text = `systeem: ${platform()} ${release()} (${arch()}), ${cores} ${cores === 1 ? "kern" : "kernen"}, ${model}`;
  if (platform() === "darwin" && arch() === "x64")
    return {
      id: "system",
      state: "fout",
      text,
      advice: "Macs met een Intel-processor worden niet ondersteund.",
      facts,
    };
  if (cores < 2)
    return {
      id: "system",
      state: "let op",
      text,
      advice: "Met één kern loopt het verslag achter op het gesprek.",
      facts,
    };
  return { id: "system", state: "ok", text, facts };
}

export function checkMemory({ memory }: Machine): Finding {
  const facts = { total: memory, free: freemem() };
  const text = `geheugen: ${formatBytes(memory)}, waarvan ${formatBytes(Math.min(freemem(), memory))} vrij`;
  if (memory < LEAST_MEMORY)
    return { id: "memory", state: "let op", text, advice: "Te weinig: sluit andere programma's of breid uit.", facts };
  if (memory < GOOD_MEMORY)
    return {
      id: "memory",
      state: "let op",
      text,
      advice: "Krap: sluit andere programma's tijdens het spreekuur.",
      facts,
    };
  return { id: "memory", state: "ok", text, facts };
}

/** The Node that runs the engine: the native modules are built for its ABI. */
export function checkNode(version: string = process.versions.node): Finding {
  const facts = { version, path: process.execPath };
  if (Number(version.split(".")[0]) >= 24) return { id: "node", state: "ok", text: `Node ${version}`, facts };
  return {
    id: "node",
    state: "fout",
    text: `Node ${version}, nodig is 24`,
    advice: "Voer `npm ci` opnieuw uit: dat zet Node 24 naast Soepel.",
    cause: "model",
    facts,
  };
}

/** The data folder can be made and written, and there is room. Leaves nothing behind but the folder. */
export async function checkDataFolder(folder: string): Promise<Finding> {
  const facts = { folder };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const probe = join(folder, `.doctor-${process.pid}`);
    await writeFile(probe, "x", { mode: 0o600 });
    await rm(probe);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "onbekend";
    return {
      id: "data-folder",
      state: "fout",
      text: `gegevensmap ${folder} is niet te schrijven (${code})`,
      advice: "Herstel de rechten of maak ruimte, of kies een andere map met SOEPEL_HOME.",
      cause: "disk",
      facts: { ...facts, code },
    };
  }
  return { id: "data-folder", state: "ok", text: `gegevensmap ${folder} is te schrijven`, facts };
}

export async function checkDisk(folder: string): Promise<Finding> {
  const free = await freeDisk(folder);
  const facts = { free };
  const text = `schijf: ${formatBytes(free)} vrij`;
  if (free < LEAST_DISK)
    return { id: "disk", state: "fout", text, advice: "Maak ruimte: een opname past niet.", cause: "disk", facts };
  if (free < GOOD_DISK)
    return { id: "disk", state: "let op", text, advice: "Maak ruimte: een dag opnemen vraagt tot 3 GB.", facts };
  return { id: "disk", state: "ok", text, facts };
}
