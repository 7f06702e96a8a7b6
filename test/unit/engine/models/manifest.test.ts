import { chmodSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { listModels, verifyModels } from "../../../../src/engine/models/inventory.ts";
import { openModel, readManifest } from "../../../../src/engine/models/manifest.ts";
import { FETCHABLE, makeShelf, SHIPPED, type ShelfFixture, write } from "./shelf-fixture.ts";

const undo: (() => void)[] = [];
afterEach(() => {
  for (const act of undo.splice(0)) act();
});

function shelf(): ShelfFixture {
  const made = makeShelf();
  undo.push(made.remove);
  return made;
}

describe("the manifest in this repository", () => {
  test("is well formed, and the tiers are pinned to https and named hosts", async () => {
    const manifest = await readManifest();
    const tiers = manifest.filter((entry) => entry.download !== undefined);
    expect(tiers.map((entry) => entry.name)).toEqual(["whisper-small", "whisper-medium", "whisper-large-v3-turbo"]);
    for (const { download } of tiers) expect(download?.redirectHosts).toEqual(["huggingface.co", "hf.co"]);
  });

  test("every model that ships is there, whole", async () => {
    const shipped = (await verifyModels()).filter((model) => model.where !== "downloaded");
    expect(shipped.flatMap((model) => model.problems.map((p) => `${model.name}/${p.path} ${p.problem}`))).toEqual([]);
  });
});

describe("a model that ships", () => {
  test("opens when every byte is right", async () => {
    const made = shelf();
    expect(await openModel(SHIPPED, made.places)).toBe(join(made.places.shipped, SHIPPED));
    expect((await listModels(made.places)).map(({ name, where }) => [name, where])).toEqual([
      [SHIPPED, "shipped"],
      [FETCHABLE, "not here"],
    ]);
  });

  test("HAZARDS 20: one byte changed, cut off or gone: it does not open, and verify says which", async () => {
    const made = shelf();
    const path = join(made.places.shipped, SHIPPED, "w.onnx");
    const bytes = readFileSync(path);
    bytes[3] = bytes[3]! ^ 1;
    write(path, bytes);
    await expect(openModel(SHIPPED, made.places)).rejects.toMatchObject({ code: "model-damaged" });
    expect(await verifyModels(made.places)).toEqual([
      { name: SHIPPED, where: "shipped", problems: [{ path: "w.onnx", problem: "digest" }] },
    ]);
    write(path, bytes.subarray(0, 5));
    await expect(openModel(SHIPPED, made.places)).rejects.toMatchObject({ code: "model-damaged" });
    rmSync(path);
    await expect(openModel(SHIPPED, made.places)).rejects.toMatchObject({ code: "model-missing" });
    expect((await listModels(made.places))[0]?.where).toBe("incomplete");
  });

  test.skipIf(process.platform === "win32" || process.getuid?.() === 0)("is not readable for us", async () => {
    const made = shelf();
    chmodSync(join(made.places.shipped, SHIPPED, "w.onnx"), 0o000);
    expect((await verifyModels(made.places))[0]?.problems).toEqual([{ path: "w.onnx", problem: "unreadable" }]);
  });
});

describe("a manifest that cannot be trusted", () => {
  const good = { name: "a", purpose: "p", licence: "MIT", sources: ["s"] };
  const file = { path: "w.onnx", size: 1, sha256: "0".repeat(64) };
  test.each([
    ["is not JSON", "{"],
    [
      "leads out of its folder",
      JSON.stringify({ models: [{ ...good, files: [{ ...file, path: "../../etc/passwd" }] }] }),
    ],
    ["names an absolute path", JSON.stringify({ models: [{ ...good, files: [{ ...file, path: "/etc/passwd" }] }] })],
    ["names a folder as a model's name", JSON.stringify({ models: [{ ...good, name: "../a", files: [file] }] })],
    ["ships a file without a digest", JSON.stringify({ models: [{ ...good, files: [{ ...file, sha256: null }] }] })],
    [
      "fetches over plain http",
      JSON.stringify({ models: [{ ...good, files: [file], download: { base: "http://models.example/" } }] }),
    ],
    [
      "names a model twice",
      JSON.stringify({
        models: [
          { ...good, files: [file] },
          { ...good, files: [file] },
        ],
      }),
    ],
  ])("%s", async (_, text) => {
    const made = shelf();
    write(join(made.places.shipped, "manifest.json"), text);
    await expect(readManifest(made.places)).rejects.toMatchObject({ code: "model-damaged" });
  });

  test("is not there", async () => {
    const made = shelf();
    rmSync(join(made.places.shipped, "manifest.json"));
    await expect(readManifest(made.places)).rejects.toMatchObject({ code: "model-missing" });
  });
});
