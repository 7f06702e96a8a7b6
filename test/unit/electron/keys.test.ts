import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findKey, isWorthItsName, KEY_FILES, type OsKeyStore } from "../../../electron/keys.ts";

/** A key store that turns bytes around: what it wraps is not the key. */
const store = (backend?: string, isThere = true): OsKeyStore => ({
  isEncryptionAvailable: () => isThere,
  encryptString: (text) => Buffer.from(`os:${[...text].reverse().join("")}`),
  decryptString(wrapped) {
    if (!wrapped.toString().startsWith("os:")) throw new Error("not mine");
    return [...wrapped.toString().slice(3)].reverse().join("");
  },
  ...(backend === undefined ? {} : { getSelectedStorageBackend: () => backend }),
});

describe("the key of the data folder", () => {
  let folder: string;
  let said: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soepel-keys-"));
    said = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const find = (from: OsKeyStore, mayCreate: boolean, platform: NodeJS.Platform = "darwin") =>
    findKey(folder, from, platform, mayCreate, (text) => said.push(text));

  it("makes one where there are no data, wraps it, and finds it again", () => {
    const made = find(store(), true);
    const { key } = made as { key: Uint8Array };
    expect(key).toHaveLength(32);
    const path = join(folder, KEY_FILES.wrapped);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(readFileSync(path).toString()).not.toContain(Buffer.from(key).toString("base64"));
    expect(Buffer.from((find(store(), false) as { key: Uint8Array }).key)).toEqual(Buffer.from(key));
    // Even where a new one might be made the old one stays.
    expect(Buffer.from((find(store(), true) as { key: Uint8Array }).key)).toEqual(Buffer.from(key));
    expect(said).toEqual([]);
  });

  it("makes none for data that are there", () => {
    expect(find(store(), false)).toEqual({ kind: "key", code: "key-missing" });
    expect(existsSync(join(folder, KEY_FILES.wrapped))).toBe(false);
  });

  it("says so where the wrapped key is another's or damaged, and leaves it", () => {
    writeFileSync(join(folder, KEY_FILES.wrapped), "damaged");
    expect(find(store(), true)).toEqual({ kind: "key", code: "key-invalid" });
    expect(readFileSync(join(folder, KEY_FILES.wrapped), "utf8")).toBe("damaged");
  });

  it("refuses Linux' basic_text and what it cannot tell from it, and says so", () => {
    for (const backend of ["basic_text", "unknown", undefined])
      expect(find(store(backend), true, "linux")).toEqual({ kind: "key", file: join(folder, KEY_FILES.plain) });
    expect(said).toHaveLength(3);
    expect(said[0]).toContain(KEY_FILES.plain);
    expect(existsSync(join(folder, KEY_FILES.wrapped))).toBe(false);
    expect(isWorthItsName(store("gnome_libsecret"), "linux")).toBe(true);
    expect(isWorthItsName(store("gnome_libsecret", false), "linux")).toBe(false);
  });

  it("stays with the key file of a computer that got a key store later", () => {
    writeFileSync(join(folder, KEY_FILES.plain), Buffer.alloc(32), { mode: 0o600 });
    expect(find(store("gnome_libsecret"), false, "linux")).toMatchObject({ file: join(folder, KEY_FILES.plain) });
  });
});
