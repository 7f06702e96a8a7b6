import { InferenceSession, Tensor } from "onnxruntime-node";

const HEAD = 256;
/** A layer with a sliding window looks this far back (Gemma 3 270M). */
const WINDOW = 512;
/** How far a reader may step back: what a window layer keeps beyond its window. */
export const REWIND = 128;
const LOCAL_ROOM = 4 * WINDOW;
const FIRST_ROOM = 2048;

interface Layer {
  readonly names: readonly [string, string];
  readonly isLocal: boolean;
  cache: [Float32Array, Float32Array];
}

/**
 * The writer's ONNX graph with its keys and values. They live in memory of ours that the graph appends to in place:
 * nothing grows, nothing is copied at a step, and stepping back is a smaller count. One reader at a time.
 */
export class WriterGraph {
  readonly #session: InferenceSession;
  readonly #layers: readonly Layer[];
  #count = 0;
  /** The position of the first row of the window layers' memory. */
  #localStart = 0;
  #room = FIRST_ROOM;

  private constructor(session: InferenceSession) {
    this.#session = session;
    const shapes = session.inputMetadata.filter((input) => input.name.startsWith("past."));
    this.#layers = shapes
      .filter((input) => input.name.endsWith(".key"))
      .map((input) => {
        const isLocal = input.isTensor && input.shape.includes("room_local");
        const size = (isLocal ? LOCAL_ROOM : FIRST_ROOM) * HEAD;
        return {
          names: [input.name.slice(5), input.name.slice(5).replace("key", "value")],
          isLocal,
          cache: [new Float32Array(size), new Float32Array(size)],
        };
      });
  }

  static async load(path: string, threads: number): Promise<WriterGraph> {
    return new WriterGraph(
      await InferenceSession.create(path, {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: "sequential",
        graphOptimizationLevel: "all",
        // Threads that spin while they wait write a note no sooner, took a third more processor time, and hold up the window and speech.
        extra: { session: { intra_op: { allow_spinning: "0" } } },
      }),
    );
  }

  /** Tokens read so far. */
  get count(): number {
    return this.#count;
  }

  /** Forgets all that was read. */
  reset(): void {
    this.#count = 0;
    this.#localStart = 0;
  }

  /** Forgets the tokens from `count` on: at most REWIND of them. */
  rewind(count: number): void {
    if (count > this.#count || count < this.#count - REWIND) throw new RangeError(`cannot rewind to ${count}`);
    this.#count = count;
  }

  /** Reads tokens; returns the logits after the last one. */
  async feed(ids: readonly number[]): Promise<Float32Array> {
    this.#makeRoom(ids.length);
    const start = Math.max(this.#localStart, this.#count - WINDOW);
    const total = this.#count + ids.length;
    const feeds: Record<string, Tensor> = {
      input_ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]),
      positions: new Tensor(
        "int64",
        BigInt64Array.from(ids, (_, i) => BigInt(this.#count + i)),
        [1, ids.length],
      ),
      take: new Tensor("int64", [BigInt(ids.length - 1)], [1]),
      "total.full": int32(total),
      "seqlens.full": int32(total - 1),
      "total.local": int32(total - start),
      "seqlens.local": int32(total - start - 1),
    };
    const fetches: Record<string, Tensor | null> = { logits: null };
    for (const { names, isLocal, cache } of this.#layers) {
      const [from, rows] = isLocal ? [start - this.#localStart, total - start] : [0, total];
      for (const k of [0, 1] as const) {
        const view = cache[k].subarray(from * HEAD, (from + rows) * HEAD);
        const tensor = new Tensor("float32", view, [1, 1, rows, HEAD]);
        feeds[`past.${names[k]}`] = tensor;
        fetches[`present.${names[k]}`] = tensor;
      }
    }
    const { logits } = await this.#session.run(feeds, fetches as Record<string, Tensor>);
    this.#count = total;
    return logits!.data as Float32Array;
  }

  async release(): Promise<void> {
    await this.#session.release();
  }

  #makeRoom(added: number): void {
    if (added > LOCAL_ROOM - WINDOW - REWIND) throw new RangeError(`cannot read ${added} tokens at once`);
    if (this.#count + added > this.#room) {
      this.#room = Math.max(2 * this.#room, this.#count + added);
      for (const layer of this.#layers) {
        if (!layer.isLocal) layer.cache = [grow(layer.cache[0], this.#room), grow(layer.cache[1], this.#room)];
      }
    }
    if (this.#count + added > this.#localStart + LOCAL_ROOM) {
      const start = Math.max(this.#localStart, this.#count - WINDOW - REWIND);
      for (const { isLocal, cache } of this.#layers) {
        if (!isLocal) continue;
        const [from, to] = [start - this.#localStart, this.#count - this.#localStart];
        for (const rows of cache) rows.copyWithin(0, from * HEAD, to * HEAD);
      }
      this.#localStart = start;
    }
  }
}

const int32 = (value: number): Tensor => new Tensor("int32", Int32Array.of(value), [1]);

function grow(rows: Float32Array, room: number): Float32Array {
  const grown = new Float32Array(room * HEAD);
  grown.set(rows);
  return grown;
}
