import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import type { His } from "../../src/core/fhir/ports.ts";
import { Outbox } from "../../src/engine/outbox/outbox.ts";
import { Recorder } from "../../src/engine/recording/recorder.ts";
import { openSound } from "../../src/engine/recording/sound.ts";
import { ConsultStore } from "../../src/engine/store/consult-store.ts";
import { difference, tone } from "../unit/engine/recording/tone.ts";
import { bundleOf, draft, openAt, openPractice, RECEIPT } from "../unit/engine/store/practice.ts";
import { lastNumber, startChild } from "./kill.ts";

const actor = { id: "arts", role: "huisarts" };

/** A data folder with a clinician, a patient and a consult, closed again. */
async function practiceFolder(prepare?: (practice: Awaited<ReturnType<typeof openPractice>>) => unknown) {
  const practice = await openPractice();
  await prepare?.(practice);
  practice.store.close();
  return { folder: practice.folder, id: practice.id };
}

async function reopen(folder: string) {
  const store = await openAt(folder);
  onTestFinished(() => store.close());
  const consults = new ConsultStore(store);
  const salvaged = await consults.salvage();
  expect(store.db.pragma("integrity_check")).toBe("ok");
  expect(consults.verifyAudit().brokenAt).toBeUndefined();
  return { store, consults, salvaged, files: () => readdirSync(join(folder, "sound")) };
}

async function readSamples(store: Parameters<typeof openSound>[0], id: string): Promise<Float32Array> {
  const sound = await openSound(store, id);
  const all = new Float32Array(48_000 * Math.ceil(sound.durationS));
  let length = 0;
  for await (const { samples } of sound.blocks()) {
    all.set(samples, length);
    length += samples.length;
  }
  return all.subarray(0, length);
}

describe("kill -9", () => {
  it.each([1_700, 2_230, 3_010])("after %i ms of a recording costs at most one second (HAZARDS 12)", async (ms) => {
    const { folder, id } = await practiceFolder();
    const child = startChild(folder, "record", id);
    await child.said("given");
    await sleep(ms);
    await child.kill();
    const given = lastNumber(child.lines(), "given");
    const stored = lastNumber(child.lines(), "stored");
    const { store, consults, salvaged } = await reopen(folder);
    expect(salvaged).toEqual([{ consultId: id, seconds: expect.any(Number), isReadable: true }]);
    const { seconds } = salvaged[0]!;
    expect(given).toBeGreaterThan(1);
    expect(seconds).toBeGreaterThanOrEqual(stored);
    expect(given - seconds).toBeLessThan(1);
    expect(
      difference(await readSamples(store, id), tone(48_000, 60).subarray(0, Math.round(seconds * 48_000))),
    ).toBeLessThan(1 / 32_000);
    expect(consults.readConsult(id, actor).state).toEqual({ kind: "interrupted", cause: "crash" });
  });

  it("frees the data folder, which until then names its owner", async () => {
    const { folder } = await practiceFolder();
    const child = startChild(folder, "hold");
    await child.said("ready");
    await expect(openAt(folder)).rejects.toMatchObject({
      code: "store-in-use",
      detail: expect.stringMatching(new RegExp(`^child, process ${child.pid}, since `)),
    });
    await child.kill();
    await reopen(folder);
  });

  it.each([0, 15, 40, 80, 160])("%i ms into destroying the last minute leaves all of it or nothing", async (ms) => {
    const { folder, id } = await practiceFolder();
    const child = startChild(folder, "cut", id);
    await child.said("now");
    await sleep(ms);
    await child.kill();
    const { store, consults, files } = await reopen(folder);
    const isCut = consults.readConsult(id, actor).gaps.some(({ reason }) => reason === "destroyed");
    if (child.lines().includes("done")) expect(isCut).toBe(true);
    expect(await readSamples(store, id)).toHaveLength((isCut ? 40 : 100) * 8_000);
    expect(files()).toHaveLength(1);
  });

  it.each([0, 3, 8, 20])("%i ms into a withdrawal leaves the consult whole or gone", async (ms) => {
    const { folder, id } = await practiceFolder(async ({ store, id, consults }) => {
      const recorder = await Recorder.open(store, id, { rate: 8_000, minRoomS: 1, onStored() {}, onFailure() {} });
      recorder.append(tone(8_000, 10), 8_000);
      await recorder.stop();
      consults.saveEdited(id, draft(id), actor);
    });
    const child = startChild(folder, "withdraw", id);
    await child.said("now");
    await sleep(ms);
    await child.kill();
    const { consults, files } = await reopen(folder);
    const { state, hasSound, versions } = consults.readConsult(id, actor);
    const isWhole = state.kind === "noted";
    if (child.lines().includes("done")) expect(isWhole).toBe(false);
    expect([hasSound, versions.length, files().length]).toEqual(isWhole ? [true, 1, 1] : [false, 0, 0]);
  });

  it("between sending and marking sends the same bundle again, and once more is enough", async () => {
    const bodies: string[] = [];
    let onBody = () => {};
    const server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (piece) => {
        body += piece;
      });
      request.on("end", () => {
        bodies.push(body);
        // The first time it has the note, and its sender dies before it hears so.
        if (bodies.length === 1) onBody();
        else response.end();
      });
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { folder, id } = await practiceFolder(({ consults, id }) => {
      consults.saveEdited(id, draft(id), actor);
      consults.approveNote(id, 1, actor, bundleOf);
    });
    const arrived = new Promise<void>((resolve) => {
      onBody = resolve;
    });
    const child = startChild(folder, "send", url);
    await arrived;
    await child.kill();
    const { store, consults } = await reopen(folder);
    expect(consults.readConsult(id, actor)).toMatchObject({
      state: { kind: "approved" },
      outbox: [{ state: "waiting", attempts: 1 }],
    });
    const his: His = {
      async send(bundle) {
        await fetch(url, { method: "POST", body: JSON.stringify(bundle) });
        return RECEIPT;
      },
    };
    await new Outbox(store, his, { onChange() {}, onError() {} }).wake();
    expect(bodies).toHaveLength(2);
    expect(bodies[1]).toBe(bodies[0]);
    expect(consults.readConsult(id, actor).state).toEqual({ kind: "sent", version: 2 });
  });

  it("while notes are being saved loses no save that was answered", async () => {
    const { folder, id } = await practiceFolder();
    const child = startChild(folder, "edit", id);
    await child.said("saved 5");
    await child.kill();
    const saved = lastNumber(child.lines(), "saved");
    const { consults } = await reopen(folder);
    const { state, versions } = consults.readConsult(id, actor);
    expect(versions.length).toBeGreaterThanOrEqual(saved);
    expect(state).toEqual({ kind: "noted", version: versions.length });
  });
});

describe.runIf(process.platform === "linux")("a disk that takes no more", () => {
  it("is told once, as full; what fits is kept, to the last whole half second (HAZARDS 19)", async () => {
    const { folder, id } = await practiceFolder();
    // The system refuses any file of ours above 1 MB, in the middle of a chunk: ten seconds of sound.
    const child = startChild(folder, "fill", id, "trap '' XFSZ; ulimit -f 1000;");
    await child.ended;
    expect(child.lines().filter((line) => line.startsWith("failed"))).toEqual(["failed disk-full"]);
    expect(lastNumber(child.lines(), "kept")).toBe(10.5);
    const { store, consults } = await reopen(folder);
    expect(await readSamples(store, id)).toHaveLength(10.5 * 48_000);
    expect(consults.readConsult(id, actor).gaps).toMatchObject([{ reason: "disk", startS: 10.5 }]);
  });
});
