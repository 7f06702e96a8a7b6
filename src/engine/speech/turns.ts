/** Lets what is more urgent run now; a job calls it between its steps. Messages that came meanwhile are taken in first. */
export type GiveWay = () => Promise<void>;

interface Waiting {
  readonly rank: number;
  readonly start: () => Promise<void>;
}

/** Jobs that share one processor: one runs at a time, the lowest rank first; a longer job gives way to lower ranks between its steps. */
export class Turns {
  readonly #waiting: Waiting[] = [];
  #isBusy = false;

  /** Runs `job` when no job of its rank or a lower one is before it. */
  run<T>(rank: number, job: (giveWay: GiveWay) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const start = () => job(() => this.#giveWay(rank)).then(resolve, reject);
      this.#waiting.push({ rank, start });
      if (!this.#isBusy) void this.#runAll();
    });
  }

  async #runAll(): Promise<void> {
    this.#isBusy = true;
    for (let next = this.#take(); next !== undefined; next = this.#take()) await next.start();
    this.#isBusy = false;
  }

  async #giveWay(rank: number): Promise<void> {
    await new Promise(setImmediate);
    for (let next = this.#take(rank); next !== undefined; next = this.#take(rank)) await next.start();
  }

  /** The first that waits, of the lowest rank below `below`. */
  #take(below = Number.POSITIVE_INFINITY): Waiting | undefined {
    const lowest = Math.min(...this.#waiting.map(({ rank }) => rank));
    if (!(lowest < below)) return undefined;
    return this.#waiting.splice(
      this.#waiting.findIndex(({ rank }) => rank === lowest),
      1,
    )[0];
  }
}
