/** How often (ms) it is looked whether the microphone still gives sound. */
export const LOOK_EVERY_MS = 500;
/** So many looks in a row without a frame between them: 3 s of a window that could have taken one. */
const MOST_LOOKS = 6;

/**
 * Tells a microphone that gives nothing from a window that stood still. Frames come by message from the audio thread: after a stall of
 * the main thread they all wait for it, and the clock alone would call that microphone dead. So no time is measured but looks are
 * counted, each a turn of the main thread in which frames that waited would have been taken.
 */
export class FrameWatch {
  #looks = 0;

  /** A frame came. */
  hear(): void {
    this.#looks = 0;
  }

  /** To be called every LOOK_EVERY_MS. Is the microphone lost? */
  look(): boolean {
    this.#looks++;
    return this.#looks > MOST_LOOKS;
  }
}
