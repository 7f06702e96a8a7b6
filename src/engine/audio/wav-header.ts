import { SoepelError } from "../../contract/errors.ts";

/** How the samples of a WAV file are laid out. `frameBytes`: one sample of every channel. */
export interface WavFormat {
  readonly sampleRate: number;
  readonly channels: number;
  readonly encoding: "u8" | "s16" | "s24" | "s32" | "f32";
  readonly frameBytes: number;
}

/** Where the samples lie. `statedBytes` is what the header claims; undefined where it claims nothing (0, 0xFFFFFFFF). */
export interface WavHeader {
  readonly format: WavFormat;
  readonly dataOffset: number;
  readonly dataBytes: number;
  readonly statedBytes: number | undefined;
}

/** Reads `length` bytes at `offset` of the file, fewer at its end. */
export type ReadAt = (offset: number, length: number) => Promise<DataView>;

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
/** Rates outside this are no recording of speech, and would make the resampler's filter huge. */
const RATES = { least: 4_000, most: 768_000 };
const MOST_CHANNELS = 32;

const tag = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

/**
 * Walks the chunks of a RIFF or RF64 file to its samples, whatever chunks lie before them.
 * Recorders that crash or stream leave 0, 0xFFFFFFFF or a too large length: then the samples run to the end of the file.
 * @throws SoepelError not-wav, wav-truncated (ends within the header), audio-empty (a file or data of no length)
 */
export async function readWavHeader(readAt: ReadAt, fileBytes: number): Promise<WavHeader> {
  if (fileBytes === 0) throw new SoepelError("audio-empty", "the file is empty");
  const riff = await readAt(0, 12);
  if (riff.byteLength < 12 || !/^(RIFF|RF64)$/.test(tag(riff, 0)) || tag(riff, 8) !== "WAVE") {
    throw new SoepelError("not-wav");
  }
  let format: WavFormat | undefined;
  for (let offset = 12; offset + 8 <= fileBytes; ) {
    const chunk = await readAt(offset, 8);
    const id = tag(chunk, 0);
    const size = chunk.getUint32(4, true);
    if (id === "fmt ") {
      format = readFormat(await readAt(offset + 8, Math.min(size, 40)));
    } else if (id === "data") {
      if (format === undefined) throw new SoepelError("not-wav", "its samples come before their format");
      return locateData(readAt, fileBytes, format, offset + 8, size);
    }
    offset += 8 + size + (size % 2);
  }
  throw new SoepelError("wav-truncated", `${fileBytes} bytes`);
}

async function locateData(
  readAt: ReadAt,
  fileBytes: number,
  format: WavFormat,
  dataOffset: number,
  size: number,
): Promise<WavHeader> {
  const left = fileBytes - dataOffset;
  const isOpen = size === 0xffffffff || (size === 0 && !(await isChunkTail(readAt, dataOffset, left)));
  const available = isOpen ? left : Math.min(size, left);
  const dataBytes = available - (available % format.frameBytes);
  if (dataBytes === 0) {
    throw left < size && !isOpen ? new SoepelError("wav-truncated") : new SoepelError("audio-empty");
  }
  return { format, dataOffset, dataBytes, statedBytes: isOpen ? undefined : size };
}

/** Is what follows an empty data chunk another chunk that ends with the file? Then the 0 is true, and not a recorder's lie. */
async function isChunkTail(readAt: ReadAt, offset: number, left: number): Promise<boolean> {
  if (left < 8) return true;
  const next = await readAt(offset, 8);
  const size = next.getUint32(4, true);
  return /^[\x20-\x7e]{4}$/.test(tag(next, 0)) && (size + 8 === left || size + (size % 2) + 8 === left);
}

function readFormat(fmt: DataView): WavFormat {
  if (fmt.byteLength < 16) throw new SoepelError("wav-truncated");
  let code = fmt.getUint16(0, true);
  const channels = fmt.getUint16(2, true);
  const sampleRate = fmt.getUint32(4, true);
  const bits = fmt.getUint16(14, true);
  // WAVE_FORMAT_EXTENSIBLE: the true code is the first two bytes of the sub-format's GUID.
  if (code === EXTENSIBLE && fmt.byteLength >= 26) code = fmt.getUint16(24, true);
  const encoding = findEncoding(code, bits);
  if (encoding === undefined) throw new SoepelError("not-wav", `format ${code} of ${bits} bits`);
  if (channels < 1 || channels > MOST_CHANNELS) throw new SoepelError("not-wav", `${channels} channels`);
  if (sampleRate < RATES.least || sampleRate > RATES.most) throw new SoepelError("not-wav", `${sampleRate} Hz`);
  return { sampleRate, channels, encoding, frameBytes: (bits / 8) * channels };
}

function findEncoding(code: number, bits: number): WavFormat["encoding"] | undefined {
  if (code === FLOAT) return bits === 32 ? "f32" : undefined;
  if (code !== PCM) return undefined;
  return ({ 8: "u8", 16: "s16", 24: "s24", 32: "s32" } as const)[bits];
}
