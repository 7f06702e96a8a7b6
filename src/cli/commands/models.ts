import { SoepelError } from "../../contract/errors.ts";
import { importModels } from "../../engine/models/import.ts";
import { listModels, type ModelOnShelf, type VerifiedModel, verifyModels } from "../../engine/models/inventory.ts";
import { findModelPlaces } from "../../engine/models/manifest.ts";
import { pullModel } from "../../engine/models/pull.ts";
import type { Command, Given } from "../command.ts";
import { showStep } from "../progress.ts";

/** `soepel models`: what is there, fetching a tier, taking one from a folder or stick, verifying. */
export const models: Command = {
  name: "models",
  usage: "(list | pull NAME | import DIR | verify) [--json]",
  summary: "shows, fetches and verifies the models; SOEPEL_MODEL_MIRROR names a practice's own source",
  options: { json: { type: "boolean" } },
  files: [1, 2],
  async run(given) {
    const [action, operand] = given.files;
    const act = Object.hasOwn(ACTIONS, action ?? "") ? ACTIONS[action as keyof typeof ACTIONS] : undefined;
    const takesOperand = action === "pull" || action === "import";
    if (act === undefined || takesOperand !== (operand !== undefined))
      throw new SoepelError("usage", `usage: soepel models ${models.usage}`);
    await act(given, operand ?? "");
  },
};

const ACTIONS = { list, pull, import: importFrom, verify };

async function list(given: Given): Promise<void> {
  const found = await listModels();
  answer(given, { models: found }, formatList(found));
}

async function pull(given: Given, name: string): Promise<void> {
  const mirror = process.env.SOEPEL_MODEL_MIRROR || undefined;
  const folder = await showStep(`fetch ${name}`, (onProgress) =>
    pullModel(name, { places: findModelPlaces(), signal: given.signal, onProgress, mirror }),
  );
  answer(given, { name, folder }, `${name}: verified, in ${folder}\n`);
}

async function importFrom(given: Given, folder: string): Promise<void> {
  const names = await showStep("import", (onProgress) =>
    importModels(folder, { places: findModelPlaces(), signal: given.signal, onProgress }),
  );
  answer(given, { imported: names }, names.map((name) => `${name}: verified and imported\n`).join(""));
}

async function verify(given: Given): Promise<void> {
  const verified = await showStep("verify", () => verifyModels());
  const bad = verified.filter((model) => model.problems.length > 0);
  answer(given, { ok: bad.length === 0, models: verified }, verified.map(formatVerified).join(""));
  if (bad.length === 0) return;
  const isMissing = bad.every((model) => model.problems.every((p) => p.problem === "missing"));
  throw new SoepelError(isMissing ? "model-missing" : "model-damaged", bad.map((model) => model.name).join(", "));
}

function answer(given: Given, forMachines: unknown, forPeople: string): void {
  process.stdout.write(given.values.json === true ? `${JSON.stringify(forMachines)}\n` : forPeople);
}

function formatList(found: readonly ModelOnShelf[]): string {
  const width = Math.max(...found.map((model) => model.name.length));
  const rows = found.map(({ name, size, where, purpose, licence }) => {
    const megabytes = `${(size / 1e6).toFixed(1)} MB`;
    return `${name.padEnd(width)}  ${megabytes.padStart(9)}  ${where.padEnd(10)}  ${purpose}; ${licence}\n`;
  });
  return rows.join("");
}

function formatVerified({ name, where, problems }: VerifiedModel): string {
  if (problems.length === 0) return `ok       ${name} (${where})\n`;
  return problems.map(({ path, problem }) => `${problem.padEnd(8)} ${name}/${path} (${where})\n`).join("");
}
