import type { VoiceHeard, VoiceView } from "../../contract/voice-views.ts";
import { meanDirection } from "../../core/transcript/voices.ts";
import { SPEECH_RATE } from "../audio/pcm16k.ts";
import { Resampler } from "../audio/resampler.ts";
import { FRAME_SAMPLES } from "../speech/speech-cutter.ts";
import type { SpeechProcess } from "../speech/speech-process.ts";
import { initialVoiceState } from "../speech/voice-state.ts";
import { readVoicePrint, saveVoicePrint } from "../store/voice-prints.ts";
import type { Ground } from "./app.ts";

/** Seconds of speech that a voice print is made of. */
const WANTED_S = 20;
const SPEECH = 0.5;
const PRINT_SIZE = 256;
interface Running {
  readonly clinicianId: string;
  readonly rate: number;
  readonly resampler: Resampler;
  state: ReturnType<typeof initialVoiceState>;
  rest: Float32Array;
  speech: Float32Array[];
}

/** Learns a clinician's voice from what she reads aloud. The sound stays in memory, and is gone when its print is made. */
export class Enrolment {
  readonly #ground: Pick<Ground, "store" | "models" | "session">;
  #running: Running | undefined;

  constructor(ground: Pick<Ground, "store" | "models" | "session">) {
    this.#ground = ground;
  }

  /** The signed-in clinician's print, if she has one. Fails: not-signed-in. */
  read(): VoiceView | null {
    const kept = readVoicePrint(this.#ground.store, this.#ground.session.clinician.id);
    return kept === undefined ? null : { madeAt: kept.madeAt, speechS: kept.speechS };
  }

  /**
   * Hears the next piece (mono, -1 to 1, at `rate` Hz); with enough speech the print is made and kept. `isFirst` begins anew.
   * Whose voice it is nobody checks. Fails: not-signed-in, and as speech does.
   */
  async hear(samples: Float32Array, rate: number, isFirst: boolean): Promise<VoiceHeard> {
    const { models, session } = this.#ground;
    const { clinician, actor } = session;
    if (isFirst || this.#running?.clinicianId !== clinician.id || this.#running.rate !== rate)
      this.#running = {
        clinicianId: clinician.id,
        rate,
        resampler: new Resampler(rate, SPEECH_RATE),
        state: initialVoiceState(),
        rest: new Float32Array(0),
        speech: [],
      };
    const running = this.#running;
    const speech = await models.speech();
    await collect(running, samples, speech);
    const speechS = (running.speech.length * FRAME_SAMPLES) / SPEECH_RATE;
    if (speechS < WANTED_S) return { speechS, wantedS: WANTED_S, kept: null };
    this.#running = undefined;
    saveVoicePrint(this.#ground.store, clinician.id, await makePrint(running.speech, speech), speechS, actor);
    return { speechS, wantedS: WANTED_S, kept: this.read() };
  }
}

/** Keeps the frames in which somebody speaks. */
async function collect(running: Running, samples: Float32Array, speech: SpeechProcess): Promise<void> {
  const pcm = joined([running.rest, running.resampler.push(samples)]);
  const whole = pcm.length - (pcm.length % FRAME_SAMPLES);
  running.rest = pcm.slice(whole);
  if (whole === 0) return;
  const heard = await speech.ask({ type: "detect", samples: pcm.slice(0, whole), state: running.state });
  running.state = heard.state;
  for (const [i, probability] of heard.probabilities.entries())
    if (probability >= SPEECH) running.speech.push(pcm.slice(i * FRAME_SAMPLES, (i + 1) * FRAME_SAMPLES));
}

async function makePrint(frames: readonly Float32Array[], speech: SpeechProcess): Promise<Float32Array> {
  const { starts, prints } = await speech.ask({ type: "print", samples: joined(frames) });
  const windows = starts.map((_, i) => prints.slice(i * PRINT_SIZE, (i + 1) * PRINT_SIZE));
  return meanDirection(windows);
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
