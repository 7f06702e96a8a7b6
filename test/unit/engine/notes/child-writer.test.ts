import { afterAll, expect, it } from "vitest";
import { ChildWriter } from "../../../../src/engine/notes/child-writer.ts";
import { BACK_PAIN, CONSULT, transcriptOf } from "./writer-model.ts";

const writer = await ChildWriter.open(1);
afterAll(() => writer.close());

it("reads a consult in a process of its own, after its files were verified", { timeout: 300_000 }, async () => {
  const shares: number[] = [];
  const reading = await writer.read(transcriptOf(BACK_PAIN), CONSULT, { onProgress: (share) => shares.push(share) });
  expect(reading.additions.length).toBeGreaterThan(0);
  expect(shares.at(-1)).toBe(1);
});

it("stops on abort and lives on", { timeout: 300_000 }, async () => {
  const stop = new AbortController();
  const reading = writer.read(transcriptOf(Array.from({ length: 60 }, () => "P: Ik hoest al weken.")), CONSULT, {
    signal: stop.signal,
  });
  setTimeout(() => stop.abort(), 300);
  await expect(reading).rejects.toMatchObject({ code: "aborted" });
  expect((await writer.read(transcriptOf(["P: Ik hoest al drie weken."]), CONSULT)).additions).toBeDefined();
});
