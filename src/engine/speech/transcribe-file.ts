import { availableParallelism } from "node:os";
import { SoepelError } from "../../contract/errors.ts";
import { attributeUtterances, type SpeakerClues } from "../../core/transcript/attribute.ts";
import { SpeakerSorter } from "../../core/transcript/speaker-sorter.ts";
import type { Transcript, Utterance } from "../../core/transcript/transcript.ts";
import { isHeard } from "../../core/transcript/unheard.ts";
import { readPcm16k } from "../audio/pcm16k.ts";
import { openWav } from "../audio/wav-file.ts";
import { openModel } from "../models/manifest.ts";
import { DEVICES } from "./device-names.ts";
import { findSpeechFiles } from "./speech-files.ts";
import { SpeechProcess, type StartOptions } from "./speech-process.ts";
import { cutAllTurns } from "./turn-cutter.ts";
import { printVoiceOf } from "./voice-of-file.ts";
import { SileroDetector, WhisperTranscriber } from "./whisper-transcriber.ts";

/** The model that ships. */
export const EMBEDDED_MODEL = "whisper-base";
const VOICE_MODEL = "silero-vad";
const SPEAKER_MODEL = "speaker-encoder";
/** Whisper's small matrices gain nothing from more. */
const MOST_THREADS = 4;
/** Beams gain nothing from several windows at once, and each takes 150 MB. */
const WINDOWS_AT_ONCE = 1;

export interface TranscribeFileOptions {
  /** A name of models/manifest.json; the embedded model if left out. */
  readonly model?: string;
  /** A folder of Whisper's public ONNX layout that is used as it is, instead of a model of the manifest. */
  readonly modelDir?: string;
  /** The folder of the voice detector, in the same way. */
  readonly voiceDir?: string;
  /** Words that are likely to be said. */
  readonly prompt?: string;
  /** As RecogniseOptions has it. */
  readonly beams?: number;
  /** What is known of who speaks. */
  readonly clues?: SpeakerClues;
  /** A WAV file in which the clinician alone speaks: by it she is known. */
  readonly clinicianVoice?: string;
  readonly signal?: AbortSignal;
  /** The share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Told, in English, of what is odd about the file (it ends early) while it is used all the same. */
  readonly onRemark?: (remark: string) => void;
  readonly threads?: number;
  /** A speech process that runs already; it is not closed. Left out, one is started and ended. */
  readonly speech?: SpeechProcess;
}

/**
 * Writes down a WAV file of any length, in constant memory but for what voices are like (1 KB a second). Who speaks is told by voice
 * and words, and `onbekend` where that is not clear.
 * @throws SoepelError file-not-found, not-wav, wav-truncated, wav-damaged, audio-empty, no-speech, model-missing, model-damaged, model-unknown, aborted
 */
export async function transcribeFile(path: string, options: TranscribeFileOptions = {}): Promise<Transcript> {
  const { signal, onProgress, onRemark } = options;
  const wav = await openWav(path);
  let own: SpeechProcess | undefined;
  try {
    for (const remark of wav.remarks) onRemark?.(remark);
    if (signal?.aborted) throw new SoepelError("aborted");
    if (options.speech === undefined) own = await startSpeech(options);
    const speech = options.speech ?? own!;
    const voice = options.clinicianVoice;
    const enrolled = voice === undefined ? undefined : await printVoiceOf(voice, speech, signal);
    const clues = { ...options.clues, ...(enrolled !== undefined && { enrolled }) };
    const sorter = new SpeakerSorter();
    const found = new SileroDetector(speech).detect(readPcm16k(wav), signal);
    const segments = cutAllTurns(found, sorter, (samples) => speech.ask({ type: "print", samples }, { signal }));
    const heard = new WhisperTranscriber(speech, WINDOWS_AT_ONCE, options.beams).transcribe(segments, {
      ...(options.prompt !== undefined && { prompt: options.prompt }),
      ...(signal && { signal }),
      onProgress: (upToS) => onProgress?.(Math.min(1, upToS / wav.durationS)),
    });
    const utterances: Utterance[] = [];
    for await (const utterance of heard) utterances.push(utterance);
    if (!utterances.some(isHeard)) throw new SoepelError("no-speech");
    onProgress?.(1);
    sorter.seek();
    const durationS = Math.round(wav.durationS * 100) / 100;
    return { language: "nl", durationS, utterances: attributeUtterances(utterances, sorter, clues) };
  } finally {
    own?.close();
    await wav.close();
  }
}

/**
 * Starts a speech process with models that were found whole. The caller closes it. The model that ships is small enough for any
 * processor; a larger one tries the graphics card. SOEPEL_SPEECH_DEVICE says otherwise (auto, cpu, cuda, dml, coreml).
 */
export async function startSpeech({
  model = EMBEDDED_MODEL,
  modelDir,
  voiceDir,
  threads = Math.min(MOST_THREADS, availableParallelism()),
  device = DEVICES.find((known) => known === process.env.SOEPEL_SPEECH_DEVICE) ??
    (model === EMBEDDED_MODEL ? "cpu" : "auto"),
  isBackground = false,
}: Pick<TranscribeFileOptions, "model" | "modelDir" | "voiceDir" | "threads"> &
  StartOptions = {}): Promise<SpeechProcess> {
  const [folder, voiceFolder, speakerFolder] = await Promise.all([
    modelDir ?? openModel(model),
    voiceDir ?? openModel(VOICE_MODEL),
    openModel(SPEAKER_MODEL),
  ]);
  const files = await findSpeechFiles(folder, voiceFolder, speakerFolder);
  return SpeechProcess.start(files, threads, { device, isBackground });
}
