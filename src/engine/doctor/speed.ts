import { availableParallelism, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { SoepelError } from "../../contract/errors.ts";
import { readPcm16k, SPEECH_RATE } from "../audio/pcm16k.ts";
import { openWav } from "../audio/wav-file.ts";
import type { SpeechDevice } from "../speech/device-names.ts";
import { type Finding, formatNumber } from "./finding.ts";
import { type Role, roleOf } from "./tiers.ts";

/** The demo's consult: written for it and spoken by a machine, so that nobody's words are in it. */
const SAMPLE = fileURLToPath(new URL("../../../test/fixtures/demo/consult.wav", import.meta.url));
const MOST_SECONDS = 30;

/** A measured speed: seconds of speech written down in a second, after the model was loaded. */
export interface Speed {
  readonly finding: Finding;
  readonly speechPerSecond: number | undefined;
}

/** What was measured, in seconds. */
export interface Timing {
  readonly load: number;
  readonly speech: number;
  readonly took: number;
  /** Other programs kept the processors busy meanwhile, so that the speed is less than it can be. */
  readonly isBusy: boolean;
  /** What computed. */
  readonly device?: SpeechDevice;
}

/**
 * Writes down half a minute of the sample as a live consult is, window by window, and takes the time: with the embedded
 * model, or the fetched one of that name. A runtime that breaks on this machine is a finding too.
 */
export async function measureSpeed(signal: AbortSignal, model?: string): Promise<Speed> {
  try {
    return judgeSpeed(await takeTime(signal, model), model);
  } catch (error) {
    if (signal.aborted) throw error;
    return { finding: notMeasured(error, model), speechPerSecond: undefined };
  }
}

async function takeTime(signal: AbortSignal, model: string | undefined): Promise<Timing> {
  // Loaded here and not above: where the native module is broken, the doctor still has to say so.
  const { startSpeech } = await import("../speech/transcribe-file.ts");
  const { SileroDetector, WhisperTranscriber } = await import("../speech/whisper-transcriber.ts");
  // The mean of the last minute, before our own work; Windows keeps none and says 0.
  const isBusy = loadavg()[0]! > availableParallelism();
  const wav = await openWav(SAMPLE);
  const since = (start: number): number => (performance.now() - start) / 1000;
  try {
    const atLoad = performance.now();
    const process = await startSpeech(model === undefined ? {} : { model });
    try {
      const load = since(atLoad);
      const atStart = performance.now();
      const segments = new SileroDetector(process).detect(firstSeconds(readPcm16k(wav)), signal);
      let heard = 0;
      for await (const _ of new WhisperTranscriber(process, 1).transcribe(segments, { signal })) heard++;
      if (heard === 0) throw new SoepelError("no-speech");
      return {
        load,
        speech: Math.min(MOST_SECONDS, wav.durationS),
        took: since(atStart),
        isBusy,
        device: process.device,
      };
    } finally {
      process.close();
    }
  } finally {
    await wav.close();
  }
}

async function* firstSeconds(blocks: AsyncIterable<Float32Array>): AsyncGenerator<Float32Array> {
  let left = MOST_SECONDS * SPEECH_RATE;
  for await (const block of blocks) {
    yield block.subarray(0, left);
    left -= block.length;
    if (left <= 0) return;
  }
}

/** What a measured time means for live use. */
export function judgeSpeed({ load, speech, took, isBusy, device }: Timing, model?: string): Speed {
  const speechPerSecond = speech / took;
  const role = roleOf(speechPerSecond);
  const facts = {
    speechSeconds: speech,
    tookSeconds: took,
    loadSeconds: load,
    speechPerSecond,
    isBusy,
    role: role ?? "none",
    device: device?.used ?? "cpu",
    deviceRemark: device?.remark ?? "",
  };
  const text =
    `${nameOf(model)}: ${formatNumber(speech, 0)} s geluid in ${formatNumber(took, 1)} s uitgeschreven, dat is ` +
    `${formatNumber(speechPerSecond, 1)} s per seconde (gemeten${describeDevice(device)}; laden duurde ${formatNumber(load, 1)} s)${describeRole(role, model)}`;
  const id = idOf(model);
  const busy = "De computer was druk met andere programma's: meet opnieuw als hij rustig is.";
  if (isBusy) return { finding: { id, state: "let op", text, advice: busy, facts }, speechPerSecond };
  if (speechPerSecond >= 2) return { finding: { id, state: "ok", text, facts }, speechPerSecond };
  const advice =
    speechPerSecond >= 1
      ? "Krap: de tekst loopt tijdens het consult achter. Sluit andere programma's."
      : "Te langzaam om mee te lopen: de tekst komt pas na het consult.";
  return { finding: { id, state: "let op", text, advice, facts }, speechPerSecond };
}

/** Which model hears live and which hears again. */
function describeRole(role: Role | undefined, model: string | undefined): string {
  if (role === "live") return ", snel genoeg om live mee te horen";
  if (role === "after" && model !== undefined) return ", luistert na: live hoort het meegeleverde model";
  return "";
}

const REMARKS = {
  "not-here": "de videokaart is niet te gebruiken",
  wrong: "de videokaart rekent anders",
  slower: "de videokaart is niet sneller",
  crashed: "het stuurprogramma van de videokaart liep vast",
} as const;

function describeDevice(device: SpeechDevice | undefined): string {
  if (device === undefined || (device.used === "cpu" && device.remark === undefined)) return "";
  if (device.used !== "cpu") return `, met de videokaart (${device.used})`;
  return `, met de processor: ${REMARKS[device.remark!]}`;
}

/** An expected failure has its code; of any other only the kind is told: its message may hold what was said. */
function notMeasured(error: unknown, model: string | undefined): Finding {
  const facts = { code: error instanceof SoepelError ? error.code : error instanceof Error ? error.name : "unknown" };
  const text = `${nameOf(model)}: niet gemeten (${facts.code})`;
  if (error instanceof SoepelError)
    return { id: idOf(model), state: "let op", text, advice: "Los op wat hierboven staat en meet opnieuw.", facts };
  const advice = "De spraakherkenning breekt hier af. Voer `npm ci` opnieuw uit; blijft het, meld het ons.";
  return { id: idOf(model), state: "fout", text, advice, cause: "model", facts };
}

const idOf = (model: string | undefined): string => (model === undefined ? "speed" : `speed-${model}`);
const nameOf = (model: string | undefined): string => (model === undefined ? "snelheid" : `snelheid ${model}`);
