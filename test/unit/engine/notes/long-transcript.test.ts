import { expect, it } from "vitest";
import { GemmaWriter } from "../../../../src/engine/notes/gemma-writer.ts";
import { loadLicenceTables } from "../../../../src/engine/notes/licence-files.ts";
import { BACK_PAIN, CONSULT, transcriptOf, WRITER_FOLDER } from "./writer-model.ts";

it("reads a transcript that is longer than a part in parts, and says so", { timeout: 600_000 }, async () => {
  const writer = await GemmaWriter.load(WRITER_FOLDER, await loadLicenceTables(), 2);
  const talk = `P: ${"Verder hebben we het over de tuin gehad, en over het weer, en over de bus die niet kwam. ".repeat(6)}`;
  const transcript = transcriptOf([...BACK_PAIN, ...Array.from({ length: 22 }, () => talk)]);
  const { additions, remarks } = await writer.read(transcript, CONSULT);
  await writer.release();
  expect(remarks?.[0]).toMatch(/in 2 delen gelezen/);
  expect(additions.some(({ text }) => /rug/i.test(text))).toBe(true);
});
