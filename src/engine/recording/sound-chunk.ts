import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Before each chunk's sound: its number of samples (u32), nonce, tag. */
export const CHUNK_HEADER_BYTES = 4 + NONCE_BYTES + TAG_BYTES;

/** Samples in a whole chunk: half a second, so that with what is on its way a crash costs less than a second. */
export function chunkSamples(rate: number): number {
  return Math.floor(rate / 2);
}

/** Bytes on disk of a chunk of so many samples (16 bits each). */
export function chunkBytes(samples: number): number {
  return CHUNK_HEADER_BYTES + 2 * samples;
}

// What a chunk is bound to: one cannot be moved to another place or another part unseen.
function bindingOf(partId: string, seq: number, samples: number): Buffer {
  return Buffer.from(`${partId} ${seq} ${samples}`);
}

/** Encrypts 16-bit samples (little-endian) with AES-256-GCM under the part's key, with a random nonce. */
export function sealChunk(key: Buffer, partId: string, seq: number, pcm: Buffer): Buffer {
  const samples = pcm.length / 2;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(bindingOf(partId, seq, samples));
  const sealed = cipher.update(pcm);
  cipher.final();
  const header = Buffer.alloc(4);
  header.writeUInt32LE(samples);
  return Buffer.concat([header, nonce, cipher.getAuthTag(), sealed]);
}

/** The samples of a chunk, -1 to 1; undefined where it is damaged or belongs elsewhere. */
export function openChunk(key: Buffer, partId: string, seq: number, chunk: Buffer): Float32Array | undefined {
  if (chunk.length < CHUNK_HEADER_BYTES) return undefined;
  const samples = chunk.readUInt32LE(0);
  if (chunkBytes(samples) !== chunk.length) return undefined;
  const nonce = chunk.subarray(4, 4 + NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(bindingOf(partId, seq, samples));
  decipher.setAuthTag(chunk.subarray(4 + NONCE_BYTES, CHUNK_HEADER_BYTES));
  const pcm = decipher.update(chunk.subarray(CHUNK_HEADER_BYTES));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.length);
  const sound = new Float32Array(samples);
  for (let i = 0; i < samples; i++) sound[i] = view.getInt16(2 * i, true) / 32_767;
  return sound;
}

/** One sample, -1 to 1, as 16 bits: what microphones give. What is louder is clipped, what is no number is silence. */
export function toPcm16(sample: number): number {
  return Math.round(Math.max(-1, Math.min(1, sample || 0)) * 32_767);
}
