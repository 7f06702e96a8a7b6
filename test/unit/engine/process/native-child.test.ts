import { afterAll, describe, expect, it } from "vitest";
import { NativeChild } from "../../../../src/engine/process/native-child.ts";

type Request = { readonly say: string; readonly data?: Float32Array };
const child = new NativeChild<Request, unknown, string>(new URL("./echo-child.ts", import.meta.url));
afterAll(() => child.close());

describe("NativeChild", () => {
  it("answers, tells progress and news, and carries typed arrays", async () => {
    const shares: number[] = [];
    const news: string[] = [];
    const answer = await child.call(
      { say: "hello" },
      { onProgress: (share) => shares.push(share), onNews: (part) => news.push(part) },
    );
    expect(answer).toBe("hello");
    expect(shares).toEqual([0.5]);
    expect(news).toEqual(["half"]);
    expect(await child.call({ say: "data", data: Float32Array.of(1, 2) })).toEqual(Float32Array.of(1, 2));
  });

  it("hands over expected failures with their code, and bugs with their name", async () => {
    await expect(child.call({ say: "fail" })).rejects.toMatchObject({ code: "model-damaged", detail: "echo.onnx" });
    await expect(child.call({ say: "bug" })).rejects.toMatchObject({ name: "TypeError" });
  });

  it("survives a crash of native code: the call fails, the next one is answered by a new child (hazard 22)", async () => {
    const first = child.pid;
    await expect(child.call({ say: "crash" })).rejects.toMatchObject({ code: "native-crashed" });
    expect(await child.call({ say: "again" })).toBe("again");
    expect(child.pid).not.toBe(first);
  });

  it("stops on abort, and a call aborted before it began is never sent", async () => {
    const stop = new AbortController();
    const waiting = child.call({ say: "wait" }, { signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await expect(waiting).rejects.toMatchObject({ code: "aborted" });
    await expect(child.call({ say: "x" }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
    expect(await child.call({ say: "still there" })).toBe("still there");
  });
});
