import { hkdfSync, randomBytes } from "node:crypto";
import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { basename } from "node:path";
import { SoepelError } from "../../contract/errors.ts";
import type { KeyPlace } from "../../contract/views.ts";
import { translateError } from "./failures.ts";

export const KEY_BYTES = 32;

/** Where the data folder's master key comes from: the OS key store in the app, an owner-only file elsewhere. */
export interface KeyProvider {
  /** The 32 bytes. A new key is made only where `mayCreate` (there is no database yet); otherwise `key-missing`. */
  load(mayCreate: boolean): Promise<Buffer>;
  /** Where it lies; known once it was loaded. */
  readonly place: KeyPlace;
}

/**
 * Keeps the key in a file that only its owner can read. On Windows the mode says nothing: there the rights of the
 * user's profile folder guard it. Fails: key-missing, key-invalid, no-rights, disk-full.
 */
export function keyFile(path: string): KeyProvider {
  return {
    place: { where: "file", path },
    async load(mayCreate) {
      try {
        return readKey(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw translateError(error, basename(path));
      }
      if (!mayCreate) throw new SoepelError("key-missing", basename(path));
      try {
        return createKey(path);
      } catch (error) {
        throw translateError(error, basename(path));
      }
    },
  };
}

function readKey(path: string): Buffer {
  // One descriptor for check and read: a file swapped in between cannot slip through.
  const file = openSync(path, "r");
  try {
    const { mode, uid } = fstatSync(file);
    if (process.platform !== "win32") {
      if ((mode & 0o077) !== 0) throw new SoepelError("key-invalid", `mode 0${(mode & 0o777).toString(8)}`);
      if (uid !== process.getuid?.()) throw new SoepelError("key-invalid", "another user owns it");
    }
    const key = readFileSync(file);
    if (key.length !== KEY_BYTES) throw new SoepelError("key-invalid", `${key.length} bytes`);
    return key;
  } finally {
    closeSync(file);
  }
}

function createKey(path: string): Buffer {
  const key = randomBytes(KEY_BYTES);
  const file = openSync(path, "wx", 0o600);
  try {
    writeSync(file, key);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return key;
}

/** A key for one purpose, so that the master key itself encrypts nothing. */
export function deriveKey(master: Buffer, purpose: "database" | "recordings"): Buffer {
  return Buffer.from(hkdfSync("sha256", master, Buffer.alloc(0), `soepel ${purpose}`, KEY_BYTES));
}
