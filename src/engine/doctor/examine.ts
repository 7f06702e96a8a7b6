import { findDataFolder } from "../data-folder.ts";
import { listModels, type ModelOnShelf } from "../models/inventory.ts";
import { findModelPlaces } from "../models/manifest.ts";
import type { Finding } from "./finding.ts";
import { checkDataFolder, checkDisk, checkMemory, checkNode, checkSystem, readMachine } from "./machine.ts";
import { adviseTier, checkModels } from "./models.ts";
import { checkDemoServer, checkNative } from "./native.ts";
import { measureSpeed } from "./speed.ts";
import { estimateTiers } from "./tiers.ts";

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
  if (speech.state === "ok" && models.every((model) => model.state === "ok")) {
    const { finding, speechPerSecond } = await measureSpeed(signal);
    yield finding;
    const shelf = await listModels(places);
    if (speechPerSecond !== undefined) yield adviseTier(estimateTiers(machine, speechPerSecond, tiersOf(shelf)), shelf);
  }
  yield await checkDemoServer();
}

function tiersOf(shelf: readonly ModelOnShelf[]) {
  return shelf.filter((model) => model.where !== "shipped").map(({ name, size }) => ({ name, bytes: size }));
}
