import { licenseNumbers } from "../text/number-licence.ts";
import type { Utterance } from "../transcript/transcript.ts";
import type { Assembled, Placed } from "./assemble.ts";
import { licenceFor } from "./licence/licence.ts";
import type { LicenceTables } from "./licence/licence-tables.ts";
import { type Measurement, SOEP, type Soep } from "./note.ts";

/** How a HIS line names what is measured, where it is not by its own name. */
const SHORT: Readonly<Record<string, string>> = {
  bloeddruk: "RR",
  temperatuur: "T",
  ademfrequentie: "AF",
  saturatie: "sat",
  "nuchtere glucose": "nuchter glucose",
};
/** Kinds whose number says little without its unit. */
const WITH_UNIT = new Set(["gewicht", "lengte", "buikomvang", "saturatie"]);

/**
 * Puts measured values that no line holds into the O line of their deelcontact, the patient's own into S: what was measured aloud belongs in the note.
 * `measured`: by deelcontact. What its utterances do not license by name and number stays out: it was perhaps read wrongly, and is asked after.
 */
export function addMeasured(
  assembled: Assembled,
  measured: ReadonlyMap<number, readonly Measurement[]>,
  utterances: readonly Pick<Utterance, "id" | "text">[],
  tables: LicenceTables,
): Assembled {
  const index = new Map(utterances.map(({ id }, i) => [id, i]));
  const text = assembled.problems.flatMap(({ lines }) => lines.flatMap(({ phrases }) => phrases.map((p) => p.text)));
  const noted = licenseNumbers(text.join("\n"));
  const isNoted = (value: string): boolean => noted.has(value) || value.split("/").every((part) => noted.has(part));
  const problems = assembled.problems.map(({ problem, lines }) => {
    const missing = (measured.get(problem) ?? []).filter(({ value }) => !isNoted(value));
    const isLicensed = ({ text, evidence }: Placed): boolean => {
      const said = evidence.flatMap((id) => utterances[index.get(id) ?? -1]?.text ?? []);
      const before = said.slice(0, -1).join("\n");
      return licenceFor({ text: said.at(-1) ?? "" }, before === "" ? undefined : { text: before }, tables).completes(
        text,
      );
    };
    const shown = missing.map(({ name, value, unit, evidence, byPatient }): Placed => {
      const text = `${SHORT[name] ?? name} ${value}${WITH_UNIT.has(name) ? ` ${unit}` : ""}`;
      const soep: Soep = byPatient === true ? "S" : "O";
      return { soep, problem, text, evidence, at: index.get(evidence.at(-1)!) ?? 0 };
    });
    const phrases = shown.filter(isLicensed);
    return { problem, lines: phrases.length === 0 ? lines : SOEP.flatMap((soep) => lineWith(soep, lines, phrases)) };
  });
  return { ...assembled, problems };
}

type AssembledLine = Assembled["problems"][number]["lines"][number];

function lineWith(soep: Soep, lines: readonly AssembledLine[], added: readonly Placed[]): AssembledLine[] {
  const own = lines.find((line) => line.soep === soep)?.phrases ?? [];
  const phrases = [...own];
  for (const phrase of added.filter((each) => each.soep === soep)) {
    const after = phrases.findIndex(({ at }) => at > phrase.at);
    phrases.splice(after < 0 ? phrases.length : after, 0, phrase);
  }
  return phrases.length === 0 ? [] : [{ soep, phrases }];
}
