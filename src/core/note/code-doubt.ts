import { contradictsTitle } from "../icpc/title-polarity.ts";
import type { Check, Deelcontact, Soep } from "./note.ts";

/**
 * Below this share of belief a proposed code asks for a look. Of the 59 held-out deelcontacten of the training corpus 13 lie below it, 4 of them
 * with the right code; of the 46 others 42 have it. The model card's calibration says the same: stated at 0.4 to 0.6, half are right.
 */
export const UNSURE_CODE = 0.6;

/** The doubt about a deelcontact's code, and the line beside which it stands; undefined where the clinician picked it, and where it is sure. */
export function doubtOfCode({ icpc, lines }: Deelcontact): { readonly soep: Soep; readonly check: Check } | undefined {
  if (icpc === undefined || icpc.confidence === 1) return undefined;
  const against = lines.flatMap(({ soep, text }) =>
    soep === "S" || soep === "E" ? (contradictsTitle(icpc.title, text) ?? []) : [],
  )[0];
  if (against === undefined && icpc.confidence >= UNSURE_CODE) return undefined;
  const share = Math.round(icpc.confidence * 100);
  const message =
    against === undefined
      ? `Code met weinig zekerheid gekozen (${share} %): kies of bevestig.`
      : `De titel zegt "${against.ofTitle}", het verslag "${against.ofText}": kies of bevestig de code.`;
  const soep =
    (["E", "S"] as const).find((letter) => lines.some((line) => line.soep === letter)) ?? lines[0]?.soep ?? "S";
  const candidates = icpc.alternatives.map(({ code, title }) => `${code} ${title}`);
  return { soep, check: { code: "code", message, span: [0, 0], ...(candidates.length > 0 && { candidates }) } };
}
