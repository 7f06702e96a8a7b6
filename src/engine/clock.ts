/** Time as a port: what waits for hours is tested in milliseconds. */
export interface Clock {
  now(): Date;
  /** Calls `act` after `ms` milliseconds; the answer cancels it. */
  after(ms: number, act: () => void): () => void;
}

// setTimeout fires at once above this (24.8 days); a wait that long is asked for again when it ends.
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => new Date(),
  after(ms, act) {
    const timer = setTimeout(act, Math.min(Math.max(ms, 0), LONGEST_MS));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
