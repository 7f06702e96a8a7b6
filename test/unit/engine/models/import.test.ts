import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { importModels } from "../../../../src/engine/models/import.ts";
import { openModel } from "../../../../src/engine/models/manifest.ts";
import { FETCHABLE, makeShelf, type ShelfFixture, sha256, write } from "./shelf-fixture.ts";

const undo: (() => void)[] = [];
afterEach(() => {
  for (const act of undo.splice(0)) act();
});

/** A shelf and a stick with its fetchable model on it. */
function prepare(pins?: Parameters<typeof makeShelf>[0]): { made: ShelfFixture; stick: string; model: string } {
  const made = makeShelf(pins);
  undo.push(made.remove);
  const stick = join(made.root, "stick");
  const model = join(stick, FETCHABLE);
  for (const [path, bytes] of made.files) write(join(model, path), bytes);
  return { made, stick, model };
}

const take = ({ places }: ShelfFixture, folder: string) =>
  importModels(folder, { places, signal: new AbortController().signal, onProgress: () => {} });

describe("import", () => {
  test.each(["the stick", "the model's own folder"])("from %s", async (from) => {
    const { made, stick, model } = prepare();
    expect(await take(made, from === "the stick" ? stick : model)).toEqual([FETCHABLE]);
    await openModel(FETCHABLE, made.places);
  });

  test("from a copy under another name, by its receipt, which also brings the digests that are not pinned", async () => {
    const { made, model } = prepare({ "onnx/encoder.onnx": "none", "config.json": "git" });
    await expect(take(made, model)).rejects.toMatchObject({ code: "model-unverified" });
    const files = [...made.files].map(([path, bytes]) => ({ path, size: bytes.length, sha256: sha256(bytes) }));
    const receipt = { name: FETCHABLE, from: "https://x/", at: new Date().toISOString(), files };
    write(join(model, "soepel-model.json"), JSON.stringify(receipt));
    const copy = join(made.root, "copy");
    cpSync(model, copy, { recursive: true });
    expect(await take(made, copy)).toEqual([FETCHABLE]);
    await openModel(FETCHABLE, made.places);
  });

  test("pinned by Git's name of the content alone: opens again later", async () => {
    const { made, stick } = prepare({ "config.json": "git" });
    await take(made, stick);
    await openModel(FETCHABLE, made.places);
    write(join(made.places.fetched, FETCHABLE, "config.json"), '{"d_model":9}');
    await expect(openModel(FETCHABLE, made.places)).rejects.toMatchObject({ code: "model-damaged" });
  });

  test.each([
    ["a file is lacking", (model: string) => rmSync(join(model, "config.json")), "model-missing"],
    ["a file is cut off", (model: string) => truncateSync(join(model, "onnx/encoder.onnx"), 80_000), "model-damaged"],
    ["a byte differs", (model: string) => write(join(model, "config.json"), '{"d_model":5}'), "model-damaged"],
  ])("%s: nothing is installed and nothing lies about", async (_, damage, code) => {
    const { made, stick, model } = prepare();
    damage(model);
    await expect(take(made, stick)).rejects.toMatchObject({ code });
    expect(existsSync(join(made.places.fetched, FETCHABLE))).toBe(false);
    expect(readdirSync(made.places.fetched).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("a folder without models, or none at all", async () => {
    const { made } = prepare();
    mkdirSync(join(made.root, "empty"));
    await expect(take(made, join(made.root, "empty"))).rejects.toMatchObject({ code: "file-not-found" });
    await expect(take(made, join(made.root, "nowhere"))).rejects.toMatchObject({ code: "file-not-found" });
  });
});
