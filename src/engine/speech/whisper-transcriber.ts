import { SoepelError } from "../../contract/errors.ts";
import type { SpeechDetector, SpeechSegment, TranscribeOptions, Transcriber } from "../../core/transcript/ports.ts";
import type { Utterance } from "../../core/transcript/transcript.ts";
import { FRAME_SAMPLES, type OpenSpeech, SpeechCutter } from "./speech-cutter.ts";
import type { SpeechProcess } from "./speech-process.ts";
import { makeUtterances } from "./utterances.ts";
import { initialVoiceState } from "./voice-state.ts";
import { type SpeechWindow, WindowPacker } from "./window-plan.ts";

/** A block that never exceeds this (-80 dB of full scale) is a microphone that is off: the detector is not asked. */
const NOTHING = 1e-4;

/** Finds speech with Silero in the speech process. */
export class SileroDetector implements SpeechDetector {
  readonly #speech: SpeechProcess;

  constructor(speech: SpeechProcess) {
    this.#speech = speech;
  }

  /**
   * An empty block is a break in the recording: what was being said has ended. `onOpen` is told, after every block, what is being
   * said and has not ended.
   */
  async *detect(
    blocks: AsyncIterable<Float32Array>,
    signal?: AbortSignal,
    onOpen?: (open: OpenSpeech) => void,
  ): AsyncGenerator<SpeechSegment> {
    const cutter = new SpeechCutter();
    let state = initialVoiceState();
    let rest = new Float32Array(0);
    for await (const block of blocks) {
      if (block.length === 0) {
        const cutOff = cutter.flush();
        if (cutOff !== undefined) yield cutOff;
        continue;
      }
      const all = new Float32Array(rest.length + block.length);
      all.set(rest);
      all.set(block, rest.length);
      const whole = all.length - (all.length % FRAME_SAMPLES);
      rest = all.slice(whole);
      if (whole === 0) continue;
      const samples = all.subarray(0, whole);
      let probabilities: Float32Array | undefined;
      if (samples.some((sample) => Math.abs(sample) > NOTHING)) {
        const heard = await this.#speech.ask({ type: "detect", samples, state }, { signal });
        ({ probabilities, state } = heard);
      } else {
        if (signal?.aborted) throw new SoepelError("aborted");
        state = initialVoiceState();
      }
      for (let frame = 0; frame * FRAME_SAMPLES < whole; frame++) {
        const own = samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES);
        const segment = cutter.push(own, probabilities?.[frame] ?? 0);
        if (segment !== undefined) yield segment;
      }
      const open = onOpen === undefined ? undefined : cutter.open;
      if (open !== undefined) onOpen?.(open);
    }
    const last = cutter.flush();
    if (last !== undefined) yield last;
  }
}

/** Writes down speech with Whisper in the speech process, several windows at once. */
export class WhisperTranscriber implements Transcriber {
  readonly #speech: SpeechProcess;
  readonly #windowsAtOnce: number;

  readonly #beams: number | undefined;

  /** `windowsAtOnce`: more are faster, and keep what was said waiting longer (30 s of speech each). `beams`: as RecogniseOptions has it. */
  constructor(speech: SpeechProcess, windowsAtOnce: number, beams?: number) {
    this.#beams = beams;
    this.#speech = speech;
    this.#windowsAtOnce = windowsAtOnce;
  }

  async *transcribe(
    segments: AsyncIterable<SpeechSegment>,
    options: TranscribeOptions = {},
  ): AsyncGenerator<Utterance> {
    const packer = new WindowPacker();
    let waiting: SpeechWindow[] = [];
    let count = 0;
    const number = (heard: ReturnType<typeof makeUtterances>): Utterance[] =>
      heard.map((utterance) => ({ id: `u${++count}`, ...utterance }));
    for await (const segment of segments) {
      const full = packer.push(segment);
      if (full === undefined) continue;
      waiting.push(full);
      if (waiting.length < this.#windowsAtOnce) continue;
      yield* number(await this.#recognise(waiting, options));
      waiting = [];
    }
    const last = packer.flush();
    if (last !== undefined) waiting.push(last);
    if (waiting.length > 0) yield* number(await this.#recognise(waiting, options));
  }

  async #recognise(windows: readonly SpeechWindow[], options: TranscribeOptions) {
    const { prompt, signal, onProgress } = options;
    const start = windows[0]!.placed[0]!.start;
    const { from, to, start: lastStart } = windows.at(-1)!.placed.at(-1)!;
    const end = lastStart + to - from;
    const words = await this.#speech.ask(
      {
        type: "recognise",
        windows: windows.map(({ samples }) => samples),
        ...(prompt !== undefined && { prompt }),
        ...(this.#beams !== undefined && { beams: this.#beams }),
      },
      { signal, onProgress: (share) => onProgress?.(start + share * (end - start)) },
    );
    return windows.flatMap(({ placed }, index) => makeUtterances(words[index]!, placed));
  }
}
