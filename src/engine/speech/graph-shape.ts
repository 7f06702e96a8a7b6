import type { InferenceSession } from "onnxruntime-node";
import { SoepelError } from "../../contract/errors.ts";
import type { WhisperSettings } from "./whisper-settings.ts";

/**
 * Checks that the two graphs are of the model that its settings describe: layers, heads, mel bins, and that the heads which
 * give the words' times are there. Files of two models in one folder would else fail in the middle of a consult.
 * @throws SoepelError model-damaged
 */
export function assertFits(settings: WhisperSettings, encoder: InferenceSession, decoder: InferenceSession): void {
  const { layers, heads, headSize, melBins, alignmentHeads } = settings;
  const caches = decoder.inputNames.filter((name) => /^past_key_values\.\d+\.decoder\.key$/.test(name)).length;
  const [, graphHeads, , graphHeadSize] = shapeOf(decoder, "past_key_values.0.decoder.key");
  const [, graphBins] = shapeOf(encoder, "input_features");
  const differing = [
    differs("layers", caches, layers),
    differs("heads", graphHeads, heads),
    differs("head size", graphHeadSize, headSize),
    differs("mel bins", graphBins, melBins),
  ].filter((difference) => difference !== undefined);
  const hasTimes = alignmentHeads.every(
    ([layer, head]) => head < heads && decoder.outputNames.includes(`cross_attentions.${layer}`),
  );
  if (!hasTimes) differing.push("it has no cross-attention for the words' times");
  if (differing.length > 0) throw new SoepelError("model-damaged", differing.join(", "));
}

/** A dimension that the graph leaves open has a name, and fits any. */
function differs(what: string, inGraph: number | string | undefined, inSettings: number): string | undefined {
  if (typeof inGraph !== "number" || inGraph < 0 || inGraph === inSettings) return undefined;
  return `${inGraph} ${what} in the graph, ${inSettings} in its settings`;
}

function shapeOf(session: InferenceSession, input: string): readonly (number | string)[] {
  const metadata = session.inputMetadata.find(({ name }) => name === input);
  return metadata?.isTensor === true ? metadata.shape : [];
}
