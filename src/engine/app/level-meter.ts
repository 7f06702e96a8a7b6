/** Below this (dBFS) a microphone gives nothing at all: off, or another device's. */
const NOTHING_DB = -72;
/** A voice in the room is louder than this at some moment of ten seconds. */
const QUIET_DB = -48;
const FULL = 0.985;
/** The share of samples at full scale in a second that is heard as clipping. */
const MOST_FULL = 0.001;
const SILENT_S = 3;
const QUIET_S = 12;
/** Seconds in which somebody was heard to speak without ever being loud: no need to wait for more. */
const QUIET_SPEECH_S = 2;

/** How loud a recording is, second by second, and what is wrong with it. */
export class LevelMeter {
  #rate = 0;
  #sum = 0;
  #full = 0;
  #count = 0;
  #levelDb = -100;
  #silentS = 0;
  #quietS = 0;
  #clippedAgoS = Number.POSITIVE_INFINITY;

  /** Loudness of the last whole second, dBFS (RMS); -100 where there was nothing. */
  get levelDb(): number {
    return this.#levelDb;
  }

  /** Seconds since something as loud as a voice was heard. */
  get quietS(): number {
    return this.#quietS;
  }

  /** What is wrong, if anything; `spokenAgoS`: seconds since somebody was last heard to speak, where that is known. */
  warn(spokenAgoS = Number.POSITIVE_INFINITY): "silent" | "clipped" | "too-quiet" | null {
    if (this.#silentS >= SILENT_S) return "silent";
    if (this.#clippedAgoS < 2) return "clipped";
    return this.#quietS >= QUIET_S || this.#quietS - spokenAgoS >= QUIET_SPEECH_S ? "too-quiet" : null;
  }

  /** Takes samples at `rate` Hz; another rate begins a new second. */
  push(samples: Float32Array, rate: number): void {
    if (rate !== this.#rate) {
      this.#rate = rate;
      this.#clear();
    }
    for (const sample of samples) {
      this.#sum += sample * sample;
      if (Math.abs(sample) >= FULL) this.#full++;
      if (++this.#count === rate) this.#endSecond();
    }
  }

  #endSecond(): void {
    const power = this.#sum / this.#count;
    this.#levelDb = power > 1e-10 ? Math.round(100 * Math.log10(power)) / 10 : -100;
    this.#silentS = this.#levelDb < NOTHING_DB ? this.#silentS + 1 : 0;
    this.#quietS = this.#levelDb < QUIET_DB ? this.#quietS + 1 : 0;
    this.#clippedAgoS = this.#full / this.#count > MOST_FULL ? 0 : this.#clippedAgoS + 1;
    this.#clear();
  }

  #clear(): void {
    this.#sum = 0;
    this.#full = 0;
    this.#count = 0;
  }
}
