import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, join } from "node:path";
import { SoepelError } from "../../contract/errors.ts";
import type { KeyPlace } from "../../contract/views.ts";
import { translateError } from "./failures.ts";
import type { KeyProvider } from "./key.ts";
import { unwrapKey, wrapKey } from "./passphrase.ts";
import { fromRecoveryCode, toRecoveryCode } from "./recovery-code.ts";

/** Where a key may lie beside the data: under a passphrase, wrapped by the OS key store (electron/keys.ts), or in the clear for its owner only. */
const FILES = { passphrase: "soepel.key.pass", os: "soepel.key.os", plain: "soepel.key" } as const;

/** What opens data that is locked. */
export type Secret = { readonly passphrase: string } | { readonly recovery: string };

/**
 * The key of a data folder, wherever it lies: under a passphrase where one was set, else where `base` keeps it. The key itself never
 * changes: setting, changing or taking away a passphrase wraps it anew, and a crash in between leaves one way in at least.
 */
export class KeyRing implements KeyProvider {
  readonly #folder: string;
  readonly #base: KeyProvider;
  readonly #secret: Secret | undefined;
  #master: Buffer | undefined;
  /** Opened by the recovery code, and no passphrase set since. */
  #isRecovered: boolean;
  /** The key lies in the clear for its owner, whatever the base says. */
  #isPlain = false;

  constructor(folder: string, base: KeyProvider, secret?: Secret) {
    this.#folder = folder;
    this.#base = base;
    this.#secret = secret;
    this.#isRecovered = secret !== undefined && "recovery" in secret;
  }

  get place(): KeyPlace {
    const recovered = this.#isRecovered ? { isRecovered: true as const } : {};
    if (existsSync(this.#path("passphrase")))
      return { where: "passphrase", path: this.#path("passphrase"), ...recovered };
    return { ...(this.#isPlain ? { where: "file", path: this.#path("plain") } : this.#base.place), ...recovered };
  }

  /** Fails: key-locked (a passphrase is wanted), key-wrong, recovery-wrong, and as the base. */
  async load(mayCreate: boolean): Promise<Buffer> {
    const secret = this.#secret;
    if (secret !== undefined && "recovery" in secret) {
      this.#master = fromRecoveryCode(secret.recovery);
      if (this.#master === undefined) throw new SoepelError("recovery-wrong");
    } else if (!existsSync(this.#path("passphrase"))) {
      this.#master = await this.#base.load(mayCreate);
    } else {
      if (secret === undefined) throw new SoepelError("key-locked");
      this.#master = await unwrapKey(this.#read(), secret.passphrase);
      // Left behind by a crash while the passphrase was set: it would be a way round it.
      this.#removeOthers();
    }
    return this.#master;
  }

  /**
   * The recovery code opened the data: where there is no passphrase that asks for the key next time, it is kept in a file for its owner.
   * What lay there and did not open is put aside, never deleted. Fails: no-rights, disk-full.
   */
  keepRecovered(): void {
    if (!this.#isRecovered || existsSync(this.#path("passphrase"))) return;
    for (const name of ["os", "plain"] as const) {
      if (existsSync(this.#path(name))) this.#putAside(this.#path(name));
    }
    this.#write("plain", this.#loaded());
    this.#isPlain = true;
  }

  /** Sets or changes the passphrase. `current` is asked where there is one, but not of her who came in by the recovery code. Fails: key-wrong, no-rights, disk-full. */
  async protect(passphrase: string, current: string | undefined): Promise<void> {
    await this.#check(current);
    this.#write("passphrase", await wrapKey(this.#loaded(), passphrase));
    this.#removeOthers();
    this.#isRecovered = false;
    this.#isPlain = false;
  }

  /** Takes the passphrase away: the key lies in a file for its owner only. Fails: not-now (there is none), key-wrong, no-rights, disk-full. */
  async unprotect(current: string | undefined): Promise<void> {
    if (!existsSync(this.#path("passphrase"))) throw new SoepelError("not-now", "there is no passphrase");
    await this.#check(current);
    this.#write("plain", this.#loaded());
    rmSync(this.#path("passphrase"), { force: true });
    this.#isPlain = true;
  }

  /** The code that opens the data without the passphrase, on whatever computer; who asks for it knows the passphrase. Fails: key-wrong. */
  async readRecoveryCode(current: string | undefined): Promise<string> {
    await this.#check(current);
    return toRecoveryCode(this.#loaded());
  }

  async #check(current: string | undefined): Promise<void> {
    if (this.#isRecovered || !existsSync(this.#path("passphrase"))) return;
    await unwrapKey(this.#read(), current ?? "");
  }

  #loaded(): Buffer {
    if (this.#master === undefined) throw new Error("the key was not loaded");
    return this.#master;
  }

  #path(name: keyof typeof FILES): string {
    return join(this.#folder, FILES[name]);
  }

  #read(): string {
    try {
      return readFileSync(this.#path("passphrase"), "utf8");
    } catch (error) {
      throw translateError(error, FILES.passphrase);
    }
  }

  #removeOthers(): void {
    for (const name of ["os", "plain"] as const) rmSync(this.#path(name), { force: true });
  }

  #putAside(path: string): void {
    try {
      let number = 1;
      while (existsSync(`${path}.unusable-${number}`)) number++;
      renameSync(path, `${path}.unusable-${number}`);
    } catch (error) {
      throw translateError(error, basename(path));
    }
  }

  /** Whole or not at all. */
  #write(name: "passphrase" | "plain", content: string | Buffer): void {
    const draft = `${this.#path(name)}.new`;
    try {
      rmSync(draft, { force: true });
      const file = openSync(draft, "wx", 0o600);
      try {
        writeSync(file, Buffer.from(content));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(draft, this.#path(name));
    } catch (error) {
      throw translateError(error, FILES[name]);
    }
  }
}
