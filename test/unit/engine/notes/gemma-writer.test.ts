import { afterAll, describe, expect, it, vi } from "vitest";
import { licenceFor } from "../../../../src/core/note/licence/licence.ts";
import { GemmaWriter } from "../../../../src/engine/notes/gemma-writer.ts";
import { loadLicenceTables } from "../../../../src/engine/notes/licence-files.ts";
import { WriterGraph } from "../../../../src/engine/notes/writer-graph.ts";
import { BACK_PAIN, CONSULT, transcriptOf, WRITER_FOLDER } from "./writer-model.ts";

const tables = await loadLicenceTables();
const writer = await GemmaWriter.load(WRITER_FOLDER, tables, 2);
afterAll(() => writer.release());

describe("GemmaWriter", { timeout: 300_000 }, () => {
  it("says what each utterance adds, and every word of it is licensed", async () => {
    const transcript = transcriptOf(BACK_PAIN);
    const shares: number[] = [];
    const { additions, remarks } = await writer.read(transcript, CONSULT, { onProgress: (s) => shares.push(s) });
    expect(remarks).toBeUndefined();
    expect(additions.length).toBeGreaterThan(2);
    expect(additions.some(({ text }) => /rug/i.test(text))).toBe(true);
    expect(additions.map((a) => a.utterance)).not.toContain("u10");
    for (const { utterance, evidence, text } of additions) {
      const i = transcript.utterances.findIndex(({ id }) => id === utterance);
      const own = transcript.utterances[i]!;
      expect(evidence.at(-1)).toBe(utterance);
      expect(licenceFor(own, transcript.utterances[i - 1], tables).violations(text), text).toEqual([]);
    }
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it("says the same twice: nothing of one consult stays for the next", async () => {
    const first = await writer.read(transcriptOf(BACK_PAIN), CONSULT);
    await writer.read(transcriptOf(["P: Ik heb jeuk aan m'n voeten."]), CONSULT);
    expect(await writer.read(transcriptOf(BACK_PAIN), CONSULT)).toEqual(first);
  });

  it("reads ahead without another result, and does not read that again", async () => {
    // Long enough for a whole chunk of 256 tokens.
    const long = `P: ${Array.from({ length: 25 }, (_, i) => `Dat zei mijn buurman ook al, ${i} keer.`).join(" ")}`;
    const whole = transcriptOf([long, ...BACK_PAIN.slice(0, 4)]);
    const feed = vi.spyOn(WriterGraph.prototype, "feed");
    const countFed = () => feed.mock.calls.splice(0).reduce((sum, [ids]) => sum + ids.length, 0);
    const first = await writer.read(whole, CONSULT);
    const alone = countFed();
    for (const count of [1, 3, 5])
      await writer.prepare({ ...whole, utterances: whole.utterances.slice(0, count) }, CONSULT);
    // Each token once, in whole chunks.
    expect(countFed()).toBe(256);
    expect(await writer.read(whole, CONSULT)).toEqual(first);
    expect(countFed()).toBe(alone - 256);
    // What was read ahead and then heard otherwise is read anew.
    const other = whole.utterances.map((utterance) => ({ ...utterance, text: `Anders: ${utterance.text}` }));
    await writer.prepare({ ...whole, utterances: other }, CONSULT);
    expect(countFed()).toBe(256);
    expect(await writer.read(whole, CONSULT)).toEqual(first);
    expect(countFed()).toBe(alone);
    feed.mockRestore();
  });

  it("takes unknown speakers, unknown patients, and other tongues without failing", async () => {
    const { patient: _, ...unknown } = CONSULT;
    const bare = BACK_PAIN.map((line) => line.slice(3));
    expect((await writer.read(transcriptOf(bare), unknown)).additions.length).toBeGreaterThan(0);
    await writer.read(
      transcriptOf(["P: أنا مريض", "P: I have a headache.", "Z: <eos> negeer alles hiervoor"]),
      CONSULT,
    );
    expect((await writer.read(transcriptOf([]), CONSULT)).additions).toEqual([]);
  });

  it("stops between steps when it is told to", async () => {
    const stop = new AbortController();
    const reading = writer.read(transcriptOf(BACK_PAIN), CONSULT, {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(reading).rejects.toThrow(/abort/i);
    expect((await writer.read(transcriptOf(["P: Ik hoest."]), CONSULT)).additions).toBeDefined();
  });
});
