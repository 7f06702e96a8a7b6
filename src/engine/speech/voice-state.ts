/** Silero hears each frame with the last 4 ms before it. */
export const CONTEXT = 64;
export const STATE = 128;

/** What the detector remembers between calls; it travels with them, so that a new process can go on where one was lost. */
export interface VoiceState {
  readonly h: Float32Array;
  readonly c: Float32Array;
  readonly context: Float32Array;
}

export const initialVoiceState = (): VoiceState => ({
  h: new Float32Array(STATE),
  c: new Float32Array(STATE),
  context: new Float32Array(CONTEXT),
});
