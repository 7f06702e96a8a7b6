/** Mono sound as a 16-bit WAV file; `rate` in Hz, samples -1 to 1. */
export function encodeWav(samples: Float32Array, rate: number): Buffer {
  const wav = Buffer.alloc(44 + 2 * samples.length);
  wav.write("RIFF", 0, "latin1");
  wav.writeUInt32LE(36 + 2 * samples.length, 4);
  wav.write("WAVEfmt ", 8, "latin1");
  wav.writeUInt32LE(16, 16);
  // PCM, one channel.
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(2 * rate, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36, "latin1");
  wav.writeUInt32LE(2 * samples.length, 40);
  for (const [i, sample] of samples.entries()) {
    wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + 2 * i);
  }
  return wav;
}
