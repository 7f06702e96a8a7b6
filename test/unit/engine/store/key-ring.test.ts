import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keyFile } from "../../../../src/engine/store/key.ts";
import { KeyRing, type Secret } from "../../../../src/engine/store/key-ring.ts";
import { fromRecoveryCode, toRecoveryCode } from "../../../../src/engine/store/recovery-code.ts";
import { openStore } from "../../../../src/engine/store/store.ts";
import { allBytes, openPractice } from "./practice.ts";

const WORDS = "vier fietsen in de regen";
const OTHER = "een heel andere zin";

const ringOf = (folder: string, secret?: Secret) => new KeyRing(folder, keyFile(join(folder, "soepel.key")), secret);
/** The number of patients: the database opened. */
async function openWith(folder: string, secret?: Secret) {
  const store = await openStore({ folder, keys: ringOf(folder, secret), program: "test" });
  try {
    return store.db.get<{ n: number }>("SELECT count(*) AS n FROM patient")!.n;
  } finally {
    store.close();
  }
}

/** A data folder under a passphrase, with a patient in it; closed. */
async function lockedFolder() {
  const { folder, store } = await openPractice();
  store.close();
  const key = readFileSync(join(folder, "soepel.key"));
  const ring = ringOf(folder);
  await ring.load(false);
  expect(ring.place).toEqual({ where: "file", path: join(folder, "soepel.key") });
  await ring.protect(WORDS, undefined);
  return { folder, key, ring };
}

