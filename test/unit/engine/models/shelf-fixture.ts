import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ModelPlaces } from "../../../../src/engine/models/manifest.ts";

/** Two models in a folder of their own: one that ships, one that is to be fetched. Files are small, all else is real. */
export interface ShelfFixture {
  readonly root: string;
  readonly places: ModelPlaces;
  /** The files of the fetchable model, by path. */
  readonly files: ReadonlyMap<string, Buffer>;
  remove(): void;
}

export const SHIPPED = "tiny-shipped";
export const FETCHABLE = "tiny-tier";

export const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
export const gitBlob = (bytes: Buffer): string =>
  createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");

/** `pins`: how the fetchable model's files are pinned, by path; sha256 where nothing is said. */
export function makeShelf(pins: Readonly<Record<string, "sha256" | "git" | "none">> = {}): ShelfFixture {
  const root = mkdtempSync(join(tmpdir(), "soepel-shelf-"));
  const places = { shipped: join(root, "models"), fetched: join(root, "home", "models") };
  const shipped = Buffer.from("weights that ship");
  const files = new Map([
    ["config.json", Buffer.from('{"d_model":4}')],
    ["onnx/encoder.onnx", Buffer.from(Array.from({ length: 90_000 }, (_, i) => (i * 7) & 255))],
    ["onnx/decoder.onnx", Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 13) & 255))],
  ]);
  const entries = [...files].map(([path, bytes]) => ({
    path,
    size: bytes.length,
    sha256: (pins[path] ?? "sha256") === "sha256" ? sha256(bytes) : null,
    ...(pins[path] === "git" ? { gitBlob: gitBlob(bytes) } : {}),
  }));
  const common = { purpose: "a test", licence: "MIT", sources: ["made here"] };
  const manifest = {
    models: [
      { name: SHIPPED, ...common, files: [{ path: "w.onnx", size: shipped.length, sha256: sha256(shipped) }] },
      { name: FETCHABLE, ...common, download: { base: "https://models.invalid/tier/" }, files: entries },
    ],
  };
  write(join(places.shipped, "manifest.json"), JSON.stringify(manifest));
  write(join(places.shipped, SHIPPED, "w.onnx"), shipped);
  return { root, places, files, remove: () => rmSync(root, { recursive: true, force: true }) };
}

export function write(path: string, bytes: Buffer | string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}
