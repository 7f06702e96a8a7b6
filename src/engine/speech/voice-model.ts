import { InferenceSession, Tensor } from "onnxruntime-node";
import { FRAME_SAMPLES } from "./speech-cutter.ts";
import { CONTEXT, STATE, type VoiceState } from "./voice-state.ts";

/** Silero's voice detector, version 6, in the form that takes many frames at once (`silero_vad_16k_sequence.onnx`). */
export class VoiceModel {
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  static async load(path: string): Promise<VoiceModel> {
    return new VoiceModel(
      await InferenceSession.create(path, { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 }),
    );
  }

  /** The probability of speech in each frame of 512 samples at 16 kHz; `samples` holds whole frames. */
  async detect(samples: Float32Array, state: VoiceState): Promise<{ probabilities: Float32Array; state: VoiceState }> {
    const frames = samples.length / FRAME_SAMPLES;
    const input = new Float32Array(frames * (CONTEXT + FRAME_SAMPLES));
    let context = state.context;
    for (let frame = 0; frame < frames; frame++) {
      const own = samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES);
      input.set(context, frame * (CONTEXT + FRAME_SAMPLES));
      input.set(own, frame * (CONTEXT + FRAME_SAMPLES) + CONTEXT);
      context = own.subarray(-CONTEXT);
    }
    const { speech_probs, hn, cn } = await this.#session.run({
      input: new Tensor("float32", input, [frames, CONTEXT + FRAME_SAMPLES]),
      h: new Tensor("float32", state.h, [1, 1, STATE]),
      c: new Tensor("float32", state.c, [1, 1, STATE]),
    });
    return {
      probabilities: speech_probs!.data as Float32Array,
      state: { h: hn!.data as Float32Array, c: cn!.data as Float32Array, context: context.slice() },
    };
  }
}
