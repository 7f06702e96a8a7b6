/** A clinician's voice print, as it is shown: it is never sent to a window, and nowhere else. */
export interface VoiceView {
  readonly madeAt: string;
  /** Seconds of speech that it rests on. */
  readonly speechS: number;
}

/** How far learning a voice is: seconds of speech heard of those wanted, and the print once it is made. */
export interface VoiceHeard {
  readonly speechS: number;
  readonly wantedS: number;
  readonly kept: VoiceView | null;
}
