import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Outbox } from "../../../../src/engine/outbox/outbox.ts";
import { applyRetention, DEFAULT_RETENTION, keepRetention } from "../../../../src/engine/outbox/retention.ts";
import { Recorder } from "../../../../src/engine/recording/recorder.ts";
import { findRecording, listParts } from "../../../../src/engine/recording/recording-rows.ts";
import { tone } from "../recording/tone.ts";
import { bundleOf, draft, openPractice, RECEIPT, utterance } from "../store/practice.ts";

const HOUR = 3_600_000;

async function recordedPractice() {
  const practice = await openPractice();
  const { store, consults, id, actor } = practice;
  const recorder = await Recorder.open(store, id, { rate: 8_000, minRoomS: 1, onStored() {}, onFailure() {} });
  consults.apply(id, { type: "start" }, actor);
  recorder.append(tone(8_000, 2), 8_000);
  await recorder.stop();
  consults.saveUtterance(id, utterance("u1", 0, 2));
  consults.apply(id, { type: "stop" }, actor);
  consults.saveWritten(id, draft(id));
  const { path } = listParts(store, findRecording(store, id)!.id)[0]!;
  const outbox = new Outbox(store, { send: async () => RECEIPT }, { onChange() {}, onError() {} });
  const approve = async () => {
    consults.approveNote(id, 1, actor, bundleOf);
    await outbox.wake();
  };
  return { ...practice, path, approve, view: () => consults.readConsult(id, actor) };
}

describe("retention", () => {
  it("never touches what was not approved, however long (HAZARDS 28)", async () => {
    const { store, clock, path, view } = await recordedPractice();
    await clock.advance(400 * 24 * HOUR);
    expect(applyRetention(store, { soundHours: 0, transcriptDays: 0 })).toEqual([]);
    expect(existsSync(path)).toBe(true);
    expect(view().transcript.utterances).toHaveLength(1);
  });

  it("destroys the sound a day after the HIS accepted the note, transcript and drafts after 30, and records it", async () => {
    const { store, clock, path, approve, view, id, consults, actor } = await recordedPractice();
    await clock.advance(72 * HOUR);
    await approve();
    await clock.advance(23 * HOUR);
    expect(applyRetention(store, DEFAULT_RETENTION)).toEqual([]);
    await clock.advance(HOUR);
    expect(applyRetention(store, DEFAULT_RETENTION)).toEqual([id]);
    expect(applyRetention(store, DEFAULT_RETENTION)).toEqual([]);
    expect(existsSync(path)).toBe(false);
    expect(view().transcript.utterances).toHaveLength(1);
    await clock.advance(29 * 24 * HOUR);
    expect(applyRetention(store, DEFAULT_RETENTION)).toEqual([id]);
    expect(view()).toMatchObject({ transcript: { utterances: [] }, versions: [{ kind: "approved" }], hasSound: false });
    // What was sent is kept with the note: it alone tells what to withdraw.
    expect(store.db.all("SELECT bundle FROM outbox")).toEqual([{ bundle: null }]);
    expect(consults.readTaken(id).bundles).toMatchObject([{ id: "2" }]);
    const log = consults.readAudit(actor, { consultId: id }).filter((entry) => entry.actorId === "soepel");
    expect(log.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["sound-destroyed", "transcript-destroyed"]),
    );
  });

  it("stops counting while the note is being amended", async () => {
    const { store, clock, path, approve, consults, id, actor } = await recordedPractice();
    await approve();
    consults.saveEdited(id, draft(id, "anders"), actor);
    await clock.advance(48 * HOUR);
    expect(applyRetention(store, DEFAULT_RETENTION)).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });

  it("is kept by the hour, with the settings of the moment, and takes no nonsense", async () => {
    const { store, clock, path, approve, id, view } = await recordedPractice();
    await approve();
    let settings = DEFAULT_RETENTION;
    const errors: unknown[] = [];
    const told: string[] = [];
    const stop = keepRetention(
      store,
      () => settings,
      (consultId) => told.push(consultId),
      (error) => errors.push(error),
    );
    settings = { soundHours: 1_000, transcriptDays: 30 };
    await clock.advance(HOUR);
    expect(errors).toEqual([expect.any(RangeError)]);
    settings = { soundHours: 2, transcriptDays: 30 };
    await clock.advance(HOUR);
    expect(existsSync(path)).toBe(false);
    expect(told).toEqual([id]);
    expect(view()).toMatchObject({ hasSound: false, soundDestroyedAt: clock.now().toISOString() });
    stop();
  });
});
