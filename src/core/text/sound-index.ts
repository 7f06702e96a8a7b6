import { soundDistance, soundsOf } from "./dutch-sounds.ts";

/** A name that sounds like what was heard; `distance` in changed sounds for each sound of it (0: the same). */
export interface SoundMatch<T> {
  readonly value: T;
  readonly distance: number;
}

interface Key<T> {
  readonly sounds: string;
  readonly value: T;
  readonly pairs: number;
}

/** How many keys, those that share most pairs of sounds, are compared in full. */
const COMPARED = 24;
/** The share of pairs that a name must have in common with what was heard to be compared at all. */
const LEAST_SHARED = 0.38;
const SHORTEST = 4;

/** Names by how they sound; made once, asked in a fraction of a millisecond. */
export class SoundIndex<T> {
  readonly #keys: Key<T>[] = [];
  readonly #byPair = new Map<string, number[]>();
  /** How many pairs a key shares with what is asked for; zero between two questions. */
  readonly #shared: Uint8Array;

  /** `spelt` may be a name, or one of the ways in which it is misheard. */
  constructor(entries: Iterable<readonly [spelt: string, value: T]>) {
    for (const [spelt, value] of entries) {
      const sounds = soundsOf(spelt);
      if (sounds.length < SHORTEST) continue;
      const pairs = pairsOf(sounds);
      const at = this.#keys.push({ sounds, value, pairs: pairs.size }) - 1;
      for (const pair of pairs) {
        const list = this.#byPair.get(pair);
        if (list === undefined) this.#byPair.set(pair, [at]);
        else list.push(at);
      }
    }
    this.#shared = new Uint8Array(this.#keys.length);
  }

  /** The values that sound like what was heard, nearest first, each once. `furthest`: the share of a name's sounds that may differ. */
  find(sounds: string, furthest: (length: number) => number): SoundMatch<T>[] {
    const pairs = pairsOf(sounds);
    const touched: number[] = [];
    for (const pair of pairs)
      for (const at of this.#byPair.get(pair) ?? []) if (this.#shared[at]!++ === 0) touched.push(at);
    const likely: (readonly [at: number, share: number])[] = [];
    for (const at of touched) {
      const share = (2 * this.#shared[at]!) / (pairs.size + this.#keys[at]!.pairs);
      if (share >= LEAST_SHARED) likely.push([at, share]);
      this.#shared[at] = 0;
    }
    const best = new Map<T, number>();
    for (const [at] of likely.sort((a, b) => b[1] - a[1]).slice(0, COMPARED)) {
      const { sounds: own, value } = this.#keys[at]!;
      const limit = furthest(own.length);
      const distance = soundDistance(sounds, own, limit * own.length + 1e-6) / own.length;
      if (distance <= limit && distance < (best.get(value) ?? Number.POSITIVE_INFINITY)) best.set(value, distance);
    }
    return [...best].map(([value, distance]) => ({ value, distance })).sort((a, b) => a.distance - b.distance);
  }
}

/** Pairs of neighbouring sounds, with the edges; vowels as one sign, since they are heard worst. */
function pairsOf(sounds: string): Set<string> {
  const edged = `^${sounds.replace(/[aeiouyYUWQ]+/g, "a")}$`;
  const pairs = new Set<string>();
  for (let i = 0; i + 2 <= edged.length; i++) pairs.add(edged.slice(i, i + 2));
  // Consonants next to each other when the vowels are left out: they are heard best.
  const bones = edged.replaceAll("a", "");
  for (let i = 0; i + 2 <= bones.length; i++) pairs.add(`.${bones.slice(i, i + 2)}`);
  return pairs;
}
