import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readVoicePrint } from "../../../../src/engine/store/voice-prints.ts";
import { openAt } from "../store/practice.ts";
import { must, prepareConsult, startEngine } from "./engine-bench.ts";

const SPEECH = join(import.meta.dirname, "../../../fixtures/speech");
const RATE = 16_000;
const HEADER_BYTES = 44;
const MINUTE = 60_000;

/** 16-bit sound of the fixture: one speaker, over and over. */
function soundOf(speaker: "small" | "big", seconds: number): Buffer {
  const pcm = readFileSync(join(SPEECH, "fish-fillets.wav")).subarray(HEADER_BYTES);
  const { utterances } = JSON.parse(readFileSync(join(SPEECH, "fish-fillets.json"), "utf8")) as {
    utterances: { speaker: string; start: number; end: number }[];
  };
  const own = utterances.filter((said) => said.speaker === speaker);
  const at = (time: number) => 2 * Math.round(time * RATE);
  const once = Buffer.concat(own.map(({ start, end }) => pcm.subarray(at(start), at(end))));
  return Buffer.concat(new Array<Buffer>(10).fill(once)).subarray(0, at(seconds));
}

/** Reads aloud, two seconds a call, until the print is made or there is no more. */
async function readAloud(engine: Awaited<ReturnType<typeof startEngine>>["engine"], sound: Buffer) {
  const piece = 2 * 2 * RATE;
  for (let at = 0; at < sound.length; at += piece) {
    const part = sound.subarray(at, at + piece).toString("base64");
    const result = await engine.call("voice:hear", { sound: part, rate: RATE, isFirst: at === 0 });
    if (!result.ok || result.value.kept !== null) return result;
  }
  return engine.call("voice:hear", { sound: "", rate: RATE, isFirst: false });
}

describe("learning a voice", () => {
  it("makes a print of 20 s of speech, keeps it encrypted, and forgets it when told", {
    timeout: 3 * MINUTE,
  }, async () => {
    const { engine, folder, close } = await startEngine();
    await prepareConsult(engine);
    expect(await must(engine, "voice:read", {})).toBeNull();
    expect(await readAloud(engine, soundOf("small", 10))).toMatchObject({
      ok: true,
      value: { kept: null, wantedS: 20 },
    });
    const made = await readAloud(engine, soundOf("small", 45));
    expect(made).toMatchObject({ ok: true, value: { kept: { speechS: expect.any(Number) } } });
    expect((await must(engine, "voice:read", {}))?.speechS).toBeGreaterThanOrEqual(20);
    const log = (await must(engine, "log:read", {})).entries.map(({ action }) => action);
    expect(log).toContain("voice-print-saved");
    const [{ id } = { id: "" }] = await must(engine, "clinician:list", {});
    await close();
    const store = await openAt(folder);
    expect(readVoicePrint(store, id)?.print).toHaveLength(256);
    store.close();
    const again = await startEngine(folder);
    await must(again.engine, "clinician:sign-in", { clinicianId: id });
    await must(again.engine, "voice:delete", {});
    expect(await must(again.engine, "voice:read", {})).toBeNull();
  });

  it("learns nothing of silence, and begins anew when asked", { timeout: 3 * MINUTE }, async () => {
    const { engine } = await startEngine();
    await prepareConsult(engine);
    const silence = await readAloud(engine, Buffer.alloc(2 * RATE * 30));
    expect(silence).toMatchObject({ ok: true, value: { kept: null, speechS: 0 } });
    await readAloud(engine, soundOf("big", 12));
    const anew = await readAloud(engine, soundOf("big", 12));
    expect(anew).toMatchObject({ ok: true, value: { kept: null } });
  });
});
