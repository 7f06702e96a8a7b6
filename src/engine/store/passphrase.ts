import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";
import { z } from "zod";
import { SoepelError } from "../../contract/errors.ts";
import { KEY_BYTES } from "./key.ts";

/** OWASP's advice for scrypt (Password Storage Cheat Sheet): 128 MiB and about half a second for a guess. */
const COST = { N: 2 ** 17, r: 8, p: 1 } as const;
const MOST_MEMORY = 256 * 1024 * 1024;

const base64 = z.base64().transform((text) => Buffer.from(text, "base64"));
const WrappedKey = z.object({
  kdf: z.literal("scrypt"),
  N: z.int().min(2).max(COST.N),
  r: z.int().min(1).max(COST.r),
  p: z.int().min(1).max(COST.p),
  salt: base64,
  nonce: base64,
  tag: base64,
  key: base64,
});

/** The key under a passphrase, as the text of a file. Another passphrase wraps the same key anew: no data is encrypted again. */
export async function wrapKey(key: Buffer, passphrase: string): Promise<string> {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv("aes-256-gcm", await stretch(passphrase, salt, COST), nonce);
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
  const texts = { salt, nonce, tag: cipher.getAuthTag(), key: wrapped };
  const encoded = Object.entries(texts).map(([name, bytes]) => [name, bytes.toString("base64")]);
  return `${JSON.stringify({ kdf: "scrypt", ...COST, ...Object.fromEntries(encoded) })}\n`;
}

/** Fails: key-wrong (another passphrase), key-invalid (not such a file, or damaged). */
export async function unwrapKey(text: string, passphrase: string): Promise<Buffer> {
  let wrapped: z.output<typeof WrappedKey>;
  try {
    wrapped = WrappedKey.parse(JSON.parse(text));
  } catch {
    throw new SoepelError("key-invalid", "not a key under a passphrase");
  }
  const { salt, nonce, tag, key } = wrapped;
  const decipher = createDecipheriv("aes-256-gcm", await stretch(passphrase, salt, wrapped), nonce, {
    authTagLength: 16,
  });
  try {
    decipher.setAuthTag(tag);
    const master = Buffer.concat([decipher.update(key), decipher.final()]);
    if (master.length !== KEY_BYTES) throw new Error("length");
    return master;
  } catch {
    throw new SoepelError("key-wrong");
  }
}

/** The same words give the same key, on whatever keyboard they were typed. */
function stretch(passphrase: string, salt: Buffer, { N, r, p }: { N: number; r: number; p: number }): Promise<Buffer> {
  const words = passphrase.normalize("NFKC").trim().replace(/\s+/g, " ");
  return new Promise((resolve, reject) => {
    scrypt(words, salt, KEY_BYTES, { N, r, p, maxmem: MOST_MEMORY }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
