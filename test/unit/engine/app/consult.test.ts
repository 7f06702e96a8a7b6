import { readFileSync } from "node:fs";
import type { Composition } from "fhir/r4.js";
import { expect, it } from "vitest";
import { allBytes } from "../store/practice.ts";
import { DEMO_RATE, demoSound, must, prepareConsult, sendSound, startEngine, until } from "./engine-bench.ts";
import { startFhirEndpoint } from "./fhir-endpoint.ts";

const MINUTES = 60_000;

/** The children of this process that run a script of this name. */
function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.split(" ").map(Number).filter(Boolean);
}
const findChild = (script: string): number | undefined =>
  childrenOf(process.pid).find((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(script));

it("a consult: recorded, heard while it goes on, noted, edited, approved, and in the HIS", {
  timeout: 6 * MINUTES,
}, async () => {
  const { engine, events, lines, folder, close } = await startEngine();
  const consultId = await prepareConsult(engine);
  const his = await startFhirEndpoint();
  await must(engine, "settings:save", {
    organisation: { name: "Praktijk De Proef", agb: "01012346" },
    his: { baseUrl: his.baseUrl, auth: "bearer", secret: "geheim-123" },
    soundHours: 24,
    transcriptDays: 30,
    lockMinutes: 10,
    theme: "system",
  });
  expect(await must(engine, "his:test", {})).toEqual({ software: "Proef-HIS", fhirVersion: "4.0.1" });

  await must(engine, "recording:start", { consultId, rate: DEMO_RATE, device: "proef" });
  const sound = demoSound();
  const durationS = sound.length / DEMO_RATE;
  await sendSound(engine, consultId, sound, DEMO_RATE, 20);
  // The window may be locked: what is recorded goes on, and its words go to nobody.
  await must(engine, "recording:stop", { consultId });
  const recorded = events.filter((event) => event.type === "recording").map(({ storedS }) => storedS);
  expect(recorded).toEqual([...recorded].sort((a, b) => a - b));
  expect(recorded.at(-1)).toBeCloseTo(durationS, 1);

  const noted = await until(engine, consultId, ({ state }) => state.kind !== "transcribing", 5 * MINUTES);
  expect(noted.state).toEqual({ kind: "noted", version: 1 });
  const { utterances } = noted.transcript;
  expect(utterances.length).toBeGreaterThan(5);
  expect(utterances.at(-1)!.end).toBeLessThanOrEqual(durationS);
  expect(new Set(utterances.map(({ id }) => id)).size).toBe(utterances.length);
  // Told again where its speaker became clear later; the last that was told is what stands.
  const told = new Map(
    events.flatMap((event) =>
      event.type === "utterance" && event.final && event.utterance.text !== ""
        ? [[event.utterance.id, event.utterance] as const]
        : [],
    ),
  );
  expect([...told.values()].sort((a, b) => a.start - b.start)).toEqual(utterances);
  const written = noted.versions[0]!.note;
  expect(written.deelcontacten.length).toBeGreaterThan(0);
  const known = new Set(utterances.map(({ id }) => id));
  for (const { lines } of written.deelcontacten)
    for (const { evidence } of lines) for (const id of evidence) expect(known).toContain(id);
  const steps = events.flatMap((event) => (event.type === "progress" ? [event.step] : []));
  expect(steps).toContain("note");

  // What she clicked on plays from the encrypted file.
  const { wav } = await must(engine, "sound:clip", { consultId, atS: 5, seconds: 2 });
  const clip = Buffer.from(wav, "base64");
  expect(clip.length).toBe(44 + 2 * 2 * DEMO_RATE);
  expect(clip.readInt16LE(44 + 2 * 100)).toBe(Math.round((sound[5 * DEMO_RATE + 100]! * 32_768 * 32_767) / 32_768));

  if (written.status !== "draft") throw new Error("approved by nobody");
  const { version } = await must(engine, "note:save", { consultId, note: { ...written, remarks: [] } });
  expect(version).toBe(2);
  expect(await engine.call("note:approve", { consultId, version: 1 })).toMatchObject({ ok: false, code: "note-stale" });
  const preview = await must(engine, "note:preview", { consultId, version });
  expect(preview).toMatchObject({ destination: his.baseUrl, problems: [], patient: { bsn: "999911120" } });
  expect(preview.resources).toContainEqual(
    expect.objectContaining({ type: "Composition", count: written.deelcontacten.length }),
  );
  expect(his.bundles).toHaveLength(0);
  await must(engine, "note:approve", { consultId, version });
  const sent = await until(engine, consultId, ({ state }) => state.kind === "sent");
  expect(sent.deliveries).toMatchObject([{ version: 3, state: "sent", attempts: 1 }]);
  expect(his.bundles).toHaveLength(1);
  expect(his.headers.at(-1)).toBe("Bearer geheim-123");
  const statuses = his.bundles[0]!.entry!.flatMap(({ resource }) =>
    resource?.resourceType === "Composition" ? [(resource as Composition).status] : [],
  );
  expect(statuses).toEqual(written.deelcontacten.map(() => "final"));
  // A waarnemer is a huisarts to the HIS.
  expect(JSON.stringify(his.bundles[0])).toContain("specialty");

  // Log and disk hold nothing of it in the clear (HAZARDS.md, 27).
  await close();
  const log = lines.join("\n");
  for (const word of [
    "Verhoeven",
    "999911120",
    "geheim-123",
    ...utterances.flatMap(({ text }) => text.split(" ").filter((w) => w.length > 7)),
  ])
    expect(log).not.toContain(word);
  const bytes = allBytes(folder);
  expect(bytes).not.toContain("geheim-123");
  expect(bytes).not.toContain("Verhoeven");
});

it.runIf(process.platform === "linux")(
  "a speech process that dies twice costs no word: what was recorded is heard again",
  { timeout: 6 * MINUTES },
  async () => {
    const { engine, events } = await startEngine();
    const consultId = await prepareConsult(engine);
    await expect.poll(() => findChild("speech-child"), { timeout: 30_000 }).toBeDefined();
    await must(engine, "recording:start", { consultId, rate: DEMO_RATE, device: "proef" });
    const sound = demoSound().subarray(0, 14 * DEMO_RATE);
    await sendSound(engine, consultId, sound.subarray(0, 6 * DEMO_RATE), DEMO_RATE, 20);
    process.kill(findChild("speech-child")!, "SIGKILL");
    await sendSound(engine, consultId, sound.subarray(6 * DEMO_RATE), DEMO_RATE, 20);
    await must(engine, "recording:stop", { consultId });
    const pid = findChild("speech-child");
    if (pid !== undefined) process.kill(pid, "SIGKILL");
    const noted = await until(engine, consultId, ({ state }) => state.kind !== "transcribing", 5 * MINUTES);
    expect(noted.state).toEqual({ kind: "noted", version: 1 });
    expect(noted.transcript.utterances[0]!.start).toBeLessThan(2);
    expect(noted.transcript.utterances.at(-1)!.end).toBeGreaterThan(11);
    // Once more from the start, when she asks for it.
    await must(engine, "consult:retry", { consultId });
    expect(await engine.call("consult:retry", { consultId })).toMatchObject({ ok: false, code: "not-now" });
    // And a job that was cancelled writes nothing, however late it comes (HAZARDS.md, 31).
    await must(engine, "consult:withdraw", { consultId });
    const count = events.length;
    const gone = await must(engine, "consult:read", { consultId });
    expect(gone).toMatchObject({
      state: { kind: "withdrawn" },
      hasSound: false,
      versions: [],
      transcript: { utterances: [] },
    });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect((await must(engine, "consult:read", { consultId })).versions).toEqual([]);
    expect(events.slice(count).filter(({ type }) => type === "utterance" || type === "progress")).toEqual([]);
  },
);
