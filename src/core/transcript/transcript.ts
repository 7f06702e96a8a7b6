/** Who spoke an utterance. `ander` is somebody who is not the zorgverlener; `onbekend` is shown rather than a guess. */
export const SPEAKERS = ["zorgverlener", "patiënt", "begeleider", "ander", "onbekend"] as const;
export type Speaker = (typeof SPEAKERS)[number];

/** One word as it was heard: times in seconds from the start of the recording, confidence 0 to 1. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
}

/** One stretch of speech of one speaker. Times in seconds; `words` is empty where the transcript was typed. */
export interface Utterance {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly speaker: Speaker;
  readonly text: string;
  readonly words: readonly Word[];
}

/** What was said in a consult, in the order in which it was said. */
export interface Transcript {
  readonly language: "nl";
  readonly durationS: number;
  readonly utterances: readonly Utterance[];
}
