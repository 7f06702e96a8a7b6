import { fileURLToPath } from "node:url";
import type { Consult } from "../../../../src/core/consult/consult.ts";
import type { Speaker, Transcript } from "../../../../src/core/transcript/transcript.ts";

/** The writer that ships. */
export const WRITER_FOLDER = fileURLToPath(new URL("../../../../models/writer/", import.meta.url));

export const CONSULT: Consult = {
  id: "test",
  setting: "consult",
  startedAt: "2026-01-05T09:00:00+01:00",
  patient: { sex: "v", ageYears: 54 },
};

const SPEAKERS: Readonly<Record<string, Speaker>> = { Z: "zorgverlener", P: "patiënt", B: "begeleider" };

/** A transcript of lines "Z: ..." (no mark: unknown speaker), with ids u1, u2 ... */
export function transcriptOf(lines: readonly string[]): Transcript {
  const utterances = lines.map((line, i) => {
    const m = /^([ZPB]): (.*)$/.exec(line);
    const speaker = m === null ? ("onbekend" as const) : SPEAKERS[m[1]!]!;
    return { id: `u${i + 1}`, start: i, end: i + 1, speaker, text: m?.[2] ?? line, words: [] };
  });
  return { language: "nl", durationS: lines.length, utterances };
}

/** A consult that is in no training text. */
export const BACK_PAIN = [
  "Z: Goedemorgen, gaat u zitten. Waar kan ik u mee helpen?",
  "P: Ik heb nu een week of twee pijn in mijn rug, rechts onderin.",
  "Z: Straalt het uit naar uw been?",
  "P: Nee.",
  "Z: Koorts gehad, of afgevallen?",
  "P: Nee hoor, helemaal niet.",
  "Z: Ik kijk even. De Lasègue is beiderzijds negatief, de kracht is goed.",
  "Z: Dit is gewone spit, aspecifieke lage rugpijn.",
  "Z: Blijven bewegen, en vier keer per dag duizend milligram paracetamol. Over vier weken terug als het niet over is.",
  "P: Mijn zoon komt morgen trouwens uit Spanje.",
];
