import { type FileHandle, open, stat } from "node:fs/promises";
import { SoepelError } from "../../contract/errors.ts";
import { readWavHeader, type WavFormat } from "./wav-header.ts";

/** Samples read at once: a file of any length needs the memory of a second or two. */
const BLOCK_FRAMES = 32_768;

/** An open WAV file. `durationS` is what the file truly holds; `remarks` say, in English, where that is not what it claims. */
export interface WavFile {
  readonly format: WavFormat;
  readonly durationS: number;
  readonly remarks: readonly string[];
  /** The samples from start to end, mixed to mono (the mean of the channels), -1 to 1, at the file's own rate. Fails: wav-damaged. */
  blocks(): AsyncGenerator<Float32Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/**
 * Opens a WAV file for reading in constant memory; the caller closes it.
 * @throws SoepelError file-not-found, not-wav, wav-truncated, audio-empty
 */
export async function openWav(path: string): Promise<WavFile> {
  const file = await openForReading(path);
  try {
    const { size } = await file.stat();
    const header = await readWavHeader(async (offset, length) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
      return new DataView(bytes.buffer, 0, bytesRead);
    }, size);
    const { format, dataOffset, dataBytes, statedBytes } = header;
    const seconds = (bytes: number) => bytes / format.frameBytes / format.sampleRate;
    const remarks =
      statedBytes !== undefined && statedBytes > dataBytes + format.frameBytes
        ? [
            `the file ends early: it states ${seconds(statedBytes).toFixed(1)} s and holds ${seconds(dataBytes).toFixed(1)} s`,
          ]
        : [];
    return {
      format,
      durationS: seconds(dataBytes),
      remarks,
      blocks: () => readMono(file, format, dataOffset, dataBytes),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openForReading(path: string): Promise<FileHandle> {
  // Asked before it is opened: opening a pipe waits for whoever writes to it, for ever.
  const isFile = await stat(path).then(
    (it) => it.isFile(),
    (cause: unknown) => {
      throw new SoepelError("file-not-found", path, { cause });
    },
  );
  if (!isFile) throw new SoepelError("file-not-found", `${path} is not a file`);
  try {
    return await open(path, "r");
  } catch (cause) {
    throw new SoepelError("file-not-found", path, { cause });
  }
}

async function* readMono(
  file: FileHandle,
  format: WavFormat,
  dataOffset: number,
  dataBytes: number,
): AsyncGenerator<Float32Array<ArrayBuffer>> {
  const bytes = new Uint8Array(BLOCK_FRAMES * format.frameBytes);
  for (let done = 0; done < dataBytes; ) {
    const wanted = Math.min(bytes.length, dataBytes - done);
    const { bytesRead } = await file.read(bytes, 0, wanted, dataOffset + done);
    const frames = Math.floor(bytesRead / format.frameBytes);
    // The file became shorter while it was read: what is there was used.
    if (frames === 0) return;
    done += frames * format.frameBytes;
    yield mixToMono(bytes, frames, format);
  }
}

/**
 * Decodes interleaved little-endian samples and takes the mean of the channels.
 * @throws SoepelError wav-damaged where a sample of a float file is no number: what was said there nobody can know
 */
function mixToMono(
  bytes: Uint8Array<ArrayBuffer>,
  frames: number,
  { channels, encoding, frameBytes }: WavFormat,
): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = READERS[encoding];
  const width = frameBytes / channels;
  const mono = new Float32Array(frames);
  for (let frame = 0, at = 0; frame < frames; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++, at += width) sum += read(view, at);
    if (!Number.isFinite(sum)) throw new SoepelError("wav-damaged", "not a number");
    mono[frame] = sum / channels;
  }
  return mono;
}

const READERS: Record<WavFormat["encoding"], (view: DataView, at: number) => number> = {
  u8: (view, at) => (view.getUint8(at) - 128) / 128,
  s16: (view, at) => view.getInt16(at, true) / 32_768,
  s24: (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 65_536) / 8_388_608,
  s32: (view, at) => view.getInt32(at, true) / 2_147_483_648,
  f32: (view, at) => view.getFloat32(at, true),
};
