import { findDataFolder } from "../data-folder.ts";
import { listModels } from "../models/inventory.ts";
import { findModelPlaces, type ModelPlaces } from "../models/manifest.ts";
import type { Finding } from "./finding.ts";
import {
  checkDataFolder,
  checkDisk,
  checkMemory,
  checkNode,
  checkSystem,
  type Machine,
  readMachine,
} from "./machine.ts";
import { adviseTier, checkModels } from "./models.ts";
import { checkDemoServer, checkNative } from "./native.ts";
import { measureSpeed } from "./speed.ts";
import { costOfBase, estimateTiers } from "./tiers.ts";

/**
 * Looks whether Soepel can run on this machine and how well: gives the findings in the order in which people want to
 * read them, each as soon as it is there.
 */
export async function* examine(signal: AbortSignal): AsyncGenerator<Finding> {
  const machine = readMachine();
  const folder = findDataFolder();
  const places = findModelPlaces();
  yield checkSystem(machine);
  yield checkMemory(machine);
  yield checkNode();
  const canWrite = await checkDataFolder(folder);
  yield canWrite;
  yield await checkDisk(folder);
  const speech = await checkNative("speech");
  yield speech;
  yield await checkNative("store");
  const models = await checkModels(places);
  yield* models;
  if (speech.state === "ok" && models.every((model) => model.state === "ok"))
    yield* examineSpeed(machine, places, signal);
  yield await checkDemoServer();
}

/** The embedded model is measured, and each tier that was fetched; of the others it is estimated whether they would do. */
async function* examineSpeed(machine: Machine, places: ModelPlaces, signal: AbortSignal): AsyncGenerator<Finding> {
  const { finding, speechPerSecond } = await measureSpeed(signal);
  yield finding;
  const tiers = (await listModels(places)).filter(
    ({ name, where }) => where !== "shipped" && costOfBase(name) !== undefined,
  );
  for (const tier of tiers.filter(({ where }) => where === "downloaded"))
    yield (await measureSpeed(signal, tier.name)).finding;
  const others = tiers.filter(({ where }) => where !== "downloaded").map(({ name, size }) => ({ name, bytes: size }));
  if (speechPerSecond !== undefined && others.length > 0)
    yield adviseTier(estimateTiers(machine, speechPerSecond, others), finding.facts.isBusy === true);
}
