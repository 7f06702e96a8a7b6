import type { Setting } from "../consult/consult.ts";
import { assignRoles, type Role } from "./assign-roles.ts";
import type { SpeakerSorter } from "./speaker-sorter.ts";
import type { Speaker, Utterance } from "./transcript.ts";
import { cosine, meanDirection } from "./voices.ts";

/** What is known of who speaks, besides the sound. */
export interface SpeakerClues {
  readonly setting?: Setting;
  /** The clinician's voice print, where she has one. */
  readonly enrolled?: Float32Array;
  /** When somebody spoke of whom the clinician said who it is. */
  readonly byHand?: readonly { readonly start: number; readonly end: number; readonly speaker: Speaker }[];
}

/** Surer than this, or the speaker is `onbekend`. */
export const LEAST_SURE = 0.7;
/** A piece that the clinician names tells who its voice is, where it is so clearly of that voice. */
const CLEARLY = 0.8;
/** So near to her print an utterance is the clinician's before a second voice is known: a voice like hers seldom comes so near. */
const HERS = 0.84;
/** Prints (0.8 s of speech each) in which a second voice would have shown: two who are still one voice are too much alike to name. */
const ENOUGH = 40;

/**
 * Says of each utterance who spoke it, its voice and how sure that is. A dictation has one speaker. Text, times and ids stay; what was
 * set by hand is the store's to keep.
 */
export function attributeUtterances<U extends Omit<Utterance, "id"> & { readonly id?: string }>(
  utterances: readonly U[],
  sorter: SpeakerSorter,
  clues: SpeakerClues = {},
): U[] {
  if (clues.setting === "dictaat")
    return utterances.map((said) => ({ ...said, speaker: "zorgverlener", speakerConfidence: 1 }));
  const chosen = utterances.map(({ start, end }) => sorter.choose(start, end));
  const named = (clues.byHand ?? []).map(({ start, end, speaker }) => ({ speaker, choice: sorter.choose(start, end) }));
  const said = sorter.voices.map((voice) => {
    const own = utterances.filter((_, i) => chosen[i]?.name === voice.name);
    const byHand = mostFrequent(
      named.flatMap(({ speaker, choice }) =>
        choice?.name === voice.name && choice.confidence >= CLEARLY ? [speaker] : [],
      ),
    );
    const seconds = own.reduce((sum, { start, end }) => sum + end - start, 0);
    return { voice, seconds, texts: own.map(({ text }) => text), ...(byHand === undefined ? {} : { byHand }) };
  });
  const roles = said.length < 2 ? new Map<string, Role>() : assignRoles(said, clues.enrolled);
  return utterances.map((utterance, i) => {
    const { voice: _, speakerConfidence: __, ...rest } = utterance;
    const choice = chosen[i];
    if (choice === undefined) return { ...rest, ...compareWithPrint(sorter, utterance, clues) } as U;
    const role = roles.get(choice.name);
    const confidence = round(choice.confidence * (role?.confidence ?? 0));
    const isSure = confidence >= LEAST_SURE && role !== undefined;
    const speaker: Speaker = isSure ? role.speaker : "onbekend";
    return { ...rest, speaker, voice: choice.name, speakerConfidence: confidence } as U;
  });
}

/**
 * As long as one voice is known: is it hers? That somebody else speaks is never concluded from a likeness that is low. By telephone
 * only her side is recorded, so there one voice is no wonder.
 */
function compareWithPrint(
  sorter: SpeakerSorter,
  { start, end }: Pick<Utterance, "start" | "end">,
  { enrolled, setting }: SpeakerClues,
): Pick<Utterance, "speaker" | "speakerConfidence"> {
  if (enrolled === undefined || (sorter.heard > ENOUGH && setting !== "telefonisch")) return { speaker: "onbekend" };
  const prints = sorter.windowsIn(start, end).map(({ print }) => print);
  const isHers = prints.length > 0 && cosine(meanDirection(prints), enrolled) >= HERS;
  return isHers ? { speaker: "zorgverlener", speakerConfidence: LEAST_SURE } : { speaker: "onbekend" };
}

function mostFrequent(speakers: readonly Speaker[]): Speaker | undefined {
  const count = (speaker: Speaker): number => speakers.filter((other) => other === speaker).length;
  return [...speakers].sort((a, b) => count(b) - count(a))[0];
}

const round = (confidence: number): number => Math.round(100 * confidence) / 100;
