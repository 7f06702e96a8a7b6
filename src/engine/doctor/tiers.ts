import type { Machine } from "./machine.ts";

/** The shape of a Whisper model (Radford et al. 2022, table 1; large-v3-turbo: 4 decoder layers of large-v3). */
interface Shape {
  readonly width: number;
  readonly encoderLayers: number;
  readonly decoderLayers: number;
}

const SHAPES: Readonly<Record<string, Shape>> = {
  "whisper-base": { width: 512, encoderLayers: 6, decoderLayers: 6 },
  "whisper-small": { width: 768, encoderLayers: 12, decoderLayers: 12 },
  "whisper-medium": { width: 1024, encoderLayers: 24, decoderLayers: 24 },
  "whisper-large-v3-turbo": { width: 1280, encoderLayers: 32, decoderLayers: 4 },
};

const VOCABULARY = 51_866;
// Of base's time on 2 cores about a fifth went to the encoder (0.153 s for 30 s of sound; 5.3 ms a token, some 120 tokens).
const ENCODER_SHARE = 0.2;
/**
 * Seconds of speech a second from which a model can show words while they are said. A choice: half of what the model that ships does on
 * two quiet cores, for every draft takes the encoder a whole window.
 */
const LIVE_SPEED = 6;
/** Compute for a second of speech above which the note and the window beside it would have to wait. */
const MOST_COMPUTE = 0.5;
/** The share of memory that speech may take. */
const MOST_MEMORY = 0.5;

/** `live`: shows words while they are said. `after`: hears again what the model that ships wrote live, and puts it right. */
export type Role = "live" | "after";

/** What a model of this speed is fit for here (seconds of speech a second); nothing where the note would have to wait for it. */
export function roleOf(speed: number): Role | undefined {
  if (speed >= LIVE_SPEED) return "live";
  return 1 / speed <= MOST_COMPUTE ? "after" : undefined;
}

/** Can this machine carry a tier: an estimate, never a measurement of that tier. */
export interface TierEstimate {
  readonly name: string;
  readonly fits: boolean;
  /** Seconds of speech that it would write down in a second. */
  readonly speed: number;
  /** Bytes of memory that it would need. */
  readonly memory: number;
  readonly lacks: readonly ("speed" | "memory")[];
}

/** How much more a tier computes than base for the same speech: weights touched, the encoder's and the decoder's apart. */
export function costOfBase(name: string): number | undefined {
  const shape = SHAPES[name];
  const base = SHAPES["whisper-base"]!;
  if (shape === undefined) return undefined;
  const encoder = encoderWeights(shape) / encoderWeights(base);
  const decoder = decoderWeights(shape) / decoderWeights(base);
  return ENCODER_SHARE * encoder + (1 - ENCODER_SHARE) * decoder;
}

// Per layer: attention 4 and the feed-forward part 8 times the square of the width.
function encoderWeights({ width, encoderLayers }: Shape): number {
  return 12 * width ** 2 * encoderLayers;
}

// The cross-attention's keys and values are computed once a window, so 2 of its 4 squares a token; then the output layer.
function decoderWeights({ width, decoderLayers }: Shape): number {
  return 14 * width ** 2 * decoderLayers + VOCABULARY * width;
}

/** Which tiers this machine carries, from what base was measured to do here. `bytes`: the model's files. */
export function estimateTiers(
  machine: Machine,
  baseSpeed: number,
  tiers: readonly { readonly name: string; readonly bytes: number }[],
): TierEstimate[] {
  return tiers.flatMap(({ name, bytes }) => {
    const cost = costOfBase(name);
    if (cost === undefined) return [];
    const speed = baseSpeed / cost;
    // The weights, as much again for what runs through them, and the runtime itself.
    const memory = 2 * bytes + 0.5e9;
    const lacks: ("speed" | "memory")[] = [];
    if (roleOf(speed) === undefined) lacks.push("speed");
    if (memory > MOST_MEMORY * machine.memory) lacks.push("memory");
    return [{ name, fits: lacks.length === 0, speed, memory, lacks }];
  });
}
