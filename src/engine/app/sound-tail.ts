import { SPEECH_RATE } from "../audio/pcm16k.ts";
import { Resampler } from "../audio/resampler.ts";
import { openSound } from "../recording/sound.ts";
import type { Store } from "../store/store.ts";

/** How far a recording is on disk, and whether it goes on. */
export class SoundTail {
  #storedS: number;
  /** Where the recording halted, in seconds, in order; those that were told are gone. */
  readonly #breaks: number[] = [];
  readonly #end = new AbortController();
  #wake: (() => void) | undefined;

  constructor(storedS = 0) {
    this.#storedS = storedS;
  }

  /** Seconds of the recording that are on disk. */
  get storedS(): number {
    return this.#storedS;
  }

  get hasEnded(): boolean {
    return this.#end.signal.aborted;
  }

  /** Aborts when no more comes. */
  get ended(): AbortSignal {
    return this.#end.signal;
  }

  grow(storedS: number): void {
    this.#storedS = Math.max(this.#storedS, storedS);
    this.#wake?.();
  }

  end(storedS: number): void {
    this.#end.abort();
    this.grow(storedS);
  }

  /** The recording halts here, all of it being on disk: nobody goes on in the same breath. */
  break(): void {
    this.#breaks.push(this.#storedS);
    this.#wake?.();
  }

  /** Waits until there is more than `atS` and answers up to where; `atS` itself once at a break, undefined when there is no more to come. */
  async beyond(atS: number, signal: AbortSignal): Promise<number | undefined> {
    for (;;) {
      const breakS = this.#breaks[0];
      if (breakS !== undefined && breakS <= atS) {
        this.#breaks.shift();
        return atS;
      }
      if (this.#storedS > atS) return breakS ?? this.#storedS;
      if (this.hasEnded) return undefined;
      signal.throwIfAborted();
      await new Promise<void>((resolve) => {
        const wake = () => {
          signal.removeEventListener("abort", wake);
          this.#wake = undefined;
          resolve();
        };
        this.#wake = wake;
        signal.addEventListener("abort", wake, { once: true });
      });
    }
  }
}

/** A shorter jump between two blocks is how times are rounded. */
const LEAST_GAP = SPEECH_RATE / 200;
const MOST_SILENCE = 10 * SPEECH_RATE;

/**
 * The sound of a consult at 16 kHz from `fromS` on, read back from its encrypted file as it grows, until the tail ends. Where a piece
 * was destroyed or damaged there is silence, so that time stays right; an empty block is a break. One way for live speech, salvage and a second try: what is
 * heard is what is kept.
 */
export async function* followSound(
  store: Store,
  consultId: string,
  tail: SoundTail,
  fromS: number,
  signal: AbortSignal,
): AsyncGenerator<Float32Array> {
  let atS = fromS;
  let made = 0;
  let resampler: Resampler | undefined;
  let rate = 0;
  const count = (pcm: Float32Array): Float32Array => {
    made += pcm.length;
    return pcm;
  };
  const finish = function* (): Generator<Float32Array> {
    const rest = resampler?.flush();
    resampler = undefined;
    if (rest !== undefined && rest.length > 0) yield count(rest);
  };
  // The last of what came before, then silence up to `toS`.
  const fill = function* (toS: number): Generator<Float32Array> {
    yield* finish();
    for (let missing = Math.round((toS - fromS) * SPEECH_RATE) - made; missing > 0; missing -= MOST_SILENCE) {
      yield count(new Float32Array(Math.min(missing, MOST_SILENCE)));
    }
  };
  for (;;) {
    const upToS = await tail.beyond(atS, signal);
    if (upToS === undefined) break;
    if (upToS === atS) {
      yield* finish();
      yield new Float32Array(0);
      continue;
    }
    const sound = await openSound(store, consultId);
    for await (const block of sound.blocks(atS, upToS)) {
      signal.throwIfAborted();
      if (block.isDamaged || block.rate !== rate || (block.startS - atS) * SPEECH_RATE > LEAST_GAP) {
        yield* fill(block.isDamaged ? block.endS : block.startS);
      }
      if (!block.isDamaged) {
        rate = block.rate;
        resampler ??= new Resampler(rate, SPEECH_RATE);
        const pcm = resampler.push(block.samples);
        if (pcm.length > 0) yield count(pcm);
      }
      atS = block.endS;
    }
    if ((upToS - atS) * SPEECH_RATE > LEAST_GAP) yield* fill(upToS);
    atS = Math.max(atS, upToS);
  }
  yield* finish();
}
