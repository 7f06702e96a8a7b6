import { close, closeSync, fdatasync, fsyncSync, openSync, writeSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { translateError } from "../store/failures.ts";
import { CHUNK_HEADER_BYTES, chunkBytes, chunkSamples, openChunk, sealChunk, toPcm16 } from "./sound-chunk.ts";

/** A file of encrypted sound: who it is, where it lies, and what opens it. */
export interface SoundFile {
  readonly path: string;
  readonly partId: string;
  /** Hz. */
  readonly rate: number;
  readonly key: Buffer;
}

/**
 * Appends to a new sound file. A chunk goes to the system as soon as it is full (a crash of ours then cannot lose it)
 * and to the disk right after (nor can a power cut); `onStored` tells how many seconds are on disk.
 */
export class SoundWriter {
  readonly #file: SoundFile;
  readonly #fd: number;
  readonly #pending: Buffer;
  #pendingSamples = 0;
  #seq = 0;
  #writtenSamples = 0;
  #sync: Promise<void> | undefined;
  readonly #onStored: (seconds: number) => void;
  readonly #onFailure: (error: unknown) => void;

  /** Fails: no-rights, disk-full. `onFailure` hears of a disk that does not take what was written. */
  constructor(file: SoundFile, onStored: (seconds: number) => void, onFailure: (error: unknown) => void) {
    this.#file = file;
    this.#pending = Buffer.alloc(2 * chunkSamples(file.rate));
    this.#onStored = onStored;
    this.#onFailure = onFailure;
    try {
      this.#fd = openSync(file.path, "wx", 0o600);
      if (process.platform !== "win32") syncFolder(dirname(file.path));
    } catch (error) {
      throw translateError(error, basename(file.path));
    }
  }

  /** Seconds taken so far, those still in memory included. */
  get seconds(): number {
    return (this.#writtenSamples + this.#pendingSamples) / this.#file.rate;
  }

  /** Fails: disk-full, no-rights; nothing may be appended after that, and all whole chunks stay. */
  append(samples: Float32Array): void {
    const { buffer, byteOffset, length } = this.#pending;
    const view = new DataView(buffer, byteOffset, length);
    for (let i = 0; i < samples.length; i++) {
      view.setInt16(2 * this.#pendingSamples++, toPcm16(samples[i]!), true);
      if (2 * this.#pendingSamples === length) this.#writeChunk();
    }
  }

  /** Writes what is left and waits until all is on disk. */
  async close(): Promise<void> {
    try {
      if (this.#pendingSamples > 0) this.#writeChunk();
      while (this.#sync !== undefined) await this.#sync;
    } finally {
      await this.abandon();
    }
  }

  /** Closes without writing what is left in memory. */
  async abandon(): Promise<void> {
    await this.#sync;
    this.#pending.fill(0);
    await new Promise<void>((resolve) => close(this.#fd, () => resolve()));
  }

  #writeChunk(): void {
    const { key, partId, path } = this.#file;
    const chunk = sealChunk(key, partId, this.#seq, this.#pending.subarray(0, 2 * this.#pendingSamples));
    const start = this.#seq * chunkBytes(chunkSamples(this.#file.rate));
    try {
      for (let done = 0; done < chunk.length; ) {
        done += writeSync(this.#fd, chunk, done, chunk.length - done, start + done);
      }
    } catch (error) {
      // Half a chunk may stay at the end: the reader knows it by its length.
      this.#pendingSamples = 0;
      throw translateError(error, basename(path));
    }
    this.#seq++;
    this.#writtenSamples += this.#pendingSamples;
    this.#pendingSamples = 0;
    this.#startSync();
  }

  #startSync(): void {
    if (this.#sync !== undefined) return;
    const samples = this.#writtenSamples;
    this.#sync = new Promise((resolve) => {
      fdatasync(this.#fd, (error) => {
        this.#sync = undefined;
        if (error !== null) this.#onFailure(translateError(error, basename(this.#file.path)));
        else {
          this.#onStored(samples / this.#file.rate);
          if (this.#writtenSamples > samples) this.#startSync();
        }
        resolve();
      });
    });
  }
}

// A new file's name must survive a power cut too.
function syncFolder(folder: string): void {
  const fd = openSync(folder, "r");
  fsyncSync(fd);
  closeSync(fd);
}

/** Sound as it was recorded. `startS` is from the start of the file; a damaged chunk says so and holds no samples. */
export interface FileBlock {
  readonly startS: number;
  readonly endS: number;
  readonly samples: Float32Array;
  readonly isDamaged: boolean;
}

/** Seconds of whole chunks in a file; 0 where it is not there. A last chunk that was cut off does not count. */
export async function measureSeconds(file: Omit<SoundFile, "key" | "partId">): Promise<number> {
  const handle = await openIfThere(file.path);
  if (handle === undefined) return 0;
  try {
    return (await countSamples(handle, file.rate)) / file.rate;
  } finally {
    await handle.close();
  }
}

/** Reads from `fromS` up to `toS` (seconds in the file), a chunk at a time, wherever they lie. */
export async function* readSound(
  file: SoundFile,
  fromS = 0,
  toS = Number.POSITIVE_INFINITY,
): AsyncGenerator<FileBlock> {
  const { rate, key, partId } = file;
  const handle = await openIfThere(file.path);
  if (handle === undefined) return;
  try {
    const whole = chunkSamples(rate);
    const from = Math.max(0, Math.round(fromS * rate));
    const to = Math.min(await countSamples(handle, rate), Math.round(toS * rate));
    for (let seq = Math.floor(from / whole); seq * whole < to; seq++) {
      const first = seq * whole;
      const chunk = Buffer.alloc(chunkBytes(whole));
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, seq * chunk.length);
      const samples = openChunk(key, partId, seq, chunk.subarray(0, bytesRead));
      const [start, end] = [Math.max(from, first), Math.min(to, first + (samples?.length ?? whole))];
      if (end <= start) continue;
      yield {
        startS: start / rate,
        endS: end / rate,
        samples: samples?.subarray(start - first, end - first) ?? new Float32Array(0),
        isDamaged: samples === undefined,
      };
    }
  } finally {
    await handle.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw translateError(error, basename(path));
  }
}

/** All chunks but the last are whole, so that the file's size tells how many there are. */
async function countSamples(handle: FileHandle, rate: number): Promise<number> {
  const whole = chunkSamples(rate);
  const { size } = await handle.stat();
  const chunks = Math.floor(size / chunkBytes(whole));
  const start = chunks * chunkBytes(whole);
  const rest = size - start;
  if (rest < CHUNK_HEADER_BYTES) return chunks * whole;
  const header = Buffer.alloc(4);
  await handle.read(header, 0, 4, start);
  const samples = header.readUInt32LE(0);
  return chunks * whole + (chunkBytes(samples) === rest ? samples : 0);
}
