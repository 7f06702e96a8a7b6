import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { ToEngine } from "../src/contract/host.ts";

/** What of Electron's safeStorage is needed, so that a test can be another system. */
export interface OsKeyStore {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(wrapped: Buffer): string;
  /** On Linux; Electron 22 has it not. */
  getSelectedStorageBackend?(): string;
}

export type KeyAnswer = Extract<ToEngine, { kind: "key" }>;

/**
 * Whether the system's key store keeps a key from others. On Linux only where a keyring is known to be behind it: `basic_text` wraps
 * with a password that is in Chromium's source.
 */
export function isWorthItsName(store: OsKeyStore, platform: NodeJS.Platform): boolean {
  if (!store.isEncryptionAvailable()) return false;
  if (platform !== "linux") return true;
  const backend = store.getSelectedStorageBackend?.() ?? "unknown";
  return backend !== "basic_text" && backend !== "unknown";
}

/** Where the key lies beside the data: wrapped by the system's key store, else for the engine in a file that only its owner reads. */
export const KEY_FILES = { wrapped: "soepel.key.os", plain: "soepel.key" } as const;

/**
 * The data folder's key for the engine: unwrapped by the system's key store. Where that is worth nothing, the engine keeps an
 * owner-only file, and `say` gets that. A key that is there is never replaced.
 */
export function findKey(
  folder: string,
  store: OsKeyStore,
  platform: NodeJS.Platform,
  mayCreate: boolean,
  say: (text: string) => void,
): KeyAnswer {
  const wrapped = join(folder, KEY_FILES.wrapped);
  const plain = join(folder, KEY_FILES.plain);
  if (existsSync(wrapped)) return unwrap(wrapped, store);
  if (existsSync(plain) || !isWorthItsName(store, platform)) {
    say(`this computer has no key store that Soepel can use; the key is in ${KEY_FILES.plain}, for its owner only`);
    return { kind: "key", file: plain };
  }
  if (!mayCreate) return { kind: "key", code: "key-missing" };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const key = randomBytes(32);
    writeOnce(wrapped, store.encryptString(key.toString("base64")));
    return { kind: "key", key };
  } catch {
    return { kind: "key", code: "no-rights" };
  }
}

function unwrap(path: string, store: OsKeyStore): KeyAnswer {
  let wrapped: Buffer;
  try {
    wrapped = readFileSync(path);
  } catch {
    return { kind: "key", code: "no-rights" };
  }
  try {
    return { kind: "key", key: Buffer.from(store.decryptString(wrapped), "base64") };
  } catch {
    // Another user's, another computer's, or damaged: nothing that Soepel could mend.
    return { kind: "key", code: "key-invalid" };
  }
}

function writeOnce(path: string, bytes: Buffer): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
