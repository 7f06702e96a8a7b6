import { SoepelError } from "../../contract/errors.ts";
import type { Store } from "../store/store.ts";
import { endOf } from "./recorder.ts";
import { findRecording, type Gap, listGaps, listParts, type SoundPart } from "./recording-rows.ts";
import { type FileBlock, readSound } from "./sound-file.ts";

/** A piece of sound as recorded: times in seconds of the recording, `rate` in Hz; a damaged piece has no samples. */
export interface SoundBlock extends FileBlock {
  readonly rate: number;
}

/** A recording to listen to. */
export interface Sound {
  /** Seconds up to its end, destroyed pieces included. */
  readonly durationS: number;
  readonly gaps: readonly Gap[];
  /** What there is from `fromS` up to `toS`, in order, in blocks of at most half a second. */
  blocks(fromS?: number, toS?: number): AsyncGenerator<SoundBlock>;
  /** `seconds` of sound at `atS`, to play. It ends early where the device's rate changed. */
  clip(atS: number, seconds: number): Promise<{ readonly rate: number; readonly samples: Float32Array }>;
}

/** Opens a consult's sound. Fails: recording-missing (never recorded, or destroyed). */
export async function openSound(store: Store, consultId: string): Promise<Sound> {
  const recording = findRecording(store, consultId);
  const parts = recording === undefined ? [] : listParts(store, recording.id);
  if (recording === undefined || recording.state === "destroyed") throw new SoepelError("recording-missing");
  return {
    durationS: await endOf(store, recording.id),
    gaps: listGaps(store, recording.id),
    blocks: (fromS, toS) => readParts(parts, fromS, toS),
    async clip(atS, seconds) {
      let rate = 0;
      const pieces: Float32Array[] = [];
      for await (const block of readParts(parts, atS, atS + seconds)) {
        if (rate !== 0 && block.rate !== rate) break;
        rate = block.rate;
        pieces.push(block.isDamaged ? new Float32Array(Math.round((block.endS - block.startS) * rate)) : block.samples);
      }
      if (rate === 0) throw new SoepelError("recording-missing", `at ${Math.round(atS)} s`);
      const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
      let at = 0;
      for (const piece of pieces) {
        samples.set(piece, at);
        at += piece.length;
      }
      return { rate, samples };
    },
  };
}

async function* readParts(
  parts: readonly SoundPart[],
  fromS = 0,
  toS = Number.POSITIVE_INFINITY,
): AsyncGenerator<SoundBlock> {
  for (const [index, part] of parts.entries()) {
    // Parts follow each other: one that ends before `fromS` need not be opened.
    if (part.startS >= toS || (parts[index + 1]?.startS ?? Number.POSITIVE_INFINITY) <= fromS) continue;
    for await (const block of readSound(part, fromS - part.startS, toS - part.startS)) {
      yield { ...block, startS: part.startS + block.startS, endS: part.startS + block.endS, rate: part.rate };
    }
  }
}
