/** A WAV file of 16-bit samples as recorders write it; the lengths in the header can be made to lie. */
export interface WavOptions {
  readonly rate?: number;
  readonly channels?: number;
  readonly format?: "u8" | "s16" | "s24" | "s32" | "f32";
  readonly extensible?: boolean;
  /** What the header says about the samples' bytes; undefined is the truth. */
  readonly statedBytes?: number;
  /** Chunks before the samples: 4-letter name and bytes. */
  readonly before?: readonly (readonly [string, Uint8Array])[];
  readonly after?: readonly (readonly [string, Uint8Array])[];
}

const BITS = { u8: 8, s16: 16, s24: 24, s32: 32, f32: 32 };

/** `samples`: one array a channel, -1 to 1. */
export function makeWav(samples: readonly Float32Array[], options: WavOptions = {}): Uint8Array<ArrayBuffer> {
  const { rate = 16_000, format = "s16", extensible = false } = options;
  const frames = samples[0]?.length ?? 0;
  const bytes = BITS[format] / 8;
  const data = new DataView(new ArrayBuffer(frames * samples.length * bytes));
  for (let frame = 0, at = 0; frame < frames; frame++) {
    for (const channel of samples) {
      writeSample(data, at, channel[frame]!, format);
      at += bytes;
    }
  }
  const fmt = new DataView(new ArrayBuffer(extensible ? 40 : 16));
  const code = format === "f32" ? 3 : 1;
  fmt.setUint16(0, extensible ? 0xfffe : code, true);
  fmt.setUint16(2, samples.length, true);
  fmt.setUint32(4, rate, true);
  fmt.setUint32(8, rate * samples.length * bytes, true);
  fmt.setUint16(12, samples.length * bytes, true);
  fmt.setUint16(14, BITS[format], true);
  if (extensible) {
    fmt.setUint16(16, 22, true);
    fmt.setUint16(18, BITS[format], true);
    fmt.setUint16(24, code, true);
  }
  const chunks = [
    chunk("fmt ", new Uint8Array(fmt.buffer)),
    ...(options.before ?? []).map(([name, content]) => chunk(name, content)),
    chunk("data", new Uint8Array(data.buffer), options.statedBytes),
    ...(options.after ?? []).map(([name, content]) => chunk(name, content)),
  ];
  return chunk("RIFF", join([new TextEncoder().encode("WAVE"), ...chunks]));
}

/** A steady tone. */
export function makeTone(hz: number, seconds: number, rate = 16_000, level = 0.5): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: Math.round(seconds * rate) },
    (_, i) => level * Math.sin((2 * Math.PI * hz * i) / rate),
  );
}

function writeSample(data: DataView, at: number, value: number, format: keyof typeof BITS): void {
  if (format === "u8") data.setUint8(at, Math.round(value * 127) + 128);
  if (format === "s16") data.setInt16(at, Math.round(value * 32_767), true);
  if (format === "s24") {
    const whole = Math.round(value * 8_388_607);
    data.setUint16(at, whole & 0xffff, true);
    data.setInt8(at + 2, whole >> 16);
  }
  if (format === "s32") data.setInt32(at, Math.round(value * 2_147_483_647), true);
  if (format === "f32") data.setFloat32(at, value, true);
}

function chunk(name: string, content: Uint8Array, statedBytes = content.length): Uint8Array<ArrayBuffer> {
  const head = new DataView(new ArrayBuffer(8));
  for (let i = 0; i < 4; i++) head.setUint8(i, name.charCodeAt(i));
  head.setUint32(4, statedBytes, true);
  return join([new Uint8Array(head.buffer), content, new Uint8Array(content.length % 2)]);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
