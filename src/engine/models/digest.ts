import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";

/** A file as a manifest names it. Where no digest is pinned, what the source publishes counts. */
export interface WantedFile {
  /** From the model's folder, with `/`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string | null;
  /** Git's name of the content: SHA-1 of "blob SIZE\0" and the bytes. */
  readonly gitBlob?: string | undefined;
}

/** What a file's content must be; the SHA-256 where it is known. */
export interface Expected {
  readonly sha256?: string | undefined;
  readonly gitBlob?: string | undefined;
}

/** SHA-256 of bytes as they pass by, and Git's name of them where only that is known. */
export class Digest {
  readonly #sha256 = createHash("sha256");
  readonly #git: Hash | undefined;
  readonly #expected: Expected;

  constructor(expected: Expected, size: number) {
    this.#expected = expected;
    const isGit = expected.sha256 === undefined && expected.gitBlob !== undefined;
    this.#git = isGit ? createHash("sha1").update(`blob ${size}\0`) : undefined;
  }

  update(chunk: Uint8Array): void {
    this.#sha256.update(chunk);
    this.#git?.update(chunk);
  }

  async updateFromFile(path: string): Promise<void> {
    for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) this.update(chunk as Buffer);
  }

  /** The SHA-256, if the content is what was expected; nothing where it is not, or where nothing was expected. */
  check(): string | undefined {
    const sha256 = this.#sha256.digest("hex");
    const { sha256: wanted, gitBlob } = this.#expected;
    if (wanted !== undefined) return sha256 === wanted ? sha256 : undefined;
    return gitBlob !== undefined && this.#git?.digest("hex") === gitBlob ? sha256 : undefined;
  }
}
