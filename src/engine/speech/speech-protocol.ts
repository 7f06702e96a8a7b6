import type { Word } from "../../core/transcript/transcript.ts";
import type { Device, SpeechDevice } from "./device-names.ts";
import type { VoicePrints } from "./speaker-model.ts";
import type { VoiceState } from "./voice-state.ts";

/** The files that the speech process loads. */
export interface SpeechFiles {
  /** The model's folder, with its JSON files. */
  readonly folder: string;
  readonly encoder: string;
  readonly decoder: string;
  readonly voice: string;
  /** The voice encoder; without it nobody is told apart. */
  readonly speaker?: string;
}

/** What the speech process is asked. Every request holds all that its answer needs: a new process can take over at any of them. */
export type SpeechRequest =
  | { readonly type: "load"; readonly files: SpeechFiles; readonly threads: number; readonly device: Device }
  | { readonly type: "detect"; readonly samples: Float32Array; readonly state: VoiceState }
  | { readonly type: "print"; readonly samples: Float32Array }
  | {
      readonly type: "recognise";
      readonly windows: readonly Float32Array[];
      readonly prompt?: string;
      /** Wanted at once, while somebody speaks: it goes before what is not, and a passage that fails is not tried again. */
      readonly isDraft?: boolean;
      /** As RecogniseOptions has it. */
      readonly beams?: number;
    };

export type SpeechAnswer<T extends SpeechRequest["type"]> = {
  load: SpeechDevice;
  detect: { readonly probabilities: Float32Array; readonly state: VoiceState };
  print: VoicePrints;
  recognise: readonly (readonly Word[])[];
}[T];

/** From the engine to the speech process. */
export type ToSpeech =
  | { readonly id: number; readonly request: SpeechRequest }
  | { readonly type: "abort"; readonly id: number };

/** From the speech process to the engine. `message` is a library's English, without a word of what was said. */
export type FromSpeech =
  | { readonly type: "done"; readonly id: number; readonly answer: SpeechAnswer<SpeechRequest["type"]> }
  | { readonly type: "failed"; readonly id: number; readonly message: string }
  | { readonly type: "aborted"; readonly id: number }
  | { readonly type: "progress"; readonly id: number; readonly share: number };
