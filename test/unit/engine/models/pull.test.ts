import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openModel } from "../../../../src/engine/models/manifest.ts";
import { pullModel } from "../../../../src/engine/models/pull.ts";
import { readReceipt } from "../../../../src/engine/models/receipt.ts";
import { takeOwnership } from "../../../../src/engine/store/owner-lock.ts";
import { FETCHABLE, makeShelf, SHIPPED, type ShelfFixture, sha256, write } from "./shelf-fixture.ts";
import { type Behaviour, type SourceServer, sendCut, sendFile, serve } from "./source-server.ts";

const patience = { idleMs: 20_000, attempts: 2, firstWaitMs: 5 };
const undo: (() => unknown)[] = [];

afterEach(async () => {
  for (const act of undo.splice(0)) await act();
});

function shelf(pins?: Parameters<typeof makeShelf>[0]): ShelfFixture {
  const made = makeShelf(pins);
  undo.push(made.remove);
  return made;
}

async function mirrorOf({ files }: ShelfFixture, behave?: Behaviour): Promise<SourceServer> {
  const server = await serve((request, response, nth) => {
    const bytes = files.get((request.url ?? "").slice(`/${FETCHABLE}/`.length));
    if (behave !== undefined) behave(request, response, nth);
    else if (bytes === undefined) response.writeHead(404).end();
    else sendFile(request, response, bytes);
  });
  undo.unshift(() => server.close());
  return server;
}

function pull({ places }: ShelfFixture, server: SourceServer, name = FETCHABLE, onProgress = (_: number) => {}) {
  const signal = new AbortController().signal;
  return pullModel(name, { places, signal, onProgress, patience, mirror: server.base.href });
}

const left = ({ places }: ShelfFixture): string[] =>
  readdirSync(places.fetched).filter((name) => !name.startsWith("pull.lock"));

describe("pull", () => {
  test("fetches a model from the mirror, verifies it, and it opens", async () => {
    const made = shelf();
    const shares: number[] = [];
    const folder = await pull(made, await mirrorOf(made), FETCHABLE, (share) => shares.push(share));
    expect(await openModel(FETCHABLE, made.places)).toBe(folder);
    for (const [path, bytes] of made.files) expect(readFileSync(join(folder, path)).equals(bytes)).toBe(true);
    expect(left(made)).toEqual([FETCHABLE]);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  test("does not fetch again what is there and whole; a damaged one is fetched anew", async () => {
    const made = shelf();
    const server = await mirrorOf(made);
    const folder = await pull(made, server);
    const asked = server.seen.length;
    await pull(made, server);
    expect(server.seen).toHaveLength(asked);
    write(join(folder, "config.json"), '{"d_model":5}');
    await pull(made, server);
    expect(await openModel(FETCHABLE, made.places)).toBe(folder);
    expect(left(made)).toEqual([FETCHABLE]);
  });

  test("installs nothing while the last file is lacking, and the next pull asks only for the rest", async () => {
    const made = shelf();
    let isCut = true;
    const server = await mirrorOf(made, (request, response) => {
      const path = (request.url ?? "").slice(`/${FETCHABLE}/`.length);
      const bytes = made.files.get(path)!;
      if (isCut && path === "onnx/decoder.onnx") sendCut(response, bytes, 20_000);
      else sendFile(request, response, bytes);
    });
    await expect(pull(made, server)).rejects.toMatchObject({ code: "model-source-unreached" });
    expect(existsSync(join(made.places.fetched, FETCHABLE))).toBe(false);
    await expect(openModel(FETCHABLE, made.places)).rejects.toMatchObject({ code: "model-missing" });
    isCut = false;
    const asked = server.seen.length;
    await pull(made, server);
    expect(server.seen.slice(asked)).toEqual([
      { path: `/${FETCHABLE}/onnx/decoder.onnx`, range: "bytes=20000-", ifRange: '"v1"' },
    ]);
  });

  test("keeps the digests that the source publishes, and damage shows by them later", async () => {
    const made = shelf({ "onnx/encoder.onnx": "none", "config.json": "git" });
    const server = await mirrorOf(made, (request, response) => {
      const bytes = made.files.get((request.url ?? "").slice(`/${FETCHABLE}/`.length));
      if (bytes === undefined) response.writeHead(404).end();
      else sendFile(request, response, bytes, { "x-linked-etag": `"${sha256(bytes)}"` });
    });
    const folder = await pull(made, server);
    const encoder = made.files.get("onnx/encoder.onnx")!;
    expect((await readReceipt(folder))?.files).toContainEqual({
      path: "onnx/encoder.onnx",
      size: encoder.length,
      sha256: sha256(encoder),
    });
    const damaged = Buffer.from(encoder);
    damaged[100] = damaged[100]! ^ 1;
    write(join(folder, "onnx/encoder.onnx"), damaged);
    await expect(openModel(FETCHABLE, made.places)).rejects.toMatchObject({ code: "model-damaged" });
  });

  test("takes a mirror's digests from the receipt that lies there", async () => {
    const made = shelf({ "onnx/encoder.onnx": "none" });
    const files = [...made.files].map(([path, bytes]) => ({ path, size: bytes.length, sha256: sha256(bytes) }));
    const receipt = JSON.stringify({ name: FETCHABLE, from: "x", at: new Date().toISOString(), files });
    const server = await mirrorOf(made, (request, response) => {
      const path = (request.url ?? "").slice(`/${FETCHABLE}/`.length);
      sendFile(request, response, path === "soepel-model.json" ? Buffer.from(receipt) : made.files.get(path)!);
    });
    expect(await openModel(FETCHABLE, made.places).catch(() => "absent")).toBe("absent");
    await pull(made, server);
    await openModel(FETCHABLE, made.places);
  });

  test("refuses a file of which nobody knows the digest", async () => {
    const made = shelf({ "onnx/encoder.onnx": "none" });
    await expect(pull(made, await mirrorOf(made))).rejects.toMatchObject({ code: "model-unverified" });
    expect(existsSync(join(made.places.fetched, FETCHABLE))).toBe(false);
  });

  test("a model that ships is not fetched but verified; an unknown name is said", async () => {
    const made = shelf();
    const server = await mirrorOf(made);
    expect(await pull(made, server, SHIPPED)).toBe(join(made.places.shipped, SHIPPED));
    await expect(pull(made, server, "whisper-huge")).rejects.toMatchObject({ code: "model-unknown" });
    expect(server.seen).toHaveLength(0);
  });

  test("a disk without room is found out before the first byte is asked for", async () => {
    const made = shelf();
    const path = join(made.places.shipped, "manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8"));
    manifest.models[1].files[0].size = 1e15;
    write(path, JSON.stringify(manifest));
    const server = await mirrorOf(made);
    await expect(pull(made, server)).rejects.toMatchObject({
      code: "disk-full",
      message: expect.stringMatching(/needs \d+ MB, \d+ MB is free/),
    });
    expect(server.seen).toHaveLength(0);
  });

  test("one pull at a time", async () => {
    const made = shelf();
    const server = await mirrorOf(made);
    write(join(made.places.fetched, "keep"), "");
    const lock = takeOwnership(join(made.places.fetched, "pull.lock"), "models", new Date());
    try {
      await expect(pull(made, server)).rejects.toMatchObject({ code: "store-in-use" });
    } finally {
      lock.release();
    }
  });

  test("a mirror that is no address", async () => {
    const made = shelf();
    const options = { places: made.places, signal: new AbortController().signal, onProgress: () => {}, patience };
    await expect(pullModel(FETCHABLE, { ...options, mirror: "file:///etc" })).rejects.toMatchObject({ code: "usage" });
  });
});
