import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { SoepelError } from "../../contract/errors.ts";
import type { SpeechFiles } from "./speech-protocol.ts";

/** The public exports' names for their precisions, the one to take first in front. */
const SUFFIXES = ["_quantized", "_int8", "_q8", "_uint8", "", "_q4", "_fp16"];

/**
 * Finds the graphs in a Whisper folder of the public layout (`onnx/encoder_model*.onnx`, `onnx/decoder_model_merged*.onnx`)
 * and the voice detector and the voice encoder in their own; without the last nobody is told apart.
 * @throws SoepelError model-missing
 */
export async function findSpeechFiles(
  folder: string,
  voiceFolder: string,
  speakerFolder?: string,
): Promise<SpeechFiles> {
  const graphs = await list(join(folder, "onnx"));
  const pick = (stem: string): string => {
    const name = SUFFIXES.map((suffix) => `${stem}${suffix}.onnx`).find((file) => graphs.includes(file));
    if (name === undefined) throw new SoepelError("model-missing", join(folder, "onnx", `${stem}.onnx`));
    return join(folder, "onnx", name);
  };
  return {
    folder,
    encoder: pick("encoder_model"),
    decoder: pick("decoder_model_merged"),
    voice: await findGraph(voiceFolder),
    ...(speakerFolder === undefined ? {} : { speaker: await findGraph(speakerFolder) }),
  };
}

async function findGraph(folder: string): Promise<string> {
  const graph = (await list(folder)).find((file) => file.endsWith(".onnx"));
  if (graph === undefined) throw new SoepelError("model-missing", folder);
  return join(folder, graph);
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new SoepelError("model-missing", folder, { cause });
  }
}
