import { InferenceSession, Tensor } from "onnxruntime-node";
import { FOURIER_LENGTH } from "./fourier-400.ts";
import { HOP, PowerMel } from "./power-mel.ts";

const BANDS = 40;
/** The encoder was trained on windows of 1.6 s. */
export const PRINT_FRAMES = 160;
/** From one window to the next: 0.8 s. */
export const PRINT_STEP = 80;
/** Softer speech is made so loud (-30 dB of full scale), as in the encoder's training; louder stays. */
const LOUDNESS = 10 ** (-30 / 20);

/** How a voice sounds in windows of 1.6 s: one after the other, 256 numbers each. Times are seconds of the samples that were given. */
export interface VoicePrints {
  readonly starts: readonly number[];
  readonly prints: Float32Array;
}

/** Resemblyzer's voice encoder (GE2E): the same voice gives prints that lie close together, another's lie further away. */
export class SpeakerModel {
  readonly #session: InferenceSession;
  readonly #power = new PowerMel(BANDS);

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  static async load(path: string): Promise<SpeakerModel> {
    return new SpeakerModel(
      await InferenceSession.create(path, { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 }),
    );
  }

  /** The prints of a stretch of speech at 16 kHz; of one shorter than a window, one, heard over and over. */
  async print(samples: Float32Array): Promise<VoicePrints> {
    const frames = this.measure(samples);
    const count = frames.length / BANDS;
    const last = Math.max(0, count - PRINT_FRAMES);
    const at = Array.from({ length: Math.ceil(last / PRINT_STEP) + 1 }, (_, i) => Math.min(last, i * PRINT_STEP));
    const mels = new Float32Array(at.length * PRINT_FRAMES * BANDS);
    for (const [i, first] of at.entries()) {
      for (let frame = 0; frame < PRINT_FRAMES; frame++) {
        const from = (first + (frame % count)) * BANDS;
        mels.set(frames.subarray(from, from + BANDS), (i * PRINT_FRAMES + frame) * BANDS);
      }
    }
    const { prints } = await this.#session.run({ mels: new Tensor("float32", mels, [at.length, PRINT_FRAMES, BANDS]) });
    return { starts: at.map((frame) => (frame * HOP) / 16_000), prints: prints!.data as Float32Array };
  }

  /** Power mel bands, frame after frame of 10 ms, each centred on its time (librosa's `melspectrogram`). */
  measure(samples: Float32Array): Float32Array {
    const half = FOURIER_LENGTH / 2;
    const count = Math.floor(samples.length / HOP) + 1;
    const padded = new Float64Array(samples.length + FOURIER_LENGTH + HOP);
    let sum = 0;
    for (const sample of samples) sum += sample * sample;
    const gain = Math.max(1, LOUDNESS / Math.max(Math.sqrt(sum / samples.length), 1e-6));
    for (let i = 0; i < samples.length; i++) padded[half + i] = samples[i]! * gain;
    const frames = new Float32Array((count + 1) * BANDS);
    for (let frame = 0; frame < count; frame += 2) {
      this.#power.readPair(padded, frame * HOP, (bin, even, odd) => {
        frames[frame * BANDS + bin] = even;
        frames[(frame + 1) * BANDS + bin] = odd;
      });
    }
    return frames.subarray(0, count * BANDS);
  }
}
