import { describe, expect, test } from "vitest";
import { isTrusted, nextPlace, type Source } from "../../../../src/engine/models/source-request.ts";

const hub: Source = { base: new URL("https://huggingface.co/a/b/"), redirectHosts: ["huggingface.co", "hf.co"] };
const from = new URL("https://huggingface.co/a/b/model.onnx");

describe("where a source may send us", () => {
  test.each([
    ["https://cas-bridge.xethub.hf.co/x?sig=1", "https://cas-bridge.xethub.hf.co/x?sig=1"],
    ["https://cdn-lfs.huggingface.co/x", "https://cdn-lfs.huggingface.co/x"],
    ["/api/resolve-cache/x", "https://huggingface.co/api/resolve-cache/x"],
  ])("%s is followed", (location, to) => {
    expect(nextPlace(hub, from, location, "model.onnx").href).toBe(to);
  });

  test.each([
    ["http://cdn-lfs.huggingface.co/x", "from https to http:"],
    ["file:///etc/passwd", "from https to file:"],
    ["https://hf.co.evil.example/x", "a redirect to hf.co.evil.example"],
    ["https://evilhf.co/x", "a redirect to evilhf.co"],
    ["https://hf.co@evil.example/x", "a redirect to evil.example"],
    ["https://", "a redirect to nowhere"],
    [null, "a redirect to nowhere"],
  ])("%s is refused", (location, reason) => {
    expect(() => nextPlace(hub, from, location, "model.onnx")).toThrow(reason);
  });

  test("a mirror on plain http may use its own host only, and what it publishes is not believed", () => {
    const mirror: Source = { base: new URL("http://models.practice.example/whisper-small/"), redirectHosts: [] };
    expect(nextPlace(mirror, mirror.base, "/x", "x").href).toBe("http://models.practice.example/x");
    expect(() => nextPlace(mirror, mirror.base, "https://huggingface.co/x", "x")).toThrow(
      "a redirect to huggingface.co",
    );
    expect(isTrusted(mirror.base)).toBe(false);
    expect(isTrusted(new URL("http://127.0.0.1:8080/"))).toBe(true);
    expect(isTrusted(from)).toBe(true);
  });
});