describe("a key under a passphrase", () => {
  it("opens by its words alone, and lies nowhere in the clear", async () => {
    const { folder, key, ring } = await lockedFolder();
    expect(ring.place).toEqual({ where: "passphrase", path: join(folder, "soepel.key.pass") });
    expect(existsSync(join(folder, "soepel.key"))).toBe(false);
    if (process.platform !== "win32") expect(statSync(join(folder, "soepel.key.pass")).mode & 0o777).toBe(0o600);
    for (const form of ["latin1", "hex", "base64"] as const) expect(allBytes(folder)).not.toContain(key.toString(form));
    await expect(openWith(folder)).rejects.toMatchObject({ code: "key-locked" });
    await expect(openWith(folder, { passphrase: "vier fietsen in de Regen" })).rejects.toMatchObject({
      code: "key-wrong",
    });
    // Spaces and the way a letter is typed do not count.
    expect(await openWith(folder, { passphrase: ` ${WORDS.replace(" in ", "  in ")}` })).toBe(1);
  });

  it("is wrapped anew by other words: the database stays as it is", async () => {
    const { folder, ring } = await lockedFolder();
    const database = readFileSync(join(folder, "soepel.db"));
    await expect(ring.protect(OTHER, "mis")).rejects.toMatchObject({ code: "key-wrong" });
    await ring.protect(OTHER, WORDS);
    expect(readFileSync(join(folder, "soepel.db")).equals(database)).toBe(true);
    await expect(openWith(folder, { passphrase: WORDS })).rejects.toMatchObject({ code: "key-wrong" });
    expect(await openWith(folder, { passphrase: OTHER })).toBe(1);
    await ring.unprotect(OTHER);
    expect(existsSync(join(folder, "soepel.key.pass"))).toBe(false);
    expect(await openWith(folder)).toBe(1);
  });

  it("opens by the recovery code where the words are lost, and takes new words then", async () => {
    const { folder, ring } = await lockedFolder();
    await expect(ring.readRecoveryCode(undefined)).rejects.toMatchObject({ code: "key-wrong" });
    await expect(ring.readRecoveryCode(OTHER)).rejects.toMatchObject({ code: "key-wrong" });
    const recovery = (await ring.readRecoveryCode(WORDS)).toLowerCase().replaceAll("-", " ").replaceAll("0", "o");
    expect(await openWith(folder, { recovery })).toBe(1);
    const recovered = ringOf(folder, { recovery });
    await recovered.load(false);
    expect(recovered.place).toMatchObject({ where: "passphrase", isRecovered: true });
    await recovered.protect(OTHER, undefined);
    expect(recovered.place).toEqual({ where: "passphrase", path: join(folder, "soepel.key.pass") });
    // From now on she is asked for it again.
    await expect(recovered.readRecoveryCode(WORDS)).rejects.toMatchObject({ code: "key-wrong" });
    expect(await openWith(folder, { passphrase: OTHER })).toBe(1);
    await expect(openWith(folder, { recovery: recovery.slice(0, -1) })).rejects.toMatchObject({
      code: "recovery-wrong",
    });
  });

  it("is kept anew where the recovery code opened data whose key was gone; what did not open is put aside", async () => {
    const { folder, key, ring } = await lockedFolder();
    const recovery = await ring.readRecoveryCode(WORDS);
    rmSync(join(folder, "soepel.key.pass"));
    writeFileSync(join(folder, "soepel.key.os"), "damaged");
    writeFileSync(join(folder, "soepel.key"), Buffer.alloc(32, 9), { mode: 0o600 });
    const recovered = ringOf(folder, { recovery });
    await recovered.load(false);
    recovered.keepRecovered();
    expect(recovered.place).toEqual({ where: "file", path: join(folder, "soepel.key"), isRecovered: true });
    expect(readFileSync(join(folder, "soepel.key"))).toEqual(key);
    expect(existsSync(join(folder, "soepel.key.os"))).toBe(false);
    expect(readFileSync(join(folder, "soepel.key.os.unusable-1"), "utf8")).toBe("damaged");
    expect(readFileSync(join(folder, "soepel.key.unusable-1"))).toEqual(Buffer.alloc(32, 9));
    expect(await openWith(folder)).toBe(1);
  });

  it("goes into no file where no passphrase was taken away", async () => {
    const { folder, store } = await openPractice();
    store.close();
    const base = keyFile(join(folder, "elsewhere"));
    const ring = new KeyRing(folder, { place: { where: "os" }, load: () => base.load(true) });
    await ring.load(false);
    rmSync(join(folder, "soepel.key"));
    await expect(ring.unprotect(undefined)).rejects.toMatchObject({ code: "not-now" });
    expect(existsSync(join(folder, "soepel.key"))).toBe(false);
  });

  it("that a crash left in the clear beside the passphrase is removed once the words are given", async () => {
    const { folder, key } = await lockedFolder();
    writeFileSync(join(folder, "soepel.key"), key, { mode: 0o600 });
    await expect(openWith(folder)).rejects.toMatchObject({ code: "key-locked" });
    expect(existsSync(join(folder, "soepel.key"))).toBe(true);
    await openWith(folder, { passphrase: WORDS });
    expect(existsSync(join(folder, "soepel.key"))).toBe(false);
  });

  it("is never replaced where its file is damaged", async () => {
    const { folder } = await lockedFolder();
    writeFileSync(join(folder, "soepel.key.pass"), "{");
    await expect(openWith(folder, { passphrase: WORDS })).rejects.toMatchObject({ code: "key-invalid" });
  });
});

describe("the recovery code", () => {
  it("holds the key, in groups of four, and tells where one letter is not right", () => {
    for (const fill of [0, 1, 0x5a, 0xff]) {
      const key = Buffer.alloc(32, fill);
      const code = toRecoveryCode(key);
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(fromRecoveryCode(code)).toEqual(key);
      for (let at = 0; at < code.length; at += 5) {
        const wrong = code.slice(0, at) + (code[at] === "7" ? "8" : "7") + code.slice(at + 1);
        expect(fromRecoveryCode(wrong)).toBeUndefined();
      }
    }
    for (const wrong of ["", "AAAA", `${"U".repeat(56)}`]) expect(fromRecoveryCode(wrong)).toBeUndefined();
  });
});
