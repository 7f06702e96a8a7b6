import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runSoepel } from "./run-soepel.ts";

const MODELS = fileURLToPath(new URL("../../../models/", import.meta.url));
const DEMO = fileURLToPath(new URL("../../fixtures/demo/", import.meta.url));

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "soepel-damaged-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A copy of the models that ship, of which one byte in one file is another. */
function damage(name: string, file: string): string {
  const copy = join(root, "models");
  mkdirSync(copy);
  copyFileSync(join(MODELS, "manifest.json"), join(copy, "manifest.json"));
  for (const model of ["whisper-base", "silero-vad", "speaker-encoder", "writer", "icpc-ranker", "tables"])
    cpSync(join(MODELS, model), join(copy, model), { recursive: true });
  const path = join(copy, name, file);
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1] = bytes[bytes.length >> 1]! ^ 1;
  writeFileSync(path, bytes);
  return copy;
}

const encoder = (): string => {
  const graphs = readdirSync(join(MODELS, "whisper-base", "onnx"));
  return `onnx/${graphs.find((file) => file.startsWith("encoder_model"))}`;
};

describe("HAZARDS 20: a model with one byte changed is not used", () => {
  test("speech: transcribe and consult stop with exit 4 and write nothing", async () => {
    const models = damage("whisper-base", encoder());
    const transcribed = await runSoepel(["transcribe", join(DEMO, "consult.wav")], { SOEPEL_MODELS: models });
    expect(transcribed).toMatchObject({ code: 4, stdout: "" });
    expect(transcribed.stderr).toContain(`whisper-base/${encoder()}`);
    const out = join(root, "out");
    const files = ["--patient-file", join(DEMO, "patient.json"), "--practice-file", join(DEMO, "practice.json")];
    const words = ["consult", join(DEMO, "consult.wav"), ...files, "--out", out];
    expect((await runSoepel(words, { SOEPEL_MODELS: models })).code).toBe(4);
    expect(() => readdirSync(out)).toThrow("ENOENT");
  });

  test("the writer: note stops with exit 4 and writes nothing", async () => {
    const models = damage("writer", "model.onnx");
    const ran = await runSoepel(["note", join(DEMO, "consult.txt")], { SOEPEL_MODELS: models });
    expect(ran).toMatchObject({ code: 4, stdout: "" });
    expect(ran.stderr).toContain("writer/model.onnx");
  });
});
