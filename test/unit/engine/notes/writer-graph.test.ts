import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { REWIND, WriterGraph } from "../../../../src/engine/notes/writer-graph.ts";
import { WriterTokenizer } from "../../../../src/engine/notes/writer-tokenizer.ts";
import { BACK_PAIN, WRITER_FOLDER } from "./writer-model.ts";

const tokenizer = await WriterTokenizer.load(join(WRITER_FOLDER, "tokenizer.json"));
const graph = await WriterGraph.load(join(WRITER_FOLDER, "model.onnx"), 1);
const ids = [tokenizer.bos, ...tokenizer.encode(BACK_PAIN.join("\n"))];
afterAll(() => graph.release());

async function readIn(pieces: number, tokens: readonly number[]): Promise<Float32Array> {
  graph.reset();
  let logits = new Float32Array();
  for (let at = 0; at < tokens.length; at += pieces)
    logits = Float32Array.from(await graph.feed(tokens.slice(at, at + pieces)));
  return logits;
}

/** Eight-bit kernels for one row and for many round differently; logits reach from about -30 to 30. */
const CLOSE = 1.5;
const likeliest = (logits: Float32Array): number => logits.indexOf(Math.max(...logits));
const distance = (a: Float32Array, b: Float32Array): number => Math.max(...a.map((x, i) => Math.abs(x - b[i]!)));

describe("WriterGraph", { timeout: 300_000 }, () => {
  it("says the same whatever the pieces in which it reads", async () => {
    const whole = await readIn(256, ids);
    const inSevens = await readIn(7, ids);
    expect(likeliest(inSevens)).toBe(likeliest(whole));
    expect(distance(whole, inSevens)).toBeLessThan(CLOSE);
  });

  it("forgets what it steps back over", async () => {
    const before = await readIn(256, ids);
    const count = graph.count;
    await graph.feed(tokenizer.encode(" heel iets anders, en nog iets"));
    graph.rewind(count - 1);
    const after = await graph.feed(ids.slice(-1));
    expect(graph.count).toBe(count);
    expect(distance(before, after)).toBeLessThan(CLOSE);
    expect(() => graph.rewind(count - REWIND - 1)).toThrow(RangeError);
  });

  it("reads past its windows' memory: after 2,048 tokens the last ones still count the same", async () => {
    const long = Array.from({ length: 2300 }, (_, i) => ids[i % ids.length]!);
    const a = await readIn(250, long);
    const b = await readIn(97, long);
    expect(likeliest(a)).toBe(likeliest(b));
    expect(distance(a, b)).toBeLessThan(CLOSE);
  });
});
