import { SoepelError } from "../../contract/errors.ts";
import { type VerifiedModel, verifyModels } from "../models/inventory.ts";
import type { ModelPlaces } from "../models/manifest.ts";
import { type Finding, formatBytes, formatNumber } from "./finding.ts";
import { roleOf, type TierEstimate } from "./tiers.ts";

/** Every model that ships or was fetched is there and whole, byte for byte. */
export async function checkModels(places: ModelPlaces): Promise<Finding[]> {
  try {
    const verified = await verifyModels(places);
    const shipped = verified.filter((model) => model.where !== "downloaded");
    if (shipped.length === 0) return [broken("models", "er zijn geen modellen bij Soepel", [])];
    return verified.map(judgeModel);
  } catch (error) {
    if (!(error instanceof SoepelError)) throw error;
    return [broken("models", "de lijst van modellen ontbreekt of is beschadigd", [error.code])];
  }
}

function judgeModel({ name, problems, where }: VerifiedModel): Finding {
  const id = `model-${name}`;
  if (problems.length === 0) return { id, state: "ok", text: `model ${name} is heel (sha256)`, facts: { where } };
  const files = problems.map(({ path, problem }) => `${path} ${problem}`);
  const isMissing = problems.every(({ problem }) => problem === "missing");
  return broken(id, `model ${name} ${isMissing ? "ontbreekt (deels)" : "is beschadigd"}: ${files.join(", ")}`, files);
}

function broken(id: string, text: string, files: readonly string[]): Finding {
  return {
    id,
    state: "fout",
    text,
    advice: "Haal Soepel opnieuw op (git clone of installatie), of met `soepel models pull` het opgehaalde model.",
    cause: "model",
    facts: { files },
  };
}

/** Which of the tiers that are not here this machine would carry: an estimate, and said so. */
export function adviseTier(estimates: readonly TierEstimate[], isBusy: boolean): Finding {
  const id = "tier";
  const facts = Object.fromEntries(estimates.map(({ name, fits }) => [name, fits]));
  // The manifest has them from light to heavy; of those that fit the one that knows most Dutch comes last.
  const best = estimates.filter((tier) => tier.fits).at(-1);
  const reasons = [...estimates.map(describe), ...(isBusy ? ["eerder te laag: de computer was druk"] : [])].join("; ");
  if (best === undefined)
    return { id, state: "ok", text: `schatting: een zwaarder spraakmodel past hier niet (${reasons})`, facts };
  const text = `schatting: ${best.name} kan deze computer aan (${reasons})`;
  const then =
    roleOf(best.speed) === "live"
      ? "Dit model hoort dan live mee."
      : "Live hoort het meegeleverde model; dit model luistert de opname na en verbetert de tekst.";
  return { id, state: "ok", text, advice: `Beter Nederlands: \`soepel models pull ${best.name}\`. ${then}`, facts };
}

function describe({ name, fits, speed, memory, lacks }: TierEstimate): string {
  const figures = `ongeveer ${formatNumber(speed, 1)} s spraak per seconde, ${formatBytes(memory)} geheugen`;
  if (fits) return `${name}: ja, ${roleOf(speed) === "live" ? "live" : "luistert na"}, ${figures}`;
  const why = lacks.map((lack) => (lack === "speed" ? "te langzaam" : "te veel geheugen")).join(" en ");
  return `${name}: nee, ${why}, ${figures}`;
}
