import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type InferenceSession, listSupportedBackends, Tensor } from "onnxruntime-node";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Device } from "../../../../src/engine/speech/device-names.ts";
import { compare, openEncoder } from "../../../../src/engine/speech/open-encoder.ts";
import { findSpeechFiles } from "../../../../src/engine/speech/speech-files.ts";
import { SpeechProcess } from "../../../../src/engine/speech/speech-process.ts";

const LAYOUT = fileURLToPath(new URL("../../../fixtures/whisper-layout/", import.meta.url));
const VOICE = fileURLToPath(new URL("../../../../models/silero-vad/", import.meta.url));
const SHAPE = [1, 128, 3_000] as const;
const known = new Set<string>(listSupportedBackends().map(({ name }) => name));
/** A card's provider that this runtime does not have, or has and cannot load: no machine has both kinds. */
const ABSENT: Device[] = (["cuda", "dml", "coreml"] as const).filter(
  (device) => !known.has(device) || device === "cuda",
);

const isHere = process.platform === "linux";

/** The children of this process that run the speech child. */
function findChild(): number | undefined {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8");
  return children
    .split(" ")
    .map(Number)
    .filter(Boolean)
    .find((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("speech-child.ts"));
}

/** An encoder that answers `value` after `ms`. */
const fake = (value: number, ms: number): Pick<InferenceSession, "run"> => ({
  run: async () => {
    await sleep(ms);
    return { last_hidden_state: new Tensor("float32", Float32Array.from([1, value]), [1, 1, 2]) };
  },
});

describe("a device that was asked for and is not here", () => {
  it.runIf(isHere).each(ABSENT)("%s: the processor computes, with a remark", async (device) => {
    const path = `${LAYOUT}onnx/encoder_model.onnx`;
    const { encoder, ...outcome } = await openEncoder(path, { logSeverityLevel: 4 }, device, SHAPE);
    expect(outcome).toEqual({ used: "cpu", remark: "not-here" });
    const features = new Tensor("float32", new Float32Array(128 * 3_000), SHAPE);
    expect((await encoder.run({ input_features: features })).last_hidden_state!.dims).toEqual([1, 1_500, 24]);
  });

  it("does not keep the speech process from hearing", { timeout: 60_000 }, async () => {
    const files = await findSpeechFiles(LAYOUT, VOICE);
    const speech = await SpeechProcess.start(files, 1, { device: "dml" });
    onTestFinished(() => speech.close());
    if (process.platform !== "win32") expect(speech.device).toEqual({ used: "cpu", remark: "not-here" });
    expect(await speech.ask({ type: "recognise", windows: [new Float32Array(16_000)] })).toHaveLength(1);
  });

  it.runIf(isHere)(
    "a process that dies while it loads a card's driver hears on the processor",
    { timeout: 60_000 },
    async () => {
      const files = await findSpeechFiles(LAYOUT, VOICE);
      const starting = SpeechProcess.start(files, 1, { device: "cuda" });
      let child = findChild();
      for (; child === undefined; child = findChild()) await sleep(1);
      process.kill(child, "SIGKILL");
      const speech = await starting;
      onTestFinished(() => speech.close());
      expect(speech.device).toEqual({ used: "cpu", remark: "crashed" });
      expect(await speech.ask({ type: "recognise", windows: [new Float32Array(16_000)] })).toHaveLength(1);
    },
  );
});

describe("a card that is here", () => {
  it("is used where it computes the same and is faster, and not otherwise", async () => {
    expect(await compare(fake(0.5, 60), fake(0.51, 5), SHAPE)).toBeUndefined();
    expect(await compare(fake(0.5, 20), fake(0.5, 40), SHAPE)).toBe("slower");
    expect(await compare(fake(0.5, 60), fake(0.2, 5), SHAPE)).toBe("wrong");
    expect(await compare(fake(0.5, 60), fake(Number.NaN, 5), SHAPE)).toBe("wrong");
  });
});
