/** Who spoke an utterance. `ander` is somebody who is not the zorgverlener; `onbekend` is shown rather than a guess. */
export const SPEAKERS = ["zorgverlener", "patiënt", "begeleider", "ander", "onbekend"] as const;
export type Speaker = (typeof SPEAKERS)[number];

/** One word as it was heard: times in seconds from the start of the recording, confidence 0 to 1. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  /** Names that may have been said where this was heard, nearest first (second-look.ts). A name of several words has them on each. */
  readonly candidates?: readonly string[];
}

/** One stretch of speech of one speaker. Times in seconds; `words` is empty where the transcript was typed. */
export interface Utterance {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  /** The role of who spoke: as it was heard, or as the clinician set it. */
  readonly speaker: Speaker;
  /** The voice it was heard in: the same label for the same voice of a recording ("A"). Absent where voices were not told apart. */
  readonly voice?: string;
  /** How sure the role is that was heard, 0 to 1. Absent where nothing was heard of it, and where it was set by hand. */
  readonly speakerConfidence?: number;
  /** The clinician named the speaker: nothing that is heard later changes it. */
  readonly byHand?: true;
  readonly text: string;
  readonly words: readonly Word[];
}

/** What was said in a consult, in the order in which it was said. */
export interface Transcript {
  readonly language: "nl";
  readonly durationS: number;
  readonly utterances: readonly Utterance[];
}
