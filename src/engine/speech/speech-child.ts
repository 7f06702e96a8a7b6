/**
 * The speech process: the native code that could crash, alone in a process of its own (DESIGN.md, section 2).
 * Started by speech-process.ts; it answers requests one at a time, the urgent first, and ends with its parent.
 */
import { Recogniser } from "./recogniser.ts";
import { SpeakerModel } from "./speaker-model.ts";
import type { FromSpeech, SpeechAnswer, SpeechRequest, ToSpeech } from "./speech-protocol.ts";
import { type GiveWay, Turns } from "./turns.ts";
import { VoiceModel } from "./voice-model.ts";
import { WhisperSessions } from "./whisper-sessions.ts";
import { readWhisperSettings } from "./whisper-settings.ts";
import { WhisperTokenizer } from "./whisper-tokenizer.ts";

let models:
  | { readonly recogniser: Recogniser; readonly voice: VoiceModel; readonly speaker: SpeakerModel | undefined }
  | undefined;
const running = new Map<number, AbortController>();
const turns = new Turns();
/** Nothing is heard before the models are there, nor cut into utterances late. */
const FIRST = 0;
const DRAFT = 1;
const REST = 2;

process.on("message", (message: ToSpeech) => {
  if ("type" in message) {
    running.get(message.id)?.abort();
    return;
  }
  const controller = new AbortController();
  running.set(message.id, controller);
  const { id, request } = message;
  void turns.run(rankOf(request), (giveWay) => handle(id, request, controller.signal, giveWay));
});
process.on("disconnect", () => process.exit());

function rankOf(request: SpeechRequest): number {
  if (request.type !== "recognise") return FIRST;
  return request.isDraft ? DRAFT : REST;
}

async function handle(id: number, request: SpeechRequest, signal: AbortSignal, giveWay: GiveWay): Promise<void> {
  try {
    signal.throwIfAborted();
    tell({ type: "done", id, answer: await answer(id, request, signal, giveWay) });
  } catch (error) {
    if (signal.aborted) tell({ type: "aborted", id });
    else tell({ type: "failed", id, message: error instanceof Error ? error.message : "unknown" });
  } finally {
    running.delete(id);
  }
}

async function answer(
  id: number,
  request: SpeechRequest,
  signal: AbortSignal,
  giveWay: GiveWay,
): Promise<SpeechAnswer<SpeechRequest["type"]>> {
  if (request.type === "load") {
    const { folder, encoder, decoder, voice, speaker } = request.files;
    const settings = await readWhisperSettings(folder);
    const whisper = await WhisperSessions.load(settings, { encoder, decoder }, request.threads, request.device);
    const tokenizer = await WhisperTokenizer.load(folder);
    models = {
      recogniser: new Recogniser(whisper, tokenizer),
      voice: await VoiceModel.load(voice),
      speaker: speaker === undefined ? undefined : await SpeakerModel.load(speaker),
    };
    return whisper.device;
  }
  if (models === undefined) throw new Error("no model is loaded");
  if (request.type === "detect") return models.voice.detect(request.samples, request.state);
  if (request.type === "print")
    return (await models.speaker?.print(request.samples)) ?? { starts: [], prints: new Float32Array(0) };
  const { windows, prompt, beams, isDraft = false } = request;
  return models.recogniser.recognise(windows, {
    signal,
    giveWay,
    isDraft,
    onProgress: (share) => tell({ type: "progress", id, share }),
    ...(prompt !== undefined && { prompt }),
    ...(beams !== undefined && { beams }),
  });
}

function tell(message: FromSpeech): void {
  process.send?.(message);
}
