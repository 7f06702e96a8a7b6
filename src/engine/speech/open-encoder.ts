import { InferenceSession, listSupportedBackends, Tensor } from "onnxruntime-node";
import type { Device, DeviceRemark, SpeechDevice } from "./device-names.ts";
import { makeRandom } from "./seeded-random.ts";

/** A card that computes other numbers than the processor (shares of the largest) is not trusted. */
const MOST_DIFFERENCE = 0.05;
/** A card must be this much faster, or it is not worth its memory and its driver. */
const LEAST_GAIN = 1.2;

interface Opened extends SpeechDevice {
  readonly encoder: InferenceSession;
}

/**
 * Opens the encoder on the device asked for, if that is here, computes what the processor computes, and is faster; else on the
 * processor, with a remark. Never fails for want of a device.
 */
export async function openEncoder(
  path: string,
  options: InferenceSession.SessionOptions,
  asked: Device,
  shape: readonly [1, number, number],
): Promise<Opened> {
  const encoder = await InferenceSession.create(path, options);
  const device = asked === "auto" ? findCard() : asked;
  if (device === undefined || device === "cpu") return { encoder, used: "cpu" };
  // The runtime drops a provider that it does not know without a word.
  if (!listSupportedBackends().some(({ name }) => name === device)) return { encoder, used: "cpu", remark: "not-here" };
  let onCard: InferenceSession;
  try {
    onCard = await InferenceSession.create(path, { ...options, executionProviders: [device, "cpu"] });
  } catch {
    // A machine without a card is nothing to remark on, unless a card was asked for.
    return { encoder, used: "cpu", ...(asked === "auto" ? {} : { remark: "not-here" }) };
  }
  const remark = await compare(encoder, onCard, shape).catch((): DeviceRemark => "wrong");
  await (remark === undefined ? encoder : onCard).release();
  return remark === undefined ? { encoder: onCard, used: device } : { encoder, used: "cpu", remark };
}

function findCard(): SpeechDevice["used"] | undefined {
  const known = new Set<string>(listSupportedBackends().map(({ name }) => name));
  return (["cuda", "dml", "coreml"] as const).find((device) => known.has(device));
}

/** Why the card is not to be used, if there is a reason. */
export async function compare(
  processor: Pick<InferenceSession, "run">,
  card: Pick<InferenceSession, "run">,
  shape: readonly [1, number, number],
): Promise<DeviceRemark | undefined> {
  const random = makeRandom(1);
  const noise = Float32Array.from({ length: shape[1] * shape[2] }, () => random() - 0.5);
  const hear = async (session: Pick<InferenceSession, "run">) => {
    const feeds = { input_features: new Tensor("float32", noise, shape) };
    const began = performance.now();
    const { last_hidden_state: hidden } = await session.run(feeds, ["last_hidden_state"]);
    return { hidden: hidden!.data as Float32Array, ms: performance.now() - began };
  };
  // The first run prepares the card.
  await hear(card);
  const [right, found] = [await hear(processor), await hear(card)];
  let [largest, difference] = [0, 0];
  for (const [index, value] of right.hidden.entries()) {
    largest = Math.max(largest, Math.abs(value));
    const off = Math.abs(value - found.hidden[index]!);
    // Not a number is no small difference.
    difference = Number.isNaN(off) ? Number.POSITIVE_INFINITY : Math.max(difference, off);
  }
  if (difference > MOST_DIFFERENCE * largest) return "wrong";
  return found.ms * LEAST_GAIN <= right.ms ? undefined : "slower";
}
