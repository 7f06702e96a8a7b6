import type { Utterance } from "./transcript.ts";

/** A stretch of speech: mono samples at 16 kHz, -1 to 1, that begin `start` seconds into the recording. */
export interface SpeechSegment {
  readonly start: number;
  readonly samples: Float32Array;
}

/** Finds the speech in a recording that comes in blocks of any length (mono, 16 kHz). */
export interface SpeechDetector {
  detect(blocks: AsyncIterable<Float32Array>, signal?: AbortSignal): AsyncIterable<SpeechSegment>;
}

export interface TranscribeOptions {
  /** Words that are likely to be said (names of drugs, of colleagues): the practice's vocabulary, never earlier text. */
  readonly prompt?: string;
  readonly signal?: AbortSignal;
  /** Seconds of the recording up to which everything is written down. */
  readonly onProgress?: (upToS: number) => void;
}

/** Writes down segments of Dutch speech; utterances come in order, as they are ready. An aborted signal rejects with its reason. */
export interface Transcriber {
  transcribe(segments: AsyncIterable<SpeechSegment>, options?: TranscribeOptions): AsyncIterable<Utterance>;
}
