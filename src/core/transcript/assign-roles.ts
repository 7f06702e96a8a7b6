import { weighClinicianWords } from "./clinician-words.ts";
import type { NamedVoice } from "./speaker-sorter.ts";
import type { Speaker } from "./transcript.ts";
import { cosine } from "./voices.ts";

/** What one voice of the recording said. */
export interface SaidByVoice {
  readonly voice: NamedVoice;
  readonly texts: readonly string[];
  /** How long it spoke. */
  readonly seconds: number;
  /** Who it is, where the clinician said so of an utterance that is clearly of this voice. */
  readonly byHand?: Speaker;
}

/** Who a voice is, and how sure that is (0 to 1). */
export interface Role {
  readonly speaker: Speaker;
  readonly confidence: number;
}

/** The voice nearest to the enrolled print is the clinician's where it is this near, and nearer than any other by this much. */
const NEAR_PRINT = 0.55;
const NEARER_BY = 0.04;
/** Log odds of the words of one voice over those of another: below, nobody is named. */
const LEAST_WORDS = 3;
/** Of two strangers the one who speaks so many times as long is the patient. */
const TIMES_AS_LONG = 2;
const UNKNOWN: Role = { speaker: "onbekend", confidence: 0 };

/**
 * Who each of two or three voices is: as the clinician said, else by her voice print, else by what is said. The other is the patient;
 * of two others the one who speaks far longer, and where neither does both are `ander`. Nobody is named where it is not clear who the
 * clinician is.
 */
export function assignRoles(
  said: readonly SaidByVoice[],
  enrolled: Float32Array | undefined,
): ReadonlyMap<string, Role> {
  const clinician = findClinician(said, enrolled);
  const isTaken = said.some(({ byHand }) => byHand === "patiënt");
  const [most, next] = said
    .filter(({ voice, byHand }) => voice.name !== clinician?.name && byHand === undefined)
    .sort((a, b) => b.seconds - a.seconds);
  const isClear = most !== undefined && most.seconds >= TIMES_AS_LONG * (next?.seconds ?? 0);
  return new Map(
    said.map(({ voice, byHand }): [string, Role] => {
      if (byHand !== undefined) return [voice.name, { speaker: byHand, confidence: 1 }];
      if (clinician === undefined) return [voice.name, UNKNOWN];
      if (voice.name === clinician.name)
        return [voice.name, { speaker: "zorgverlener", confidence: clinician.confidence }];
      const isPatient = !isTaken && isClear && voice.name === most.voice.name;
      return [voice.name, { speaker: isPatient ? "patiënt" : "ander", confidence: clinician.confidence }];
    }),
  );
}

function findClinician(
  said: readonly SaidByVoice[],
  enrolled: Float32Array | undefined,
): { readonly name: string; readonly confidence: number } | undefined {
  const named = said.find(({ byHand }) => byHand === "zorgverlener");
  if (named !== undefined) return { name: named.voice.name, confidence: 1 };
  const open = said.filter(({ byHand }) => byHand === undefined);
  // Of two voices one is a patient's by her word: the other is her own.
  if (open.length === 1 && said.length === 2) return { name: open[0]!.voice.name, confidence: 1 };
  if (enrolled !== undefined) {
    const [best, second] = rank(open, ({ voice }) => cosine(voice.centre, enrolled));
    if (best !== undefined && best.score >= NEAR_PRINT && best.score - (second?.score ?? 0) >= NEARER_BY)
      return { name: best.name, confidence: logistic(25 * (best.score - (second?.score ?? 0))) };
  }
  const [best, second] = rank(open, ({ texts }) => texts.reduce((sum, text) => sum + weighClinicianWords(text), 0));
  const ahead = (best?.score ?? 0) - (second?.score ?? 0);
  return best === undefined || ahead < LEAST_WORDS ? undefined : { name: best.name, confidence: logistic(ahead) };
}

function rank(said: readonly SaidByVoice[], scoreOf: (said: SaidByVoice) => number): { name: string; score: number }[] {
  return said.map((own) => ({ name: own.voice.name, score: scoreOf(own) })).sort((a, b) => b.score - a.score);
}

const logistic = (odds: number): number => 1 / (1 + Math.exp(-odds));
